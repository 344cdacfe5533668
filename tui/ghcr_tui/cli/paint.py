"""Text in a terminal: how wide it is, how it is cut, wrapped and coloured."""

from functools import lru_cache
from typing import TYPE_CHECKING, TextIO

from ghcr_tui.cli.streams import wants_colour, width
from ghcr_tui.core.findings.finding import Severity
from ghcr_tui.core.text.inert import inert

if TYPE_CHECKING:
    from ghcr_tui.core.verdict.verdict import Answer

_STYLES = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[33m",
    "info": "\x1b[36m",
    "title": "\x1b[1m",
    "good": "\x1b[32m",
    "dim": "\x1b[2m",
}
ANSWER_STYLES: "dict[Answer, str]" = {
    "pulls": "good",
    "unsure": "warning",
    "anonymous": "error",
    "fails": "error",
}
"""How a verdict's answer is painted, the same in every report."""
_RESET = "\x1b[0m"
SEVERITY_CELLS = max(map(len, ("error", "warning", "info")))


class Paint:
    """Colours text where colour is wanted; `columns` is 0 where nothing need be cut or wrapped."""

    def __init__(self, coloured: bool = False, columns: int = 0) -> None:
        self.coloured = coloured
        self.columns = columns

    def __call__(self, style: str, text: str) -> str:
        """Return `text`, which must be inert, in the colours of `style`."""
        return f"{_STYLES[style]}{text}{_RESET}" if self.coloured and text else text

    def severity(self, severity: Severity) -> str:
        """Return the word for a severity, padded and coloured."""
        return self(severity, severity.ljust(SEVERITY_CELLS))

    def wrapped(self, text: str, indent: str) -> str:
        """Return inert `text` in lines that begin with `indent`, the first one without it."""
        if not self.columns:
            return text
        lines, line, room = [], "", max(self.columns - len(indent), 20)
        for word in text.split(" "):
            if line and cells(line) + 1 + cells(word) > room:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        return f"\n{indent}".join([*lines, line])


def paint_for(stream: TextIO | None) -> Paint:
    """Return how to write to `stream`: a pipe or a file gets no colours and nothing cut."""
    is_terminal = stream is not None and stream.isatty()
    return Paint(wants_colour(stream), width(stream) if is_terminal else 0)


def shown(text: str, limit: int = 200) -> str:
    """Return `text` on one line with nothing active in it, as `core.text.inert`, but quicker."""
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    return inert(text, limit)


def cells(text: str) -> int:
    """Return how many columns inert `text` takes in a terminal."""
    return len(text) if text.isascii() else _cells_of_any(text)


@lru_cache(1000)
def _cells_of_any(text: str) -> int:
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )


def padded(text: str, columns: int) -> str:
    """Return inert `text` with blanks behind it up to `columns`."""
    return text.ljust(columns) if text.isascii() else text + " " * (columns - cells(text))


def cut(text: str, columns: int) -> str:
    """Return inert `text` cut to `columns`, the cut marked with `…`; 0 columns are no limit."""
    if not columns or cells(text) <= columns:
        return text
    kept = text[:columns]
    while cells(kept) > columns - 1:
        kept = kept[:-1]
    return f"{kept}…"
