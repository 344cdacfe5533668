"""Letters that move, find, help and leave wherever no text is typed, and are text where it is."""

from textual.widgets import OptionList

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.screens.dialogs.help import HelpDialog
from ghcr_tui.screens.inspect.screen import InspectScreen
from ghcr_tui.widgets.code_view import CodeView
from ghcr_tui.widgets.text_field import TextField
from screens.composing import composer, told

DRAFT = Draft((Credential("registry.example.com", "octocat", "made-up-token"),), namespace="shop")


async def test_in_a_view_they_move_and_find() -> None:
    app = GhcrTui(draft=DRAFT)
    async with app.run_test(size=(120, 40)) as pilot:
        view = composer(app).query_one("#preview", CodeView)
        await pilot.press("f2", "j", "j", "k")
        assert view.cursor_location == (1, 0)
        await pilot.press("G")
        assert view.cursor_location == view.document.end
        await pilot.press("g", "slash", *"NAME", "enter")
        await pilot.pause()
        first = view.cursor_location
        assert view.selected_text == "name"
        await pilot.press("n")
        assert view.selected_text == "name"
        assert view.cursor_location > first
        await pilot.press("N")
        assert view.cursor_location == first
        await pilot.press("slash", "end", "ctrl+u", *"nowhere", "enter")
        await pilot.pause()
        assert "not in there" in told(app)
        assert composer(app).draft == DRAFT


async def test_in_a_field_they_are_text() -> None:
    app = GhcrTui()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*"jkgGqn", "question_mark", "colon", "slash")
        assert composer(app).query_one("#username", TextField).value == "jkgGqn?:/"
        assert app.screen is composer(app)


async def test_they_help_command_and_leave_from_every_screen_that_is_pushed() -> None:
    app = GhcrTui(text="apiVersion: v1\nkind: Secret\n")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, InspectScreen)
        await pilot.press("f2", "question_mark")
        assert isinstance(app.screen, HelpDialog)
        await pilot.press("G", "q")
        assert isinstance(app.screen, InspectScreen)
        await pilot.press("colon")
        assert type(app.screen).__name__ == "CommandPalette"
        await pilot.press("escape", "q")
        assert len(app.screen_stack) == 1


async def test_in_a_dialog_they_move_as_well() -> None:
    app = GhcrTui()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f4", "j", "ctrl+n", "k")
        assert app.screen.query_one(OptionList).highlighted == 1
        await pilot.press("q")
        assert app.screen is composer(app)


async def test_what_is_told_already_is_not_told_again() -> None:
    app = GhcrTui(draft=DRAFT)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert len(app._notifications) == 1
