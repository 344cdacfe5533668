"""JSON as Go writes it. That kubectl agrees is said in test_kubectl_reads_it.py."""

import json

import pytest
from hypothesis import given

from ghcr_tui.core.golang.json_text import (
    Duplicates,
    Json,
    RepeatedKeys,
    dumps,
    dumps_indented,
    folded,
    place,
    quoted,
    without_lone_escapes,
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


def test_an_object_with_a_key_twice_keeps_all_that_was_written() -> None:
    pairs: list[tuple[str, Json]] = [("a", 1), ("b", 2), ("a", None)]
    found = Duplicates().pairs(pairs)
    assert found == {"a": None, "b": 2}
    assert isinstance(found, RepeatedKeys)
    assert found.written == pairs


def test_of_names_that_fold_alike_the_last_written_is_kept_and_the_others_are_known() -> None:
    found = folded(RepeatedKeys([("auth", 1), ("AUTH", 2), ("auth", 3), ("x", 4)]), ["auth"])
    assert found == {"auth": 3, "x": 4}
    assert isinstance(found, RepeatedKeys)
    assert found.written == [("auth", 1), ("auth", 2), ("auth", 3), ("x", 4)]


@pytest.mark.parametrize(
    ("name", "known", "is_the_same"),
    [
        pytest.param("PassWord", "password", True, id="capitals"),
        pytest.param("pa\u017fsword", "password", True, id="the long s folds to an s"),
        pytest.param("\u212aind", "kind", True, id="the Kelvin sign folds to a k"),
        pytest.param("pa\u00dfword", "password", False, id="a sharp s is one letter, not two"),
        pytest.param("\ufb01eld", "field", False, id="nor is a ligature two"),
        pytest.param("k\u0131nd", "kind", False, id="a dotless i is no i"),
        pytest.param("k\u0130nd", "kind", False, id="nor is a dotted capital one"),
    ],
)
def test_names_of_fields_fold_as_unicode_folds_simply(
    name: str, known: str, is_the_same: bool
) -> None:
    assert (known in folded({name: 1}, [known])) is is_the_same


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(r"\ud800", r"\ufffd", id="a high one alone"),
        pytest.param(r"\uDFFFx", r"\ufffdx", id="a low one alone"),
        pytest.param(r"\ud83d\ude00", r"\ud83d\ude00", id="a pair stays"),
        pytest.param(r"\ud83d\ud83d\ude00", r"\ufffd\ud83d\ude00", id="one before a pair"),
        pytest.param(r"\ude00\ud83d", r"\ufffd\ufffd", id="a pair the wrong way round"),
        pytest.param(r"\\ud800", r"\\ud800", id="a backslash that is escaped itself"),
        pytest.param(r"\\\ud800", r"\\\ufffd", id="and one behind it"),
        pytest.param(r"\u0041\ud8", r"\u0041\ud8", id="what is no escape stays"),
    ],
)
def test_a_surrogate_without_its_other_half_is_read_as_the_replacement_character(
    text: str, read: str
) -> None:
    assert without_lone_escapes(text) == read
