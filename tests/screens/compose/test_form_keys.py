"""Keys of the whole form: from field to field, back and forth in time, and a token to its place."""

import pytest
from textual.events import Paste

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.widgets.text_field import TextField
from made_up_tokens import github_token
from screens.composing import SOUND, WIDE, composer, findings, preview, told

TOKEN = github_token()


def focus(app: GhcrTui) -> str | None:
    return app.focused.id if app.focused else None


def drawn(app: GhcrTui, field: str) -> str:
    """Return what the field shows, as it is drawn."""
    return app.query_one(f"#{field}", TextField).render_line(0).text


async def test_enter_goes_through_the_form_and_on_to_the_preview_the_arrows_both_ways() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"octocat", "enter", *TOKEN, "enter")
        assert composer(app).draft.credentials[0] == Credential("ghcr.io", "octocat", TOKEN)
        assert focus(app) == "email"
        await pilot.press("up", "up", "up", "up")
        assert focus(app) == "registry"
        way = []
        for _ in range(11):
            way.append(focus(app))
            await pilot.press("enter")
        assert way == [
            *("registry", "username", "token", "email", "name", "namespace", "labels"),
            *("annotations", "immutable", "style", "string_data"),
        ]
        await pilot.pause()
        assert focus(app) == "preview"
        assert not composer(app).draft.immutable  # enter takes no option by the way


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft(), "username"),
        (Draft((Credential("ghcr.io", "octocat", ""),)), "token"),
        (Draft((Credential("", "octocat", ""),)), "registry"),
        (Draft((Credential("ghcr.io", "octocat", TOKEN),)), "namespace"),
    ],
)
async def test_the_cursor_begins_in_the_first_empty_field(draft: Draft, field: str) -> None:
    app = GhcrTui(draft=draft)
    async with app.run_test(size=WIDE):
        assert focus(app) == field


async def test_several_lines_that_are_pasted_at_once_go_to_their_fields() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        app.query_one("#username", TextField).post_message(Paste(f"octocat\r\n{TOKEN}\r\n"))
        await pilot.pause()
        assert composer(app).draft.credentials[0] == Credential("ghcr.io", "octocat", TOKEN)
        assert TOKEN not in preview(app)
        await pilot.press("ctrl+z")
        assert composer(app).draft == Draft()


@pytest.mark.parametrize("field", ["registry", "username", "email", "name", "labels"])
async def test_a_token_in_another_field_is_hidden_at_once_and_moved_by_one_key(field: str) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        app.query_one(f"#{field}").focus()
        await pilot.press("end", "ctrl+u", *TOKEN[:6])
        assert TOKEN[:6] not in drawn(app, field)
        await pilot.press(*TOKEN[6:])
        await pilot.pause()
        assert set(drawn(app, field).strip()) == {"•"}
        shown = "\n".join((preview(app), told(app), *findings(app)))
        assert TOKEN[:10] not in shown
        assert "ctrl+t" in told(app)
        await pilot.press("ctrl+t")
        assert composer(app).draft.credentials[0].token == TOKEN
        assert focus(app) == field
        assert "•" not in drawn(app, field)
        await pilot.press("ctrl+z", "ctrl+r")
        assert drawn(app, field).strip() in TOKEN


async def test_undo_and_redo_go_over_everything_that_made_the_draft() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        screen = composer(app)
        seen = [screen.draft]
        opened = Draft((Credential("quay.io", "robot", TOKEN),), name="other")

        async def did(*keys: str) -> None:
            await pilot.press(*keys)
            await pilot.pause()
            seen.append(screen.draft)

        await did(*"-a")
        await did("ctrl+n")
        await did("f4", "down", "enter")
        screen.action_remove_registry()
        await did()
        app.query_one("#immutable").focus()
        await did("right")
        screen.compose_draft(opened)
        await did()
        assert len(set(seen)) == len(seen) - 1  # removing made what had been there before
        for before in reversed(seen[:-1]):
            await pilot.press("ctrl+z")
            assert screen.draft == before
        await pilot.press("ctrl+z")
        assert "nothing to take back" in told(app)
        for after in seen[1:]:
            await pilot.press("alt+z")
            assert screen.draft == after
        assert focus(app) != "preview"
        assert screen.has_unsaved_work is False  # what was opened is as it was opened
