"""JSON as Go writes and reads it, because the kubelet and the API server are written in Go."""

import json
import re
from collections.abc import Iterable
from typing import NoReturn

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_GO_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
_GO_ESCAPED = re.compile("[<>&\u2028\u2029]")
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class JsonError(ValueError):
    """Text that is not JSON for Go's decoder; the message says where and why, in plain words."""


def dumps(value: Json) -> str:
    """Return compact JSON as Go's `json.Marshal`, which escapes `<`, `>`, `&`, U+2028, U+2029."""
    text = _COMPACT(value)
    return text.translate(_GO_ESCAPES) if _GO_ESCAPED.search(text) else text


def dumps_indented(value: Json) -> str:
    """Return JSON for people: two spaces of indent, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, indent=2, check_circular=False)


class Duplicates:
    """Gathers the keys that occur twice in one object while JSON is read.

    Give `pairs` to the decoder as its `object_pairs_hook`. Go, as Python, keeps the last.
    """

    def __init__(self) -> None:
        self.keys: list[str] = []

    def pairs(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        """Return the object of `pairs`, remembering the keys that it has twice."""
        found = dict(pairs)
        if len(found) != len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen and key not in self.keys:
                    self.keys.append(key)
                seen.add(key)
        return found


def folded(fields: dict[str, Json], known: Iterable[str]) -> dict[str, Json]:
    """Return `fields` under the `known` (lower case) names they match without regard to case.

    Go's decoder matches the names of struct fields so; of two that match, the later one wins.
    Names that match none of `known` stay as they are.
    """
    names = frozenset(known)
    if fields.keys() <= names:
        return fields
    return {(low if (low := key.casefold()) in names else key): fields[key] for key in fields}


def refuse_constant(name: str) -> NoReturn:
    """Refuse what Python reads and JSON does not have: `NaN`, `Infinity`. For `parse_constant`."""
    raise ValueError(f"`{name}` is not JSON")


def place(text: str, position: int) -> str:
    """Return a position in `text` as people count it."""
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind(chr(10), 0, position)}"


def sentence(problem: json.JSONDecodeError) -> str:
    """Return what the decoder found in plain words, with the place."""
    message = {
        "Expecting value": "a value is missing or is not JSON",
        "Extra data": "something stands behind the end of it",
        "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
        "Expecting ',' delimiter": "a comma is missing",
        "Expecting ':' delimiter": "a colon is missing",
        "Unterminated string starting at": "a string is not closed",
        "Illegal trailing comma before end of object": "a comma stands before the closing brace",
        "Illegal trailing comma before end of array": "a comma stands before the closing bracket",
        "Invalid control character at": "a control character stands in a string",
    }.get(problem.msg, problem.msg[:1].lower() + problem.msg[1:])
    return f"{message} (line {problem.lineno}, column {problem.colno})"
