"""Base64 as people paste it: read leniently, with every departure from the standard named.

The kubelet and the API server read it strictly (`encoding.py`); this says what they stumble over.
"""

import re
from binascii import a2b_base64
from typing import NamedTuple

from ghcr_tui.core.golang.base64_strict import decode_standard

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_STRAY = re.compile(r"[^A-Za-z0-9+/=_-]")
_URL_SAFE = str.maketrans("-_", "+/")
_SPACES = re.compile(r"\s+")
_SHORTEST_LINE = 40
_BROKEN_END = 1  # base64 never has 4n + 1 characters


class Base64(NamedTuple):
    """What was read: the bytes, and in which ways the text departs from padded standard base64.

    `data` is None where nothing can be read; then `stray` is the first character that is not
    base64, or "" where the length is impossible.
    """

    data: bytes | None
    newlines: bool = False
    spaces: bool = False
    url_safe: bool = False
    unpadded: bool = False
    quoted: bool = False
    stray: str = ""

    def __repr__(self) -> str:
        """Leave the bytes out: they are somebody's secret."""
        size = "nothing" if self.data is None else f"{len(self.data)} bytes"
        return f"Base64({size}, strict={self.strict})"

    @property
    def strict(self) -> bool:
        """Whether Go's decoder reads it too: it passes over CR and LF, and over nothing else."""
        departs = self.spaces or self.url_safe or self.unpadded or self.quoted
        return self.data is not None and not departs


def read_base64(text: str) -> Base64:
    """Return what `text` holds, read as leniently as can be done without guessing."""
    try:
        return Base64(decode_standard(text), newlines="\n" in text)
    except ValueError:
        return _read_leniently(text)


def looks_like_base64(text: str) -> bool:
    """Return whether `text` has only characters of base64, white space and quotes around it."""
    return bool(_BASE64.fullmatch(_SPACES.sub("", _unquoted(text.strip()))))


def looks_like_words(text: str) -> bool:
    """Return whether text with the letters of base64 is words: wrapped base64 has longer lines."""
    pieces = text.split()
    return len(pieces) > 1 and max(map(len, pieces)) < _SHORTEST_LINE


def _read_leniently(text: str) -> Base64:
    stripped = text.strip()
    inner = _unquoted(stripped)
    compact = _SPACES.sub("", inner)
    flaws = Base64(
        None,
        newlines="\n" in inner,
        spaces=bool(re.search(r"[^\S\r\n]", inner)) or inner != text.strip("\r\n"),
        url_safe="-" in compact or "_" in compact,
        quoted=inner != stripped,
    )
    if not _BASE64.fullmatch(compact):
        stray = _STRAY.search(compact)
        return flaws._replace(stray=stray[0] if stray else "=")
    body = compact.rstrip("=")
    if len(body) % 4 == _BROKEN_END:
        return flaws
    padded = body + "=" * (-len(body) % 4)
    data = a2b_base64(padded.translate(_URL_SAFE), strict_mode=True)
    return flaws._replace(data=data, unpadded=compact != padded)


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'`":
        return text[1:-1].strip()
    return text
