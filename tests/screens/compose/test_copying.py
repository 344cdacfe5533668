"""Copying from the composer: the whole truth of the view, and an honest word on where it went."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.formats.catalogue import KUBECTL, PAYLOAD, USAGE, YAML, tabs
from ghcr_tui.core.formats.format import Format, FormatOptions
from ghcr_tui.screens.dialogs.question import QuitDialog
from ghcr_tui.screens.dialogs.save import SaveDialog
from ghcr_tui.system.clipboard import copy_paste as clipboard
from screens.composing import (
    SOUND,
    WIDE,
    chosen_for_git,
    composer,
    copied,
    no_clipboard,
    preview,
    settled,
    told,
    type_into,
)

__all__ = ["copied", "no_clipboard"]


@pytest.mark.parametrize("each", tabs(), ids=lambda each: each.name)
async def test_what_is_copied_is_what_the_tab_shows(
    copied: list[str], each: Format, tmp_path: Path
) -> None:
    app = GhcrTui(draft=SOUND, memory=chosen_for_git(tmp_path))
    async with app.run_test(size=WIDE) as pilot:
        composer(app).action_show_view(each.name)
        await settled(pilot)
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert copied == [preview(app)]
        assert "Copied" in told(app)


async def test_a_masked_view_is_copied_unmasked_and_that_is_said(copied: list[str]) -> None:
    draft = SOUND._replace(style="kubectl")
    app = GhcrTui(draft=draft)
    async with app.run_test(size=WIDE) as pilot:
        composer(app).action_show_view("payload")
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert copied == [PAYLOAD.render(draft, FormatOptions())]
        assert "holds the token that the view hides" in told(app)
        assert "made-up-token" not in preview(app) + told(app)


async def test_a_line_too_long_for_the_view_is_copied_whole(copied: list[str]) -> None:
    long = SOUND._replace(annotations=(("note", "x" * 20_000),))
    app = GhcrTui(draft=long)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert copied == [YAML.render(long, FormatOptions())]
        assert "more characters" in preview(app)


async def test_copying_from_inside_the_preview_takes_the_whole_view(copied: list[str]) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        app.query_one("#preview").focus()
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert copied == [preview(app)]


async def test_an_error_is_refused_by_the_name_of_its_field_and_the_cursor_goes_there(
    copied: list[str],
) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "name", "Bad_Name")
        app.query_one("#email").focus()
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert copied == []
        assert "Not copied name: The name `Bad_Name`" in told(app)
        assert app.focused is app.query_one("#name")


async def test_an_error_in_another_registry_opens_that_one(copied: list[str]) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+n")
        await type_into(pilot, "registry", "quay.io")
        await type_into(pilot, "token", "made-up")
        app.query_one("#registries").focus()
        await pilot.press("up", "ctrl+y")
        await settled(pilot)
        assert copied == []
        assert "username of registry 2" in told(app)
        assert app.focused is app.query_one("#username")
        assert composer(app).draft.credentials[1].registry == "quay.io"


async def test_a_warning_lets_you_through(copied: list[str]) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "registry", "gchr.io")
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert len(copied) == 1


@pytest.mark.parametrize("each", [KUBECTL, USAGE], ids=lambda each: each.name)
async def test_what_holds_no_token_does_not_ask_for_one(copied: list[str], each: Format) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "username", "octocat")
        composer(app).action_show_view(each.name)
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert copied == [preview(app)]


@pytest.mark.usefixtures("no_clipboard")
async def test_without_a_clipboard_it_goes_to_the_terminal_and_no_more_is_claimed() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert "to your terminal (OSC 52)" in told(app)
        assert "Copied" not in told(app)


@pytest.mark.usefixtures("no_clipboard")
async def test_what_was_only_sent_to_the_terminal_does_not_count_as_kept() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "name", "mine")
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert "Sent the manifest to your terminal (OSC 52)" in told(app)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, QuitDialog)


async def test_where_neither_works_saving_is_offered(no_clipboard: Callable[[], None]) -> None:
    no_clipboard()
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert isinstance(app.screen, SaveDialog)
        assert "Save it instead?" in str(app.screen.query_one("#reason").render())


async def test_a_copy_that_tmux_has_is_kept_and_told_for_what_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clipboard, "copy", lambda text: clipboard.Copied("tmux"))
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert "Copied" in told(app)
        assert "tmux has it, as its newest buffer" in told(app)
        assert "does not say whether it took it" in told(app)


async def test_a_copy_of_the_manifest_is_work_that_was_kept(copied: list[str]) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        fresh = composer(app).has_unsaved_work
        await type_into(pilot, "username", "octocat")
        await type_into(pilot, "token", "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")
        typed = composer(app).has_unsaved_work
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert (fresh, typed, composer(app).has_unsaved_work) == (False, True, False)


async def test_copying_the_command_does_not_keep_the_token(copied: list[str]) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "username", "octocat")
        composer(app).action_show_view("kubectl")
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert len(copied) == 1
        assert composer(app).has_unsaved_work
