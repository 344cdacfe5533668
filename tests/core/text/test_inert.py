"""Outside text, made fit to be shown."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.text.inert import excerpt, inert, inert_lines, is_inert
from strategies import anything

_ACTIVE_CATEGORIES = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def test_whatever_unicode_calls_a_control_a_format_or_a_separator_is_made_visible() -> None:
    active = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) in _ACTIVE_CATEGORIES
    ]
    assert [character for character in active if is_inert(character)] == []


@pytest.mark.parametrize("character", [*"aé日😀 <>[]`'\"\\", "\ufe0f", "\u0301"])
def test_ordinary_characters_are_left_alone(character: str) -> None:
    assert inert(character) == character


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),  # an escape sequence
        ("a\r\nb\tc", "a␍␊b␉c"),  # line breaks: what is shown is one line
        ("\x00\x7f", "␀␡"),  # NUL and DEL
        ("\x9b31m", "<U+009B>31m"),  # CSI as one character
        ("a\u202eb", "a<U+202E>b"),  # right-to-left override
        ("ghcr\u200b.io", "ghcr<U+200B>.io"),  # zero width: a look-alike
        ("\udcff", "<U+DCFF>"),  # a byte that is no text
        ("\U000e0041", "<U+E0041>"),  # a tag character hides text
        ("\u3164", "<U+3164>"),  # a letter that is drawn as nothing
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),  # markup is the screen's business
    ],
)
def test_what_is_active_is_shown_by_a_harmless_mark(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(anything, st.integers(0, 40))
def test_inert_text_is_harmless_and_never_longer_than_its_limit(text: str, limit: int) -> None:
    shown = inert(text, limit)
    assert is_inert(shown)
    assert len(shown) <= limit


@given(anything, st.integers(0, 40))
def test_making_it_inert_twice_changes_nothing(text: str, limit: int) -> None:
    once = inert(text, limit)
    assert inert(once, limit) == once


@given(st.text(st.characters(categories=["L", "N", "P"]).filter(is_inert)), st.integers(1, 40))
def test_a_cut_uses_all_the_room_there_is(text: str, limit: int) -> None:
    assert inert(text, limit) == (text if len(text) <= limit else text[: limit - 1] + "…")


def test_a_cut_never_halves_a_mark() -> None:
    assert inert("\u200b" * 9, 20) == "<U+200B><U+200B>…"


@given(anything)
def test_lines_keep_their_breaks_and_tabs_and_nothing_else_that_is_active(text: str) -> None:
    shown = inert_lines(text)
    assert is_inert(shown.replace("\n", "").replace("\t", ""))
    assert shown.count("\n") == text.count("\n")


def test_an_excerpt_stands_in_backquotes() -> None:
    assert excerpt("Really really long", 12) == "`Really real…`"
