"""Text as one word of a POSIX shell, safe to paste.

A control character inside quotes is still a keystroke to the terminal that it is pasted into (and
ESC may end the paste), so it is written as an octal escape for the shell's own `printf`.
"""

import re
from itertools import groupby
from shlex import quote

from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import is_inert, replace_active


def word(text: str) -> str:
    """Return `text` as one word; the only active character that is left in it is the line break."""
    if text.startswith("="):  # zsh takes `=ls` for the path of `ls`, and shlex takes it for safe
        return f"'='{word(text[1:]) if text[1:] else ''}"
    if is_inert(text):
        return quote(text)
    parts = ("".join(group) for _, group in groupby(text, key=_is_keystroke))
    return "".join(_printed(part) if _is_keystroke(part[0]) else quote(part) for part in parts)


def octal(text: str) -> str:
    """Return `text` with what is active in it as octal escapes, for the format of `printf`."""
    return replace_active(text, _octal, kept="")


def _is_keystroke(character: str) -> bool:
    return character != "\n" and not is_inert(character)


def _printed(text: str) -> str:
    return f"\"$(printf '{octal(text)}')\""


def _octal(match: re.Match[str]) -> str:
    return "".join(f"\\{byte:03o}" for byte in utf8(match[0]))
