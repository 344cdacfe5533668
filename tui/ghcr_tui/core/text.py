"""Text from outside, made fit to be shown: nothing in it can act on a terminal or a reader."""

import re

_ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL and C1 control characters, ESC and CSI among them
    "\xad\u061c\u180e"  # soft hyphen, Arabic letter mark, Mongolian vowel separator
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, bidi marks, separators, overrides
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"  # BOM, surrogates, tag characters
)
_CONTROL_PICTURES = 0x2400


def inert(text: str, limit: int = 200) -> str:
    """Return `text` on one line, at most `limit` characters, with nothing active in it.

    Control characters become their Unicode pictures (ESC is shown as `␛`), other invisible or
    reordering characters become `<U+200B>`. A cut is marked with `…`.
    """
    shown = _ACTIVE.sub(_visible, text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def inert_lines(text: str) -> str:
    """Return `text` with its line breaks and tabs kept and everything else active made visible."""
    return _ACTIVE.sub(lambda match: _visible(match) if match[0] not in "\n\t" else match[0], text)


def excerpt(text: str, limit: int = 24) -> str:
    """Return the beginning of `text` in backquotes, for a sentence that says what was found."""
    return f"`{inert(text, limit)}`"


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"
