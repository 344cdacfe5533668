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


def loads(text: str, duplicates: Duplicates | None = None) -> Json:
    """Return the value of `text`, strictly JSON: no NaN, no Infinity, nothing behind it.

    Raises `JsonError`, also for nesting that no reader would follow.
    """
    hook = duplicates.pairs if duplicates else None
    try:
        value: Json = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=hook)
    except json.JSONDecodeError as problem:
        at = f"line {problem.lineno}, column {problem.colno}"
        raise JsonError(f"{_plain(problem.msg)} ({at})") from None
    except RecursionError:
        raise JsonError("it is nested too deeply") from None
    except ValueError as problem:
        raise JsonError(str(problem)) from None
    return value


def folded(fields: dict[str, Json], known: Iterable[str]) -> dict[str, Json]:
    """Return `fields` under the `known` (lower case) names they match without regard to case.

    Go's decoder matches the names of struct fields so; of two that match, the later one wins.
    Names that match none of `known` stay as they are.
    """
    names = frozenset(known)
    if fields.keys() <= names:
        return fields
    return {(low if (low := key.casefold()) in names else key): fields[key] for key in fields}


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"`{name}` is not JSON")


def _plain(message: str) -> str:
    return {
        "Expecting value": "a value is missing or is not JSON",
        "Extra data": "something stands behind the end of the JSON",
        "Expecting property name enclosed in double quotes": "a key in double quotes is missing",
        "Expecting ',' delimiter": "a comma is missing",
        "Expecting ':' delimiter": "a colon is missing",
        "Unterminated string starting at": "a string is not closed",
        "Illegal trailing comma before end of object": "a comma stands before the closing brace",
        "Illegal trailing comma before end of array": "a comma stands before the closing bracket",
    }.get(message, message[:1].lower() + message[1:])
