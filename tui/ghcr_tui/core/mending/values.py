"""Mends of the values of a Secret: base64 under `data`, plain text under `stringData`."""

from binascii import b2a_base64
from collections.abc import Callable

from ghcr_tui.core.golang.base64_lenient import read_base64
from ghcr_tui.core.golang.base64_strict import base64_text, go_text
from ghcr_tui.core.text.decoding import utf8, utf16_text
from ghcr_tui.core.text.frames import without_frame

_Mend = Callable[[str], str | None]


def mended_value(code: str, value: str) -> tuple[str, str] | None:
    """Return a value without the cause of the finding `code`, and what was done; or None.

    Where only the encoding was wrong, the bytes inside stay what they are.
    """
    found = _MENDS.get(code)
    if found is None:
        return None
    mend, sentence = found
    mended = mend(value)
    return (mended, sentence) if mended and mended != value else None


def _again(value: str) -> str | None:
    data = read_base64(value).data
    return encoded_bytes(data) if data else None


def encoded_bytes(data: bytes) -> str:
    """Return the base64 of `data` as Go writes it, on one line."""
    return b2a_base64(data, newline=False).decode("ascii")


def _without_frame(value: str) -> str | None:
    return _again(without_frame(value))


def _without_mark(value: str) -> str | None:
    return _again(value.rstrip()[:-1])


def _plain_text(value: str) -> str | None:
    return base64_text(value) if value.strip() else None


def _decoded_once(value: str) -> str | None:
    data = read_base64(value).data
    return _again(go_text(data)) if data else None


def _in_utf8(value: str) -> str | None:
    data = read_base64(value).data
    text = utf16_text(data if data is not None else utf8(value)).removeprefix("\ufeff")
    return base64_text(text) if text else None


def _decoded_text(value: str) -> str | None:
    data = read_base64(value).data or b""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


_ONE_LINE = "the base64 was written anew, on one line"
_MENDS: dict[str, tuple[_Mend, str]] = {
    "data-wrapped": (_again, _ONE_LINE),
    "data-broken-by-spaces": (_again, _ONE_LINE),
    "data-quoted": (_again, "the quotes inside the value were removed"),
    "data-url-safe": (_again, "the base64 was written in the standard alphabet"),
    "data-unpadded": (_again, "the missing `=` were added"),
    "data-framed": (_without_frame, "the lines of a certificate were removed"),
    "data-shell-mark": (_without_mark, "the shell's mark was removed"),
    "data-plain-json": (_plain_text, "the plain JSON was encoded"),
    "data-not-base64": (_plain_text, "the plain text was encoded"),
    "data-encoded-twice": (_decoded_once, "one of two layers of base64 was removed"),
    "data-utf-16": (_in_utf8, "the payload was written in UTF-8"),
    "string-data-base64": (_decoded_text, "the base64 was decoded, as `stringData` is plain text"),
}
VALUE_SENTENCES = {code: sentence for code, (_, sentence) in _MENDS.items()}
"""What is done about each finding, as a sentence."""
VALUE_CODES = frozenset(_MENDS)
"""Codes of findings about a value's encoding that may be mended."""
