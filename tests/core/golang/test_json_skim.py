"""JSON beyond all measure, read as far as Go's decoder looks at it."""

import json
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.golang.json_skim import skim
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Duplicates, Json, JsonError
from strategies import anything, json_values


@given(json_values)
def test_a_value_within_all_limits_is_read_as_json_loads_reads_it(value: Json) -> None:
    assert skim(json.dumps(value), Duplicates()) == (json.loads(json.dumps(value)), False)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [pytest.param("[", "]", id="lists"), pytest.param('{"a":', "}", id="objects")],
)
def test_nesting_is_read_to_gos_limit_and_no_further(opening: str, closing: str) -> None:
    document = '{"kept":5,"deep":%s}'
    deepest = document % (opening * 9_999 + "1" + closing * 9_999)
    value = skim(deepest, Duplicates()).value
    assert isinstance(value, dict)
    assert value["kept"] == 5
    with pytest.raises(JsonError, match="nested more than 10,000 deep"):
        skim(document % (opening * 10_000 + "1" + closing * 10_000), Duplicates())
    with pytest.raises(JsonError, match="nested more than 10,000 deep"):
        skim(opening * 1_000_000, Duplicates())


@pytest.mark.parametrize(
    "number",
    [pytest.param("1e999", id="a float"), pytest.param("9" * 5000, id="an integer")],
)
def test_a_number_beyond_a_float_is_infinite_and_told_of(number: str) -> None:
    assert skim(f'{{"a":[{number}]}}', Duplicates()) == ({"a": [inf]}, True)


def test_keys_that_occur_twice_are_told() -> None:
    duplicates = Duplicates()
    assert skim('{"a":{"b":1,"b":2},"c":1e999,"a":3}', duplicates).value == {"a": 3, "c": inf}
    assert list(duplicates.keys) == ["b", "a"]


@given(st.one_of(anything, st.text('{}[]":,\\u1e-. \n')))
def test_it_refuses_what_the_reader_refuses_with_the_same_error_only(text: str) -> None:
    try:
        expected = JsonReader().read(text)
    except JsonError:
        with pytest.raises(JsonError):
            skim(text, Duplicates())
    else:
        assert skim(text, Duplicates()).value == expected
