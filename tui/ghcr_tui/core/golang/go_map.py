"""Go maps as templates and jsonpath print them: `map[a:b c:map[d:e]]`, without any quotes."""

import json
import re
from typing import Final

from ghcr_tui.core.golang.json_text import Json

_TOKEN = re.compile(r"map\[|\[|\]|\s+|(?:(?!map\[)[^\s\[\]])+")
_MOST_TOKENS: Final = 200_000
_DEEPEST: Final = 60


def read_go_map(text: str) -> dict[str, Json] | None:
    """Return the map that `text` begins with, every leaf as text; None where it is no map.

    Go writes no quotes, so a value with spaces is put together from its words, as long as they do
    not look like the next key. What is behind the map is passed over.
    """
    start = text.find("map[")
    if start < 0 or text[:start].strip():
        return None
    root: dict[str, Json] = {}
    stack: list[tuple[dict[str, Json] | list[Json], str]] = [(root, "")]
    position = start + len("map[")
    for _ in range(_MOST_TOKENS):
        match = _TOKEN.match(text, position)
        if match is None:
            return root or None
        word, position = match[0], match.end()
        if word == "]":
            stack.pop()
            if not stack:
                return root
        elif word in ("map[", "["):
            if len(stack) > _DEEPEST:
                return None
            _open(stack, {} if word == "map[" else [])
        elif not word.isspace():
            if (brace := word.find(":{")) > 0:
                word, position = _with_json(text, match.start(), match.start() + brace + 1)
            stack[-1] = (stack[-1][0], _add(stack[-1], word))
    return None


def _with_json(text: str, start: int, brace: int) -> tuple[str, int]:
    """Return a key with the JSON behind it, which may have spaces and brackets, and its end."""
    try:
        _, end = json.JSONDecoder().raw_decode(text, brace)
    except (json.JSONDecodeError, RecursionError):
        match = _TOKEN.match(text, start)
        end = match.end() if match else brace + 1
    return text[start:end], end


def _open(
    stack: list[tuple[dict[str, Json] | list[Json], str]], child: dict[str, Json] | list[Json]
) -> None:
    parent, key = stack[-1]
    if isinstance(parent, list):
        parent.append(child)
    else:
        parent[key] = child
    stack.append((child, ""))


def _add(top: tuple[dict[str, Json] | list[Json], str], word: str) -> str:
    """Add a word to the collection on top, and return the key that waits for a value or more."""
    value, key = top
    if isinstance(value, list):
        value.append(word)
        return key
    name, colon, rest = word.partition(":")
    if colon and name:
        value[name] = rest
        return name
    earlier = value.get(key)
    if isinstance(earlier, str) and key:
        value[key] = f"{earlier} {word}"
    return key
