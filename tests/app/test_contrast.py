"""Contrast: whatever theme is chosen, every text on the screens can be read.

Measured are the cells as they are drawn, by the formula of WCAG 2.1 (success criterion 1.4.3), each
text against its own background; frames and scrollbars are no text. The colours of `ansi-dark` and
`ansi-light` are whatever the terminal has been set to, so no ratio can be known there: for those it
is measured that no text has the colour of what it stands on, and that what the app fixes itself,
colour and background both, is as readable as elsewhere.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.color import Color
from textual.app import App
from textual.pilot import Pilot

from ghcr_tui.app import GhcrTui
from screens.scenes import FILE_IN_THE_WAY, SCENES, Scene, opened, screens_of_the_app

THEMES = sorted(App[None]().available_themes)
WIDE, NARROW = (120, 40), (80, 24)
CASES = [
    pytest.param(scene, size, id=f"{name} {size[0]}x{size[1]}")
    for name, scene in SCENES.items()
    for size in ((WIDE, NARROW) if scene.is_roomy else (NARROW,))
]
LEAST = 4.5
"""Of the keys in the last line 3 is asked, which is not worth an exception."""


class Drawn(NamedTuple):
    """A piece of text on the screen, and the two colours it is drawn with."""

    text: str
    color: Color
    background: Color
    is_dim: bool


async def wear(theme: str, app: GhcrTui) -> None:
    """Set `theme`, and wait until the style sheet and all who colour by themselves have it."""
    app.theme = theme
    is_worn = asyncio.Event()
    app.call_next(is_worn.set)  # behind what the app itself calls next for a new theme
    async with asyncio.timeout(30):  # a theme that raises sets nothing
        await is_worn.wait()
    await Pilot(app).pause()


def drawn(app: GhcrTui) -> Iterator[Drawn]:
    """Yield each text on the screen; spaces, frames and scrollbars are none."""
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if any(not (each.isspace() or "\u2500" <= each <= "\u259f") for each in text):
                assert style is not None
                color = style.color or Color.default()
                background = style.bgcolor or Color.default()
                yield Drawn(text, color, background, bool(style.dim))


def luminance(color: Color) -> float:
    """Return the relative luminance of a colour, from 0 for black to 1 for white."""
    assert color.triplet is not None
    shares = [part / 255 for part in color.triplet]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """Return the ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def unreadable(app: GhcrTui) -> list[str]:
    """Return what on the screen cannot be read, with its ratio."""
    found = []
    for each in drawn(app):
        names = f"{each.text!r} is {each.color.name} on {each.background.name}"
        if each.color.triplet is None or each.background.triplet is None:
            is_own = each.color.triplet is None and each.background.triplet is None
            if not app.current_theme.ansi or not is_own:
                found.append(f"{names}: half of it is the terminal's")
            elif each.color == each.background and not each.color.is_default:
                found.append(f"{names}: the same colour")
            continue
        ratio = contrast(each.color, each.background)
        if each.is_dim or ratio < LEAST:
            found.append(f"{names}: {ratio:.2f}{', dim' * each.is_dim}")
    return found


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#268bd2", "#268bd2", 1.0),
    ],
)
def test_the_ratio_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(Color.parse(one), Color.parse(other)) == pytest.approx(ratio, abs=0.005)


def test_every_screen_and_dialog_has_a_scene() -> None:
    assert {each.screen for each in SCENES.values()} == screens_of_the_app() | {"CommandPalette"}


@pytest.mark.parametrize(("scene", "size"), CASES)
async def test_every_text_can_be_read_in_every_theme(
    scene: Scene, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE_IN_THE_WAY).write_text("old\n")
    monkeypatch.chdir(tmp_path)
    async with opened(scene, size) as app:
        found = {}
        for theme in THEMES:
            await wear(theme, app)
            found[theme] = unreadable(app)
        assert found == {theme: [] for theme in THEMES}
