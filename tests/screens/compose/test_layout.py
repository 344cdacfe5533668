"""Where the composer's parts stand at each size, and that a mouse alone can work them."""

import pytest
from textual.containers import VerticalScroll
from textual.widget import Widget

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.screens.compose.layout import PARTS
from screens.composing import SOUND, WIDE, composer

FIELDS = ("registry", "username", "token", "email", "name", "namespace", "labels", "annotations")
CHOICES = ("immutable", "style", "string_data")


def parts(app: GhcrTui) -> list[Widget]:
    return [composer(app).query_one(f"#{name}") for name in PARTS]


@pytest.mark.parametrize("size", [(200, 60), (120, 40), (80, 24), (76, 20), (75, 24), (60, 20)])
async def test_the_parts_cover_the_screen_and_not_each_other(size: tuple[int, int]) -> None:
    app = GhcrTui()
    async with app.run_test(size=size):
        regions = [part.region for part in parts(app)]
        assert sum(region.area for region in regions) == size[0] * (size[1] - 2)
        assert not any(
            one.overlaps(other) for n, one in enumerate(regions) for other in regions[n + 1 :]
        )


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_every_field_is_in_sight_without_scrolling(size: tuple[int, int]) -> None:
    app = GhcrTui()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        form = app.query_one("#form", VerticalScroll)
        assert form.max_scroll_y == 0
        for name in (*FIELDS, *CHOICES, "image"):
            assert form.region.contains_region(app.query_one(f"#{name}").region)


@pytest.mark.parametrize("size", [(30, 8), (20, 5), (10, 3)])
async def test_no_terminal_is_too_small_to_keep_running(size: tuple[int, int]) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=size) as pilot:
        await pilot.press("x", "tab", "f2", "ctrl+n", "ctrl+r")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert len(composer(app).draft.credentials) == 2


async def test_where_they_are_stacked_the_half_that_is_read_gets_more_room() -> None:
    app = GhcrTui()
    async with app.run_test(size=(60, 20)) as pilot:
        before = app.query_one("#preview").region.height
        await pilot.press("f2")
        await pilot.pause()
        read = app.query_one("#preview").region.height
        await pilot.press("f2")
        await pilot.pause()
        assert read > before == app.query_one("#preview").region.height


async def test_a_focused_field_is_scrolled_into_sight() -> None:
    app = GhcrTui()
    async with app.run_test(size=(60, 20)) as pilot:
        app.query_one("#string_data").focus()
        await pilot.pause()
        form = app.query_one("#form")
        assert form.region.contains_region(app.query_one("#string_data").region)


async def test_a_resize_loses_nothing_that_was_typed() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"octocat")
        for size in ((60, 20), (80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert composer(app).draft.credentials[0].username == "octocat"
        assert app.focused is app.query_one("#username")


async def test_a_click_below_the_credentials_adds_a_registry() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        panel = app.query_one("#credential")
        width, height = panel.outer_size
        await pilot.click("#credential", offset=(width - 8, height - 1))
        await pilot.pause()
        assert len(composer(app).draft.credentials) == 2


async def test_a_click_on_a_registry_edits_it() -> None:
    draft = SOUND._replace(credentials=(*SOUND.credentials, Credential("quay.io", "robot", "x")))
    app = GhcrTui(draft=draft)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.click("#registries", offset=(6, 2))
        await pilot.pause()
        assert composer(app).draft == draft
        assert app.query_one("#username").region
        await pilot.press("tab", "end", *"2")
        await pilot.pause()
        assert composer(app).draft.credentials[1].registry == "quay.io2"


async def test_a_click_on_an_option_takes_it() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.click("#style", offset=(12, 0))
        await pilot.pause()
        assert composer(app).draft.style == "kubectl"
