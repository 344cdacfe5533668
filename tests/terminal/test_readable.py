"""Readable text: what is drawn keeps its hue, and is moved only as far as it takes to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual import color as textual_color

from ghcr_tui.terminal.readable import LEAST, ReadableText, contrast

BLACK, WHITE = ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255)
PARTS = st.integers(0, 255)
TRIPLETS = st.builds(ColorTriplet, PARTS, PARTS, PARTS)
UNDERNEATH = textual_color.Color(18, 18, 18)


def drawn(text: str, style: Style | None) -> Segment:
    """Return what becomes of one text."""
    (segment,) = ReadableText().apply([Segment(text, style)], UNDERNEATH)
    return segment


def style_of(color: ColorTriplet, background: ColorTriplet) -> Style:
    return Style.from_color(Color.from_triplet(color), Color.from_triplet(background))


def color_of(segment: Segment) -> ColorTriplet:
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.color.triplet is not None
    return segment.style.color.triplet


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        (ColorTriplet(0x77, 0x77, 0x77), WHITE, 4.48),
        (ColorTriplet(0x83, 0x94, 0x96), ColorTriplet(0x26, 0x8B, 0xD2), 1.16),
    ],
)
def test_the_ratio_is_that_of_wcag(one: ColorTriplet, other: ColorTriplet, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


@given(TRIPLETS, TRIPLETS)
def test_any_text_on_any_background_can_be_read(
    color: ColorTriplet, background: ColorTriplet
) -> None:
    assert contrast(color_of(drawn("a", style_of(color, background))), background) >= LEAST


@given(TRIPLETS, TRIPLETS)
def test_what_can_be_read_stays_as_the_theme_has_it(
    color: ColorTriplet, background: ColorTriplet
) -> None:
    style = style_of(color, background)
    after = drawn("a", style)
    assert (after.style == style) == (contrast(color, background) >= LEAST)


@given(TRIPLETS, TRIPLETS)
def test_drawing_again_changes_nothing_more(color: ColorTriplet, background: ColorTriplet) -> None:
    once = drawn("a", style_of(color, background))
    assert drawn("a", once.style) == once


@given(TRIPLETS, TRIPLETS)
def test_a_dim_text_can_be_read_wherever_it_is_drawn(
    color: ColorTriplet, background: ColorTriplet
) -> None:
    after = drawn("a", style_of(color, background) + Style(dim=True))
    assert after.style is not None
    assert not after.style.dim
    assert contrast(color_of(after), background) >= LEAST


@given(PARTS, PARTS)
def test_grey_stays_grey_for_a_screen_without_colour(shade: int, background: int) -> None:
    after = color_of(
        drawn("a", style_of(ColorTriplet(*[shade] * 3), ColorTriplet(*[background] * 3)))
    )
    assert len(set(after)) == 1


def test_a_text_without_a_background_is_judged_by_what_is_underneath() -> None:
    after = drawn("a", Style.from_color(Color.from_rgb(40, 40, 40)))
    assert contrast(color_of(after), ColorTriplet(*UNDERNEATH.rgb)) >= LEAST
    assert after.style is not None
    assert after.style.bgcolor is None


@pytest.mark.parametrize("text", ["   ", "╭──╮", " │ ", "▄▄", ""])
def test_frames_and_scrollbars_stay_as_they_are(text: str) -> None:
    style = style_of(ColorTriplet(20, 20, 20), ColorTriplet(18, 18, 18))
    assert drawn(text, style) == Segment(text, style)


@pytest.mark.parametrize(
    "style",
    [
        None,
        Style(),
        Style(bgcolor="#121212"),
        Style(color="default", bgcolor="default", dim=True),
        Style(color="blue", bgcolor="bright_blue"),
        Style(color="blue", bgcolor="#0000ff"),
        Style(color="#0000ff", bgcolor="blue"),
    ],
)
def test_the_terminals_own_colours_stay_as_they_are(style: Style | None) -> None:
    assert drawn("a", style) == Segment("a", style)


def test_what_else_a_text_has_is_kept() -> None:
    style = style_of(ColorTriplet(30, 30, 30), BLACK) + Style(
        bold=True, underline=True, reverse=True, meta={"@click": "quit"}
    )
    after = drawn("a", style)
    assert after.text == "a"
    assert after.style is not None
    assert (after.style.bold, after.style.underline, after.style.reverse) == (True, True, True)
    assert after.style.meta == {"@click": "quit"}
    assert after.style.bgcolor == style.bgcolor
