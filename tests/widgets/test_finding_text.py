"""Finding a text: onwards, backwards, round the end, and in capitals or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.widgets.finding_text import next_place

TEXT = "name: ghcr\nNAME: x\nname"


@pytest.mark.parametrize(
    ("sought", "place", "step", "found"),
    [
        ("name", -1, 1, 0),
        ("name", 0, 1, 11),
        ("name", 19, 1, 0),
        ("name", 0, -1, 19),
        ("name", 19, -1, 11),
        ("a.b", 0, 1, None),
        ("e: x", 0, 1, 14),
    ],
)
def test_where_the_next_one_is(sought: str, place: int, step: int, found: int | None) -> None:
    assert next_place(TEXT, sought, place, step) == found


@given(st.text("ab\n", max_size=20), st.text("ab", min_size=1, max_size=2), st.integers(-1, 20))
def test_what_is_found_is_what_was_sought(text: str, sought: str, place: int) -> None:
    for step in (1, -1):
        found = next_place(text, sought, place, step)
        assert (found is None) == (sought not in text)
        assert found is None or text.startswith(sought, found)
