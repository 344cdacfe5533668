"""Text from outside, made fit to be shown: nothing in it can act on a terminal or a reader."""

import re

_HIDDEN = (
    "\x7f-\x9f"  # DEL and the C1 control characters, CSI among them
    "\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"  # soft hyphen, Arabic marks
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # letters that are drawn as nothing
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, bidi marks, separators, overrides
    "\ufeff\ufff9-\ufffb\ud800-\udfff"  # byte order mark, annotations, lone surrogates
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags and variation selectors, which can carry hidden text
)
ACTIVE = re.compile(f"[\x00-\x1f{_HIDDEN}]")
"""Every character that controls, reorders or hides: Unicode's Cc, Cf, Cs, Zl, Zp and fillers."""
HIDDEN = re.compile(f"[{_HIDDEN}]")
"""The active characters that are left where JSON has escaped those below U+0020."""
_ACTIVE_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f{_HIDDEN}]")
_CONTROL_PICTURES = 0x2400


def inert(text: str, limit: int = 200) -> str:
    """Return `text` on one line, at most `limit` characters, with nothing active in it.

    Control characters become their Unicode pictures (ESC is shown as `␛`), other invisible or
    reordering characters become `<U+200B>`. A cut is marked with `…` and never halves a mark.
    """
    head = text[: limit + 1]
    shown = ACTIVE.sub(_visible, head)
    if len(shown) <= limit:
        return shown
    return f"{_fitting(head, limit - 1)}…" if limit > 0 else ""


def inert_lines(text: str) -> str:
    """Return `text` with its line breaks and tabs kept and everything else active made visible."""
    return _ACTIVE_IN_LINES.sub(_visible, text)


def excerpt(text: str, limit: int = 24) -> str:
    """Return the beginning of `text` in backquotes, for a sentence that says what was found."""
    return f"`{inert(text, limit)}`"


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


def _fitting(text: str, room: int) -> str:
    """Return as many characters of `text`, made visible, as fit whole into `room`."""
    marks: list[str] = []
    for character in text:
        mark = ACTIVE.sub(_visible, character)
        room -= len(mark)
        if room < 0:
            break
        marks.append(mark)
    return "".join(marks)
