"""Labels and annotations as people type them: `key=value, key="any text"`."""

import json
import re

Pair = tuple[str, str | None]
"""A key and its value; None where no `=` was typed."""

_PLAIN_VALUE = re.compile(r'[^\s",\x00-\x1f\x7f-\x9f][^",\x00-\x1f\x7f-\x9f]*(?<!\s)|')
_KEY = re.compile(r"[^=,\n]*")
_QUOTED_VALUE = re.compile(r'[^\S\n]*("(?:[^"\\\n]|\\.)*")[^\S\n]*(?=[,\n]|\Z)')
_VALUE = re.compile(r"[^,\n]*")


def parse_pairs(text: str) -> tuple[Pair, ...]:
    """Return the pairs in `text`, separated by commas or line breaks; empty items are passed over.

    A value in double quotes is read as a JSON string, so that it may hold commas and line breaks;
    one that is not sound JSON is taken as it stands, quotes and all.
    """
    pairs: list[Pair] = []
    position = 0
    while position < len(text):
        key, position = _take(_KEY, text, position)
        value: str | None = None
        if text[position : position + 1] == "=":
            if quoted := _QUOTED_VALUE.match(text, position + 1):
                value, position = _unquoted(quoted[1]), quoted.end()
            else:
                value, position = _take(_VALUE, text, position + 1)
        position += 1  # the separator
        if key or value is not None:
            pairs.append((key, value))
    return tuple(pairs)


def format_pairs(pairs: tuple[Pair, ...]) -> str:
    """Return text from which `parse_pairs` reads the same `pairs`."""
    return ", ".join(key if value is None else f"{key}={_quoted(value)}" for key, value in pairs)


def _quoted(value: str) -> str:
    return value if _PLAIN_VALUE.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _take(pattern: re.Pattern[str], text: str, position: int) -> tuple[str, int]:
    match = pattern.match(text, position)
    return (match[0].strip(), match.end()) if match else ("", position)


def _unquoted(quoted: str) -> str:
    try:
        value = json.loads(quoted)
    except ValueError:
        return quoted
    return value if isinstance(value, str) else quoted
