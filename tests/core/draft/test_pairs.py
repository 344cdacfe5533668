"""Labels and annotations as people type them."""

import pytest
from hypothesis import given

from ghcr_tui.core.draft.pairs import Pair, format_pairs, parse_pairs
from ghcr_tui.core.text.inert import is_inert
from strategies import anything, pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("component=denostr", (("component", "denostr"),)),
        ("a=1, b=2", (("a", "1"), ("b", "2"))),
        ("a=1\nb=2", (("a", "1"), ("b", "2"))),  # a line each, as pasted
        (" a =  b ,", (("a", "b"),)),  # spaces around, a comma left over
        ("a", (("a", None),)),  # not a pair yet: somebody is typing
        ("a=", (("a", ""),)),
        ("=b", (("", "b"),)),
        ("a=b=c", (("a", "b=c"),)),  # the first `=` splits
        ('a="x, y"', (("a", "x, y"),)),
        (r'a="x\ny"', (("a", "x\ny"),)),
        ('a="x', (("a", '"x'),)),  # a quote that is not closed
        ('a="x"y', (("a", '"x"y'),)),
        (r'a="\q"', (("a", r'"\q"'),)),  # not JSON
        ('"a=b,c"=d', (("a=b,c", "d"),)),  # a key of somebody else's
        ("", ()),
        (" , ,\n", ()),
    ],
)
def test_pairs_are_read_as_they_were_meant(text: str, expected: tuple[Pair, ...]) -> None:
    assert parse_pairs(text) == expected


@given(pairs)
def test_formatting_and_reading_again_gives_the_same_pairs(given_pairs: tuple[Pair, ...]) -> None:
    assert parse_pairs(format_pairs(given_pairs)) == given_pairs


@given(pairs)
def test_pairs_are_formatted_on_one_line_that_hides_nothing(given_pairs: tuple[Pair, ...]) -> None:
    assert is_inert(format_pairs(given_pairs))


def test_ordinary_pairs_are_formatted_without_quotes() -> None:
    assert format_pairs((("a.b/c", "d-e"), ("f", ""), ("g", None))) == "a.b/c=d-e, f=, g"


@given(anything)
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert parse_pairs(format_pairs(parse_pairs(text))) == parse_pairs(
        format_pairs(parse_pairs(format_pairs(parse_pairs(text))))
    )
