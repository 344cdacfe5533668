"""Go maps as templates and jsonpath print them: `map[a:b c:map[d:e]]`, without any quotes."""

import re
from typing import Final

from ghcr_tui.core.golang.json_text import Json

_TOKEN = re.compile(r"map\[|\[|\]|\s+|(?:(?!map\[)[^\s\[\]])+")
_MOST_TOKENS: Final = 200_000
_DEEPEST: Final = 60


def read_go_map(text: str) -> dict[str, Json] | None:
    """Return the map that `text` begins with, every leaf as text; None where it is none.

    Go writes no quotes, so a value with spaces is put together from its words, as long as they do
    not look like the next key. What stands behind the map is passed over.
    """
    start = text.find("map[")
    if start < 0 or text[:start].strip():
        return None
    root: dict[str, Json] = {}
    stack: list[tuple[dict[str, Json] | list[Json], str]] = [(root, "")]
    for count, match in enumerate(_TOKEN.finditer(text, start + 4)):
        if count > _MOST_TOKENS or len(stack) > _DEEPEST:
            return None
        word = match[0]
        if word == "]":
            stack.pop()
            if not stack:
                return root
        elif word in ("map[", "["):
            _open(stack, {} if word == "map[" else [])
        elif not word.isspace():
            stack[-1] = (stack[-1][0], _add(stack[-1], word))
    return root if root else None


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
