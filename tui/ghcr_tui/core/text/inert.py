"""Text from outside, made fit to be shown: nothing in it can act on a terminal or a reader."""

import re
from collections.abc import Callable
from functools import lru_cache

CONTROLS = "".join(map(chr, range(0x20)))
"""The C0 control characters, ESC among them."""
_BEYOND_ASCII = (
    "\x80-\x9f"  # the C1 control characters, CSI among them
    "\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"  # soft hyphen, Arabic marks
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # letters that are drawn as nothing
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, bidi marks, separators, overrides
    "\ufeff\ufff9-\ufffb\ud800-\udfff"  # byte order mark, annotations, lone surrogates
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags and variation selectors, which can carry hidden text
)
_CONTROL_PICTURES = 0x2400


def is_inert(text: str) -> bool:
    """Return whether nothing in `text` controls, reorders or hides.

    That is what Unicode calls Cc, Cf, Cs, Zl and Zp, and letters that are drawn as nothing.
    """
    return _active("", text.isascii()).search(text) is None


def replace_active(
    text: str, replacement: Callable[[re.Match[str]], str], kept: str = CONTROLS
) -> str:
    """Return `text` with `replacement` of every active character that is not among `kept`.

    `kept` is of the C0 control characters; each match is of one character.
    """
    return _active(kept, text.isascii()).sub(replacement, text)


def without_surrogates(text: str) -> str:
    """Return `text` with U+FFFD for each lone surrogate, as text is to Go.

    Where one stands for a byte that is not UTF-8, that is one U+FFFD a byte, as in Go too.
    """
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def inert(text: str, limit: int = 200) -> str:
    """Return `text` on one line, at most `limit` characters, with nothing active in it.

    Control characters become their Unicode pictures (ESC is shown as `␛`), other invisible or
    reordering characters become `<U+200B>`. A cut is marked with `…` and never halves a mark.
    """
    head = text[: limit + 1]
    shown = replace_active(head, _visible, kept="")
    if len(shown) <= limit:
        return shown
    if len(shown) == len(head) and limit > 0:  # every character is shown as one
        return f"{shown[: limit - 1]}…"
    return f"{_fitting(head, limit - 1)}…" if limit > 0 else ""


def inert_lines(text: str) -> str:
    """Return `text` with its line breaks and tabs kept and everything else active made visible."""
    return replace_active(text, _visible, kept="\n\t")


def excerpt(text: str, limit: int = 24) -> str:
    """Return the beginning of `text` in backquotes, for a sentence that says what was found."""
    return f"`{inert(text, limit)}`"


@lru_cache(maxsize=8)
def _active(kept: str, ascii_only: bool) -> re.Pattern[str]:
    """Return the pattern of what is active, compiled when needed: all of Unicode takes long."""
    controls = CONTROLS.translate(dict.fromkeys(map(ord, kept)))
    return re.compile(f"[{controls}\x7f{'' if ascii_only else _BEYOND_ASCII}]")


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def _fitting(text: str, room: int) -> str:
    """Return as many characters of `text`, made visible, as fit whole into `room`."""
    marks: list[str] = []
    for character in text:
        mark = replace_active(character, _visible, kept="")
        room -= len(mark)
        if room < 0:
            break
        marks.append(mark)
    return "".join(marks)
