"""Where in a JSON text each value is, so that one of them can be replaced and no other touched."""

import json
import re
from typing import Final, NamedTuple

from ghcr_tui.core.golang.json_stream import space
from ghcr_tui.core.golang.json_text import as_go_reads
from ghcr_tui.core.text.problem import Problem

_DEPTH_LIMIT: Final = 100
_LITERAL = re.compile(r"[^\s,\]}:\"\[{]+")
_END_OF_STRING = re.compile(r'(?:[^"\\]++|\\.)*+"', re.DOTALL)


class Span(NamedTuple):
    """A value in a text, from `start` up to `end`; `members` of an object, `items` of a list.

    `block` tells YAML's block style, in which indentation takes the place of brackets.
    """

    start: int
    end: int
    members: tuple["Member", ...] | None = None
    items: tuple["Span", ...] | None = None
    block: bool = False


class Member(NamedTuple):
    """A key of an object with its value; `key` is the text, `span` where it is written."""

    key: str
    span: Span
    value: Span


class NoSpans(Problem, ValueError):
    """A text whose values cannot be told apart by their places."""

    def __init__(self) -> None:
        super().__init__("The values of the text cannot be told apart by their places.")


def json_spans(text: str, start: int = 0) -> Span:
    """Return the spans of the JSON value at `start` of a `text` that is known to be sound.

    Raises `NoSpans` where it is nested too deep, or is not sound after all.
    """
    return _value(as_go_reads(text), space(text, start), 0)


def _value(text: str, start: int, depth: int) -> Span:
    if depth > _DEPTH_LIMIT:
        raise NoSpans
    sign = text[start : start + 1]
    if sign == "{":
        return _object(text, start, depth)
    if sign == "[":
        return _list(text, start, depth)
    return Span(start, _end_of_scalar(text, start))


def _object(text: str, start: int, depth: int) -> Span:
    members: list[Member] = []
    position = space(text, start + 1)
    while text[position : position + 1] != "}":
        if members:
            position = space(text, _past(text, position, ","))
        end = _end_of_scalar(text, position)
        key = json.loads(text[position:end])
        value_start = space(text, _past(text, space(text, end), ":"))
        value = _value(text, value_start, depth + 1)
        members.append(Member(str(key), Span(position, end), value))
        position = space(text, value.end)
    return Span(start, position + 1, members=tuple(members))


def _list(text: str, start: int, depth: int) -> Span:
    items: list[Span] = []
    position = space(text, start + 1)
    while text[position : position + 1] != "]":
        if items:
            position = space(text, _past(text, position, ","))
        items.append(_value(text, position, depth + 1))
        position = space(text, items[-1].end)
    return Span(start, position + 1, items=tuple(items))


def _end_of_scalar(text: str, start: int) -> int:
    pattern = _END_OF_STRING if text.startswith('"', start) else _LITERAL
    match = pattern.match(text, start + (pattern is _END_OF_STRING))
    if match is None:
        raise NoSpans
    return match.end()


def _past(text: str, position: int, sign: str) -> int:
    if not text.startswith(sign, position):
        raise NoSpans
    return position + 1
