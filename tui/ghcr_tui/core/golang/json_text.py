"""JSON as Go writes and reads it, because the kubelet and the API server are written in Go."""

import json
import re
from collections.abc import Iterable
from math import isinf
from typing import NoReturn

from ghcr_tui.core.text.inert import replace_active, without_surrogates
from ghcr_tui.core.text.problem import Problem

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_GO_ESCAPED = "[<>&]"
_GO_ESCAPED_BEYOND_ASCII = "[<>&\u2028\u2029\ud800-\udfff]"
_REPLACEMENT = "\\ufffd"
"""What Go writes for bytes that are no text, which Python carries as lone surrogates."""
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_LONGEST_INTEGER = 308  # digits; what is longer overflows the float64 that Go reads numbers into
_TOO_LARGE = "a number in it is too large"
_FOLDED = {0x17F: "s", 0x212A: "k"}
_SURROGATE_ESCAPE = r"\\u[Dd][89A-Fa-f]"
_ESCAPES = (
    r"\\(?:u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}"
    r"|(u[Dd][89A-Fa-f][0-9A-Fa-f]{2})|.)"
)


class JsonError(Problem, ValueError):
    """Text that is not JSON for Go's decoder; the message says where and why, in plain words."""


class BeyondLimits(JsonError):
    """Text that may be JSON, with a number or a nesting too large for what reads all of it."""


def dumps(value: Json) -> str:
    """Return compact JSON as Go's `json.Marshal`, which escapes `<`, `>`, `&`, U+2028, U+2029.

    What is no text (a lone surrogate) becomes U+FFFD, as in Go.
    """
    text = _COMPACT(value)
    return re.sub(_GO_ESCAPED if text.isascii() else _GO_ESCAPED_BEYOND_ASCII, _escape, text)


def dumps_indented(value: Json) -> str:
    """Return JSON for people: two spaces of indent, and escapes only for what cannot be seen."""
    text = json.dumps(value, ensure_ascii=False, indent=2, check_circular=False)
    return replace_active(text, _escape)


def quoted(text: str) -> str:
    """Return `text` as one JSON string on one line, with nothing in it that cannot be seen."""
    return replace_active(json.dumps(text, ensure_ascii=False), _escape)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xD800 <= code <= 0xDFFF:
        return _REPLACEMENT
    if code > 0xFFFF:
        return f"\\u{0xD7C0 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"


class RepeatedKeys(dict[str, Json]):
    """An object that was written with a key twice: the later value, and all of them in `written`.

    Go's decoder reads the earlier ones too, and may stumble over them.
    """

    __slots__ = ("written",)

    def __init__(self, written: list[tuple[str, Json]]) -> None:
        super().__init__(written)
        self.written = written


class Duplicates:
    """Gathers the keys that occur twice in one object while JSON is read.

    Give `pairs` to the decoder as its `object_pairs_hook`. Go, as Python, keeps the last.
    """

    def __init__(self) -> None:
        self.keys: dict[str, None] = {}  # in the order found; a set that remembers it

    def pairs(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        """Return the object of `pairs`, remembering the keys that it has twice."""
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                self.keys[key] = None
            seen.add(key)
        return RepeatedKeys(pairs)


def folded(fields: dict[str, Json], known: Iterable[str]) -> dict[str, Json]:
    """Return `fields` under the `known` (lower case) names they match without regard to case.

    Go's decoder matches the names of struct fields so. Of two that match, the one written later
    is kept, and the result is `RepeatedKeys`. Names that match none of `known` stay as they are.
    """
    names = frozenset(known)
    if fields.keys() <= names:
        return fields
    pairs = [
        (low if (low := folded_name(key)) in names else key, value)
        for key, value in written_pairs(fields)
    ]
    found = dict(pairs)
    return found if len(found) == len(pairs) else RepeatedKeys(pairs)


def folded_name(name: str) -> str:
    """Return a field's name as encoding/json folds it: simply, so that `ß` is not `ss`.

    Beyond ASCII only the long s and the Kelvin sign fold to a letter that a field could have.
    """
    return (name if name.isascii() else name.translate(_FOLDED)).lower()


def written_pairs(fields: dict[str, Json]) -> Iterable[tuple[str, Json]]:
    """Return the keys and values of an object as they were written, repeated ones too."""
    return fields.written if isinstance(fields, RepeatedKeys) else fields.items()


def as_go_reads(text: str) -> str:
    """Return JSON text with U+FFFD for what is no text: wrong bytes, and half surrogates.

    No position in the text changes.
    """
    return without_lone_escapes(without_surrogates(text))


def without_lone_escapes(text: str) -> str:
    r"""Return JSON text with `\ufffd` for each `\uD800` to `\uDFFF` that is not one of a pair.

    That is how Go's decoder reads it. No position in the text changes.
    """
    # The one character is looked for before the two: ten times as fast in a text without it.
    if "\\" not in text or not re.search(_SURROGATE_ESCAPE, text):
        return text
    return re.sub(_ESCAPES, lambda match: _REPLACEMENT if match[1] else match[0], text)


def refuse_constant(name: str) -> NoReturn:
    """Refuse what Python reads and JSON does not have: `NaN`, `Infinity`. For `parse_constant`."""
    raise JsonError(f"`{name}` is not JSON")


def integer(digits: str) -> int:
    """Return an integer, for `parse_int`. Raises `BeyondLimits` where Go cannot hold it."""
    if len(digits) > _LONGEST_INTEGER:
        raise BeyondLimits(_TOO_LARGE)
    return int(digits)


def finite(digits: str) -> float:
    """Return a float, for `parse_float`. Raises `BeyondLimits` where Go cannot hold it."""
    value = float(digits)
    if isinf(value):
        raise BeyondLimits(_TOO_LARGE)
    return value


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
        "Invalid \\escape": "a backslash stands before a character that it cannot escape",
        "Invalid \\uXXXX escape": "`\\u` stands before something other than four hex digits",
    }.get(problem.msg.rstrip(": "), problem.msg[:1].lower() + problem.msg[1:])
    return f"{message} (line {problem.lineno}, column {problem.colno})"
