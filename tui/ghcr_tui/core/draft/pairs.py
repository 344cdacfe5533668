"""Labels and annotations as people type them: `key=value, key="any text"`."""

import json
import re

from ghcr_tui.core.golang.json_text import quoted
from ghcr_tui.core.text.inert import is_inert

Pair = tuple[str, str | None]
"""A key and its value; None where no `=` was typed."""

# Patterns stay text until pairs are read: compiling them costs a run without any too much.
_PLAIN_KEY = r'(?!\s)[^",=][^,=]*(?<!\s)'
_PLAIN_VALUE = r'(?:(?!\s)[^",][^,]*(?<!\s))?'
_KEY = r"[^=,\n]*"
_VALUE = r"[^,\n]*"
_QUOTED = r'[^\S\n]*("(?:[^"\\\n]|\\.)*")[^\S\n]*'
_QUOTED_KEY = rf"{_QUOTED}(?=[=,\n]|\Z)"
_QUOTED_VALUE = rf"{_QUOTED}(?=[,\n]|\Z)"


def parse_pairs(text: str) -> tuple[Pair, ...]:
    """Return the pairs in `text`, separated by commas or line breaks; empty items are passed over.

    A key or value in double quotes is read as a JSON string, so that it may hold commas and line
    breaks; one that is not sound JSON is taken as it is, quotes and all.
    """
    pairs: list[Pair] = []
    position = 0
    while position < len(text):
        start = position
        key, position = _take(_QUOTED_KEY, _KEY, text, position)
        value: str | None = None
        if text.startswith("=", position):
            value, position = _take(_QUOTED_VALUE, _VALUE, text, position + 1)
        if text[start:position].strip():
            pairs.append((key, value))
        position += 1  # the separator
    return tuple(pairs)


def format_pairs(pairs: tuple[Pair, ...]) -> str:
    """Return one line, with nothing active in it, from which `parse_pairs` reads `pairs`."""
    return ", ".join(
        _written(key, _PLAIN_KEY)
        if value is None
        else f"{_written(key, _PLAIN_KEY)}={_written(value, _PLAIN_VALUE)}"
        for key, value in pairs
    )


def _written(text: str, plain: str) -> str:
    is_plain = re.fullmatch(plain, text) and is_inert(text)
    return text if is_plain else quoted(text)


def _take(in_quotes: str, bare: str, text: str, position: int) -> tuple[str, int]:
    """Return the key or value that starts at `position`, and where it ends."""
    if match := re.compile(in_quotes).match(text, position):
        return _unquoted(match[1]), match.end()
    end = match.end() if (match := re.compile(bare).match(text, position)) else position
    return text[position:end].strip(), end


def _unquoted(quoted_text: str) -> str:
    try:
        value = json.loads(quoted_text)
    except ValueError:
        return quoted_text
    return value if isinstance(value, str) else quoted_text
