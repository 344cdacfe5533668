"""Signs that mail, diffs and listings put before every line of a text."""

import re
from itertools import pairwise

_QUOTED = re.compile(r">(?: |$)")
_ADDED = re.compile(r"\+(?!\+\+ )")
_DIFF_HEAD = re.compile(r"diff |index [0-9a-f]|new file|--- |\+\+\+ |@@ |\\ No newline")
_NUMBERED = re.compile(r" {0,8}(\d{1,6})(?:[ \t]*[|:│]|\t|(?= )|$)")
_LONGEST = 3_000_000


def without_line_marks(text: str) -> str:
    """Return `text` without the sign before each of its lines, or as it is where one has none.

    A quotation has `> `, a diff of a new file `+`, a listing the number of the line. A single line
    is left alone: what it begins with may be a part of it.
    """
    start = text.lstrip("\ufeff\r\n")
    if not re.match(r">|\+|diff |--- |[ \d]{0,8}\d", start) or len(text) > _LONGEST:
        return text
    lines = [line for line in start.splitlines() if line.strip()]
    if len(lines) < 2:
        return text
    unmarked = _without(_QUOTED, lines) or _added(lines) or _numbered(lines)
    return "\n".join((*unmarked, "")) if any(map(str.strip, unmarked)) else text


def _without(mark: re.Pattern[str], lines: list[str]) -> list[str]:
    found = [mark.match(line) for line in lines]
    return [line[match.end() :] for line, match in zip(lines, found, strict=True) if match] * all(
        found
    )


def _added(lines: list[str]) -> list[str]:
    body = [line for line in lines if not _DIFF_HEAD.match(line)]
    return _without(_ADDED, body) if body else []


def _numbered(lines: list[str]) -> list[str]:
    """Return lines without their numbers, where each number is greater than the one before."""
    found = [_NUMBERED.match(line) for line in lines]
    numbers = [int(match[1]) for match in found if match]
    is_counted = len(numbers) == len(lines) and all(
        second > first for first, second in pairwise(numbers)
    )
    if not is_counted:
        return []
    rest = [line[match.end() :] for line, match in zip(lines, found, strict=True) if match]
    common = min((len(line) - len(line.lstrip(" ")) for line in rest if line.strip()), default=0)
    return [line[common:] for line in rest]
