"""Text that can be read, whatever theme its colours are of.

Themes are made without regard to what is drawn on what, and Textual blends shares of their colours
(`70%`, `auto 38%`) without a floor, so the floor is where all of that is done: in the cells, just
before they go to the terminal.
"""

from bisect import bisect_left
from functools import lru_cache
from typing import Final

from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as ScreenColor
from textual.filter import LineFilter

LEAST: Final = 4.5
"""The least ratio between a text and its background: WCAG 2.1, success criterion 1.4.3 (AA)."""
_BLACK: Final = ColorTriplet(0, 0, 0)
_WHITE: Final = ColorTriplet(255, 255, 255)
_DIM: Final = 0.5
"""How much is left of the colour of a dim text; as much as in Textual's `DimFilter`."""
_STEPS: Final = 255
_FIRST_FRAME: Final = "\u2500"
_LAST_FRAME: Final = "\u259f"
"""Unicode's box drawing and block elements, of which frames and scrollbars are made, texts not."""


class ReadableText(LineFilter):
    """Moves the colour of a text towards white or black, as far as it takes to be read.

    Left as they are: what can be read, frames and scrollbars, and the terminal's own colours, of
    which only the terminal knows what they look like.
    """

    def apply(self, segments: list[Segment], background: ScreenColor) -> list[Segment]:
        """Return `segments` so that each can be read on its own background, else `background`."""
        return [_readable_segment(segment, background) for segment in segments]


def _readable_segment(segment: Segment, background: ScreenColor) -> Segment:
    text, style, control = segment
    if style is None:
        return segment
    readable = _readable_style(style, background)
    return segment if readable is style or _is_frame(text) else Segment(text, readable, control)


def _is_frame(text: str) -> bool:
    return all(each.isspace() or _FIRST_FRAME <= each <= _LAST_FRAME for each in text)


@lru_cache(1024)
def _readable_style(style: Style, background: ScreenColor) -> Style:
    own = style.bgcolor or background.rich_color
    if style.color is None or style.color.triplet is None or own.triplet is None:
        return style
    color = style.color.triplet
    if style.dim:  # which every terminal does by a share of its own
        color = blend_rgb(own.triplet, color, _DIM)
    readable = _readable_color(color, own.triplet)
    if readable == style.color.triplet and not style.dim:
        return style
    return style + Style(color=Color.from_triplet(readable), dim=False if style.dim else None)


def _readable_color(color: ColorTriplet, background: ColorTriplet) -> ColorTriplet:
    """Return the nearest colour that can be read, on the side of the background it is on."""
    if contrast(color, background) >= LEAST:
        return color
    is_lighter = _luminance(color) >= _luminance(background)
    end, other_end = (_WHITE, _BLACK) if is_lighter else (_BLACK, _WHITE)
    if contrast(end, background) < LEAST:  # of any background, one of the two has 4.58
        end = other_end

    def moved(step: int) -> ColorTriplet:
        return blend_rgb(color, end, step / _STEPS)

    step = bisect_left(
        range(_STEPS), True, key=lambda step: contrast(moved(step), background) >= LEAST
    )
    return moved(step)


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Return the ratio of two colours, from 1 to 21, as WCAG 2.1 defines the contrast ratio."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: ColorTriplet) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
