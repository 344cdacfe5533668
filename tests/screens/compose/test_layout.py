"""Where the composer's parts stand at each size, and that a mouse alone can work them."""

import pytest
from textual.containers import VerticalScroll
from textual.widget import Widget

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.screens.compose.layout import PARTS
from ghcr_tui.widgets.code_view import CodeView
from ghcr_tui.widgets.text_field import TextField
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


async def test_a_broad_window_has_form_findings_and_preview_side_by_side() -> None:
    app = GhcrTui()
    async with app.run_test(size=(200, 60)):
        form, found, tabs, text = (part.region for part in parts(app))
        assert form.right == found.x
        assert found.right == tabs.x == text.x
        assert {form.height, found.height, tabs.height + text.height} == {58}


async def test_a_resize_moves_neither_focus_nor_cursor_nor_what_is_read() -> None:
    app = GhcrTui(draft=SOUND._replace(annotations=tuple((f"a{n}", "x") for n in range(90))))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f2", *["j"] * 60)
        view = app.query_one("#preview", CodeView)
        cursor, top = view.cursor_location, view.scroll_offset.y
        assert top
        for size in ((200, 60), (80, 24), (60, 20), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.focused is view
            assert view.cursor_location == cursor
            first, last = view.scroll_offset.y, view.scroll_offset.y + view.size.height
            assert first <= cursor[0] < last
        await pilot.press("f2")
        field = app.query_one("#name", TextField)
        field.focus()
        await pilot.press("left", "left")
        where = field.cursor_position
        for size in ((200, 60), (60, 20), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.focused is field
            assert field.cursor_position == where
            await pilot.pause()
            assert app.query_one("#form").region.contains_region(field.region)
