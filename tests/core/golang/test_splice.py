"""A text is changed in one place and nowhere else, or it is said that this cannot be."""

import json

import pytest

from ghcr_tui.core.golang.json_spans import NoSpans
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.golang.splice import spliced, spliced_json
from ghcr_tui.core.golang.yaml_spans import yaml_spans


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ('{ "a" : 1 ,"b":[ 1, 2 ]}', {"a": 2, "b": [1, 2]}, '{ "a" : 2 ,"b":[ 1, 2 ]}'),
        ('{"a": {"x": 1}, "b": 2}', {"a": {"x": 1}}, '{"a": {"x": 1}}'),
        ('{"a": 1, "b": 2}', {"b": 2}, '{"b": 2}'),
        ('{"a": 1}', {}, "{}"),
        ('{"a": 1}', {"a": 1, "c": [2]}, '{"a": 1, "c": [2]}'),
        ('{"a":1}', {"b": 1}, '{"b":1}'),
        ('{"a":{"x":1}}', {"a": [1]}, '{"a":[1]}'),
        ('{"a":[1,2]}', {"a": [1, 3]}, '{"a":[1,3]}'),
        ('{"a":1}', {"a": {"b": 1}}, '{"a":{"b":1}}'),
    ],
)
def test_json_is_changed_in_its_place(text: str, new: Json, expected: str) -> None:
    assert spliced_json(text, json.loads(text), new) == expected


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ('{"a":1,"a":2}', {"a": 3}),
        ('{"a":[1,2]}', {"a": [1]}),
        ('{"a":1,"b":2}', {"a": 1, "c": 3, "d": 4}),
        ("{}", {"a": 1}),
    ],
)
def test_what_cannot_be_is_said(text: str, new: Json) -> None:
    with pytest.raises(NoSpans):
        spliced_json(text, json.loads(text), new)


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        ("a: 1  # kept\nb: x\n", {"a": 1, "b": "x"}, {"a": 2, "b": "x"}, "a: 2  # kept\nb: x\n"),
        ("a: 1\nb: x # y\nc: 3\n", {"a": 1, "b": "x", "c": 3}, {"a": 1, "c": 3}, "a: 1\nc: 3\n"),
        ("a:\n  x: 1\n", {"a": {"x": 1}}, {"a": {"x": 1, "z": 2}}, "a:\n  x: 1\n  z: 2\n"),
        ("a: 1", {"a": 1}, {"a": 1, "b": 2}, "a: 1\nb: 2\n"),
        ("a: |\n  text\nb: 1\n", {"a": "text\n", "b": 1}, {"a": "x", "b": 1}, "a: x\nb: 1\n"),
    ],
)
def test_yaml_keeps_its_lines_and_comments(text: str, old: Json, new: Json, expected: str) -> None:
    assert spliced(text, yaml_spans(text), [old], [new]) == expected


def test_as_many_documents_go_in_as_come_out() -> None:
    with pytest.raises(NoSpans):
        spliced("a: 1\n", yaml_spans("a: 1\n"), [{"a": 1}], [])
