"""Themes: whatever the palette offers can be chosen, on every screen."""

import pytest
from textual.app import App

from ghcr_tui.app import GhcrTui
from ghcr_tui.screens.compose.screen import ComposeScreen
from ghcr_tui.screens.inspect.screen import InspectScreen
from screens.composing import SOUND, preview

THEMES = sorted(App[None]().available_themes)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@pytest.mark.parametrize("theme", THEMES)
async def test_every_offered_theme_opens_on_compose_inspect_and_help(
    theme: str, size: tuple[int, int]
) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await pilot.pause()
        assert preview(app).startswith("apiVersion: v1")
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert isinstance(app.screen, InspectScreen)
        await pilot.press("f1")
        await pilot.pause()
        assert app.screen.is_modal
        await pilot.press("escape", "ctrl+o")
        await pilot.pause()
        assert isinstance(app.screen, ComposeScreen)
        assert app.theme == theme
