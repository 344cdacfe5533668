"""The palette, the keys and help: every action can be found, and explains itself."""

import pytest
from textual.widgets import Static

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.formats.catalogue import tabs
from ghcr_tui.core.settings.keys import VIEWS
from ghcr_tui.screens.dialogs.help import HelpDialog, help_of
from ghcr_tui.screens.inspect.screen import InspectScreen
from ghcr_tui.widgets.key_bar import KeyBar
from screens.composing import WIDE, composer


def offered(app: GhcrTui) -> list[str]:
    return [command.title for command in app.get_system_commands(app.screen)]


async def test_the_palette_offers_each_action_once() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE):
        titles = offered(app)
        assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    "title",
    ["Copy", "Save", "Reveal", "Add", "Inspect", "Verify", "Help", "Quit", "Theme", "Screenshot"],
)
async def test_the_palette_offers_what_has_a_key_and_what_has_none(title: str) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE):
        assert title in offered(app)


async def test_a_command_of_the_palette_does_what_its_key_does() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        command = next(c for c in app.get_system_commands(app.screen) if c.title == "Reveal")
        await command.callback()
        await pilot.pause()
        assert composer(app).revealed


async def test_inspect_has_its_own_commands() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert "Open" in offered(app)


async def test_ctrl_o_changes_over_and_back_and_keeps_what_is_there() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"octo")
        await pilot.press("ctrl+o")
        await pilot.pause()
        inspecting = isinstance(app.screen, InspectScreen)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert (inspecting, composer(app).draft.credentials[0].username) == (True, "octo")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_help_palette_and_quit_are_always_among_the_keys_shown(size: tuple[int, int]) -> None:
    app = GhcrTui()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        shown = str(app.screen.query_one(KeyBar).render())
        assert all(each in shown for each in ("Copy", "Save", "Help", "Palette", "Quit"))
        assert len(shown) <= size[0] - 2


async def test_a_click_on_a_key_presses_it() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        shown = str(app.screen.query_one(KeyBar).render())
        await pilot.click(KeyBar, offset=(1 + shown.index("Reveal"), 0))
        await pilot.pause()
        assert composer(app).revealed


@pytest.mark.parametrize(
    "field",
    [
        *("registry", "username", "token", "email"),
        *("name", "namespace", "labels", "annotations", "immutable", "style", "string_data"),
        *("image", "views", "preview", "findings"),
    ],
)
async def test_every_field_explains_itself(field: str) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        widget = app.screen.query_one(f"#{field}")
        widget.focus()
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpDialog)
        text = "\n".join(str(each.content) for each in app.screen.query(Static).results(Static))
        assert help_of(widget) in text


async def test_help_is_as_readable_at_60_columns_and_escape_closes_it() -> None:
    app = GhcrTui()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        region = app.screen.children[0].region
        await pilot.press("escape")
        await pilot.pause()
        assert region.right <= 60
        assert app.screen is composer(app)


async def test_f3_walks_through_all_formats() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        seen = []
        for _ in tabs():
            seen.append(composer(app).shown)
            await pilot.press("f3")
            await pilot.pause()
        assert tuple(seen) == tabs()


async def test_every_view_has_a_key_of_its_number() -> None:
    assert len(tabs()) == VIEWS
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        for number, view in reversed(list(enumerate(tabs(), 1))):
            await pilot.press(f"alt+{number}")
            assert composer(app).shown is view
        await pilot.press("f1")
        await pilot.pause()
        shown = "\n".join(str(part.content) for part in app.screen.query(Static))
        assert "alt+1 … alt+8" in shown


async def test_ctrl_c_without_a_selection_says_how_to_leave_and_does_not() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert [each.message for each in app._notifications] == [
            "ctrl+c copies what is selected. To leave, press ctrl+q."
        ]
