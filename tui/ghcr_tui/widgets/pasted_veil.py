"""Active characters in a text area: kept as they were pasted, shown as one harmless mark each.

A text area draws what it holds, so an escape sequence would reach the terminal, and a lone
surrogate cannot be written to it at all. Such characters are private ones in the document.
"""

from ghcr_tui.core.text.inert import inert_lines

_PRIVATE = 0xF0000
_PRIVATE_TAGS = 0x100000
_TAGS = 0xE0000
_CONTROL_PICTURES = 0x2400


def veiled(text: str) -> str:
    """Return `text` with every active character replaced by a private one, line breaks being `\\n`.

    One character stays one character, so that places in both are the same.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    active = {ord(char): _private(ord(char)) for char in set(text) if inert_lines(char) != char}
    return text.translate(active) if active else text


def unveiled(text: str) -> str:
    """Return the text that was veiled."""
    private = {ord(char): _public(ord(char)) for char in set(text) if ord(char) >= _PRIVATE}
    return text.translate(private) if private else text


def marked(text: str) -> str:
    """Return veiled `text` as it is shown: one mark, one cell wide, for each private character."""
    private = {ord(char): _mark(_public(ord(char))) for char in set(text) if ord(char) >= _PRIVATE}
    return text.translate(private) if private else text


def _private(code: int) -> int:
    return _PRIVATE_TAGS + code - _TAGS if code >= _TAGS else _PRIVATE + code


def _public(code: int) -> int:
    return code - _PRIVATE_TAGS + _TAGS if code >= _PRIVATE_TAGS else code - _PRIVATE


def _mark(code: int) -> str:
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == 0x7F else "\ufffd"
