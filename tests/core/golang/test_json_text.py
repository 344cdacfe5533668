"""JSON as Go writes it. That kubectl agrees is said in test_kubectl_reads_it.py."""

import json

import pytest
from hypothesis import given

from ghcr_tui.core.golang.json_text import (
    Duplicates,
    Json,
    dumps,
    dumps_indented,
    folded,
    place,
    quoted,
)
from ghcr_tui.core.text.inert import is_inert
from strategies import anything, json_values


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<a>&b", r'"\u003ca\u003e\u0026b"'),
        ("\u2028\u2029", r'"\u2028\u2029"'),
        ('"\\/', '"\\"\\\\/"'),  # a slash stays
        ("\b\f\n\r\t", r'"\b\f\n\r\t"'),
        ("\x00\x1b", r'"\u0000\u001b"'),
        ("\x7f\x80é😀", '"\x7f\x80é😀"'),  # the rest stands as it is
        ("\udcff", r'"\ufffd"'),  # a byte that is no text
    ],
)
def test_strings_are_escaped_as_go_escapes_them(text: str, written: str) -> None:
    assert dumps(text) == written


@given(json_values)
def test_what_is_written_reads_back_the_same(value: Json) -> None:
    assert json.loads(dumps(value)) == value
    assert json.loads(dumps_indented(value)) == value


@given(anything)
def test_json_for_people_holds_nothing_that_acts_or_hides(text: str) -> None:
    assert is_inert(dumps_indented({text: [text]}).replace("\n", ""))
    assert is_inert(quoted(text))


def test_compact_json_keeps_the_order_and_has_no_spaces() -> None:
    assert dumps({"b": [1, None], "a": {"c": True}}) == '{"b":[1,null],"a":{"c":true}}'


def test_duplicates_are_remembered_once_and_the_last_value_stays() -> None:
    duplicates = Duplicates()
    assert duplicates.pairs([("a", 1), ("a", 2), ("b", 3), ("a", 4)]) == {"a": 4, "b": 3}
    assert list(duplicates.keys) == ["a"]


def test_names_of_fields_match_without_regard_to_case_and_the_later_one_wins() -> None:
    fields: dict[str, Json] = {"Auths": 1, "AUTHS": 2, "Other": 3}
    assert folded(fields, ("auths",)) == {"auths": 2, "Other": 3}


@pytest.mark.parametrize(
    ("position", "expected"),
    [(0, "line 1, column 1"), (2, "line 1, column 3"), (3, "line 2, column 1")],
)
def test_a_place_is_counted_as_people_count(position: int, expected: str) -> None:
    assert place("ab\ncd", position) == expected
