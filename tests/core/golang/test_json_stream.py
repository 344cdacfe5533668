"""JSON, read piece by piece."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, JsonError, as_go_reads, dumps
from strategies import anything, json_values, texts

_documents = st.one_of(
    json_values,
    st.lists(json_values),
    st.dictionaries(
        st.one_of(st.just("items"), texts), st.one_of(json_values, st.lists(json_values))
    ),
)


@given(_documents, st.sampled_from([None, 2, "\t"]), st.sampled_from(["", " ", "\r\n\t"]))
def test_the_pieces_together_are_what_json_loads_reads(
    document: Json, indent: int | str | None, around: str
) -> None:
    text = around + json.dumps(document, indent=indent) + around
    pieces = list(JsonReader().read_pieces(text))
    items = [value for is_item, value, _ in pieces if is_item]
    assert [is_item for is_item, _, _ in pieces] == [True] * len(items) + [False]
    assert _put_together(pieces[-1][1], items) == document
    assert JsonReader().read(text) == document


@given(_documents)
def test_pieces_say_how_far_the_text_has_been_read(document: Json) -> None:
    text = dumps(document)
    ends = [end for _, _, end in JsonReader().read_pieces(text)]
    assert ends == sorted(ends)
    assert ends[-1] == len(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a value is missing or is not JSON (line 1, column 1)"),
        ("{", "a key in double quotes is missing (line 1, column 2)"),
        ('{"a": 1', "it ends before it is complete (line 1, column 8)"),
        ('{"a"', "it ends before it is complete (line 1, column 5)"),
        ('{"a" 1}', "a colon is missing (line 1, column 6)"),
        ('{"a": 1 "b": 2}', "a comma is missing (line 1, column 9)"),
        ('{"a": 1,}', "a key in double quotes is missing (line 1, column 9)"),
        ("{'a': 1}", "a key in double quotes is missing (line 1, column 2)"),
        ('{"a": }', "a value is missing or is not JSON (line 1, column 7)"),
        ('{\n "a": {\n  "b" 1}}', "a colon is missing (line 3, column 7)"),
        ("[1,\n2", "it ends before it is complete (line 2, column 2)"),
        ("[1,]", "a value is missing or is not JSON (line 1, column 4)"),
        ("[1 2]", "a comma is missing (line 1, column 4)"),
        ('{"a": "b', "a string is not closed (line 1, column 7)"),
        ('"a\tb"', "a control character stands in a string (line 1, column 3)"),
        (r'"\q"', "a backslash stands before a character that it cannot escape (line 1, column 2)"),
        (r'"\u12x"', r"`\u` stands before something other than four hex digits"),
        ("{} {}", "something stands behind the end of it (line 1, column 4)"),
        ("\ufeff{}", "a value is missing or is not JSON (line 1, column 1)"),
        ('{"a": NaN}', "`NaN` is not JSON"),
        ("[-Infinity]", "`-Infinity` is not JSON"),
        ('{"a": [1e999]}', "a number in it is too large"),
        ("1" * 5000, "a number in it is too large"),
        ('{"a": {"b": -%s}}' % ("1" * 5000), "a number in it is too large"),
    ],
)
def test_errors_are_plain_words_with_the_place(text: str, message: str) -> None:
    with pytest.raises(JsonError) as caught:
        list(JsonReader().read_pieces(text))
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":', '{"items":['])
@pytest.mark.parametrize("depth", [150, 900, 5_000, 100_000])
def test_deep_nesting_is_refused_at_any_depth(opening: str, depth: int) -> None:
    closing = "".join({"[": "]", "{": "}"}.get(character, "") for character in opening[::-1])
    with pytest.raises(JsonError, match="nested more than 100 deep"):
        list(JsonReader().read_pieces(opening * depth + "1" + closing * depth))
    with pytest.raises(JsonError):
        list(JsonReader().read_pieces(opening * depth))


def test_nesting_within_the_limit_is_read_whatever_stands_beside_it() -> None:
    text = "[" * 99 + "]" * 99
    document = f'{{"deep": {text}, "wide": [{",".join(["{}"] * 500)}]}}'
    assert JsonReader().read(document) == json.loads(document)


def test_brackets_in_strings_are_no_nesting() -> None:
    assert JsonReader().read(json.dumps(["[" * 5000])) == ["[" * 5000]


def test_keys_that_occur_twice_are_told_once_and_forgotten_then() -> None:
    reader = JsonReader()
    text = '{"a": 1, "b": {"c": 1, "c": 2, "c": 3}, "a": 2, "items": [{"d": 1, "d": 2}]}'
    document = list(reader.read_pieces(text))[-1][1]
    assert document == {"a": 2, "b": {"c": 3}, "items": []}
    assert set(reader.take_duplicates()) == {"a", "c", "d"}
    assert reader.take_duplicates() == ()


def test_items_before_a_fault_have_been_yielded() -> None:
    pieces = JsonReader().read_pieces('{"items": [{"a": 1}, {"a": 2}, oops')
    assert [next(pieces)[1], next(pieces)[1]] == [{"a": 1}, {"a": 2}]
    with pytest.raises(JsonError, match="line 1, column 32"):
        next(pieces)


@given(st.one_of(anything, st.text('{}[]":,\\u1e-. \n')))
def test_no_text_raises_anything_but_the_documented_error(text: str) -> None:
    try:
        value = JsonReader().read(text)
    except JsonError:
        return
    assert value == json.loads(as_go_reads(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(r'{"\ud800": "\udfffx"}', {"\ufffd": "\ufffdx"}, id="half surrogates"),
        pytest.param('["\udcff\udc80"]', ["\ufffd\ufffd"], id="bytes that are not UTF-8"),
        pytest.param(r'["\ud83d\ude00\\ud800"]', ["\U0001f600\\ud800"], id="pairs stay"),
    ],
)
def test_what_is_no_text_is_read_as_go_reads_it(text: str, value: Json) -> None:
    assert JsonReader().read(text) == value
    pieces = list(JsonReader().read_pieces(text))
    assert _put_together(pieces[-1][1], [item for _, item, _ in pieces[:-1]]) == value


def _put_together(document: Json, items: list[Json]) -> Json:
    if isinstance(document, list):
        return items
    if isinstance(document, dict) and document.get("items") == []:
        return {**document, "items": items}
    return document
