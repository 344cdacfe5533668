"""Contrast: whatever theme is chosen, every text on the screens can be read.

Measured are the cells as they are drawn, by the formula of WCAG 2.1 (success criterion 1.4.3), each
text against its own background; frames and scrollbars are no text. The colours of `ansi-dark` and
`ansi-light` are whatever the terminal has been set to, so no ratio can be known there: for those it
is measured that no text has the colour of what it stands on, and that what the app fixes itself,
colour and background both, is as readable as elsewhere.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from rich.color import Color
from textual.app import App

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.draft.draft import Draft
from screens.composing import SOUND, settled
from screens.inspecting import Inspecting, encoded, secret

THEMES = sorted(App[None]().available_themes)
SIZES = [pytest.param(size, id="x".join(map(str, size))) for size in ((120, 40), (80, 24))]
LEAST = 4.5
"""Of the keys in the last line 3 is asked, which is not worth an exception."""


class Drawn(NamedTuple):
    """A piece of text on the screen, and the two colours it is drawn with."""

    text: str
    color: Color
    background: Color
    is_dim: bool


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


def with_findings() -> str:
    """Return a Secret with a sound entry and one that is wrong."""
    written = secret("ghcr.io")
    auths = {
        "ghcr.io": {"auth": encoded("octocat:made-up-token-of-a-robot")},
        "registry.example.com/team": {"auth": encoded("made-up-token-without-a-name")},
    }
    written["data"] = {".dockerconfigjson": encoded(json.dumps({"auths": auths}))}
    return json.dumps(written, indent=2)


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


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
async def test_every_text_of_compose_can_be_read(theme: str, size: tuple[int, int]) -> None:
    app = GhcrTui(draft=Draft(SOUND.credentials, name="Bad_Name"))
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        found = []
        for keys in (("f2",), ("f3",), ("f3",), ("f1",), ("escape", "ctrl+p")):
            await pilot.press(*keys)
            await settled(pilot)
            found += unreadable(app)
        assert found == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
async def test_every_placeholder_can_be_read(theme: str, size: tuple[int, int]) -> None:
    app = GhcrTui()
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await settled(pilot)
        found = unreadable(app)
        await pilot.press("ctrl+o")
        await settled(pilot)
        assert "Paste" in "".join(each.text for each in drawn(app))
        assert found + unreadable(app) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", THEMES)
async def test_every_text_of_inspect_with_findings_can_be_read(
    theme: str, size: tuple[int, int]
) -> None:
    app = GhcrTui()
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await pilot.press("ctrl+o")
        opened = Inspecting(app, pilot)
        await opened.settle()
        await opened.put(with_findings())
        assert opened.findings
        found = unreadable(app)
        for keys in (("f3",), ("f3",), ("f3",), ("f3",), ("f1",)):
            await opened.press(*keys)
            found += unreadable(app)
        assert found == []
