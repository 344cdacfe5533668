"""What is wrong, while composing: beside the field and below the form, once it was visited."""

import pytest

from ghcr_tui.app import GhcrTui
from ghcr_tui.widgets.text_field import TextField
from screens.composing import SOUND, WIDE, composer, findings, notes, type_into


async def test_an_empty_form_is_not_nagged_about() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert findings(app) == ["What is wrong is said here, as you type."]
        assert not {"✖", "▲"} & set(notes(app))


async def test_a_field_that_was_left_empty_is_marked() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab")
        await pilot.pause()
        assert "✖ empty" in notes(app)
        assert findings(app)[0].startswith("✖ The username is empty")


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("name", "Bad_Name", "✖ The name `Bad_Name`"),
        ("namespace", "a.b", "✖ The namespace"),
        ("labels", "novalue", "✖ `novalue` has no value"),
        ("username", "a:b", "✖ The username"),
        ("registry", "gchr.io", "▲ `gchr.io`"),
    ],
)
async def test_a_fault_is_told_as_it_is_typed(field: str, text: str, expected: str) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, field, text)
        assert any(each.startswith(expected) for each in findings(app)), findings(app)


async def test_choosing_a_finding_puts_the_cursor_into_its_field() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "name", "Bad_Name")
        app.query_one("#findings").focus()
        await pilot.press("home", "enter")
        await pilot.pause()
        assert app.focused is app.query_one("#name")


async def test_a_pasted_newline_stays_in_the_token_and_is_a_finding() -> None:
    from textual.events import Paste

    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "token", "")
        app.query_one("#token").post_message(Paste("made-up\ntoken\n"))
        await pilot.pause()
        assert composer(app).draft.credentials[0].token == "made-up\ntoken\n"
        assert any(each.startswith("✖") for each in findings(app)), findings(app)


async def test_no_finding_ever_shows_the_token() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "token", "ghp_quite_secret but wrong")
        assert "quite_secret" not in "".join(findings(app)) + notes(app)


async def test_with_several_registries_a_finding_names_the_one_it_is_about() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+n")
        await type_into(pilot, "registry", "quay.io")
        await pilot.press("tab", "tab")
        await pilot.pause()
        assert findings(app)[0].startswith("✖ 2. The username is empty")


async def test_editing_another_registry_changes_the_notes_with_it() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+n", "tab", "tab")
        await pilot.pause()
        wrong = notes(app)
        app.query_one("#registries").focus()
        await pilot.press("up")
        await pilot.pause()
        assert "✖" in wrong
        assert "✖" not in notes(app)
        assert app.query_one("#registry", TextField).value == "registry.example.com"
