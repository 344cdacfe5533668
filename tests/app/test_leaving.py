"""Leaving, crashing and being photographed: nothing is lost, and no token gets out."""

import io
from pathlib import Path

import pytest
from rich.console import Console
from textual.widget import Widget
from textual.worker import WorkerFailed

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.screens.dialogs.question import QuitDialog, ReplaceDialog
from ghcr_tui.screens.dialogs.save import SaveDialog
from ghcr_tui.screens.messages import EditInComposer
from ghcr_tui.widgets.text_field import TextField
from screens.composing import SOUND, WIDE, composer, copied, settled, told

__all__ = ["copied"]  # a fixture

TOKEN = "made-up-token-of-nobody"


async def test_nothing_typed_leaves_at_once() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+q")
    assert app.return_code == 0


async def test_unkept_work_asks_before_leaving() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("x", "ctrl+q")
        await pilot.pause()
        assert isinstance(app.screen, QuitDialog)


@pytest.mark.parametrize("keys", [["down", "down", "enter"], ["escape"]])
async def test_staying_keeps_everything(keys: list[str]) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("x", "ctrl+q", *keys)
        await pilot.pause()
        assert (app.screen, composer(app).draft.credentials[0].username) == (composer(app), "x")


@pytest.mark.parametrize("keys", [["ctrl+q"], ["down", "enter"]])
async def test_leaving_without_it_leaves(keys: list[str]) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("x", "ctrl+q", *keys)
        await pilot.pause()
    assert app.return_code == 0


async def test_saving_first_opens_the_save_dialog() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("end", "x", "ctrl+q", "enter")
        await settled(pilot)
        assert isinstance(app.screen, SaveDialog)


async def test_what_was_copied_counts_as_kept(copied: list[str]) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("end", "x", "ctrl+y")
        await settled(pilot)
        await pilot.press("ctrl+q")
    assert (len(copied), app.return_code) == (1, 0)


async def test_an_inspected_secret_does_not_replace_unkept_work_unasked() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("x")
        app.post_message(EditInComposer(SOUND))
        await pilot.pause()
        assert isinstance(app.screen, ReplaceDialog)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert composer(app).draft == SOUND


async def test_an_inspected_secret_goes_into_an_empty_composer_at_once() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+o")
        app.post_message(EditInComposer(SOUND))
        await pilot.pause()
        assert (app.screen, composer(app).draft) == (composer(app), SOUND)


def crash() -> None:
    token = TOKEN
    raise RuntimeError(f"nothing to do with {len(token)} characters")


async def crash_report(in_thread: bool) -> str:
    """Return what a crash, in a callback or in a thread, leaves on the terminal."""
    app = GhcrTui()
    report = io.StringIO()
    app.error_console = Console(file=report, width=200)

    async def run() -> None:
        async with app.run_test(size=WIDE) as pilot:
            if in_thread:
                app.run_worker(crash, thread=True)
            else:
                app.call_later(crash)
            await pilot.pause(0.2)

    with pytest.raises((RuntimeError, WorkerFailed)):
        await run()
    app._print_error_renderables()
    return report.getvalue()


@pytest.mark.parametrize("in_thread", [False, True])
async def test_a_crash_shows_where_it_was_and_no_local_variables(in_thread: bool) -> None:
    report = await crash_report(in_thread)
    assert "nothing to do with 23 characters" in report
    assert TOKEN not in report


async def test_a_screenshot_hides_what_is_revealed_and_says_so(tmp_path: Path) -> None:
    credential = SOUND.credentials[0]._replace(token=TOKEN)
    draft = Draft((credential,), style="kubectl", string_data=True)
    app = GhcrTui(draft=draft)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        in_sight = TOKEN in app.export_screenshot()
        app.action_screenshot("shot.svg", str(tmp_path))
        for _ in range(100):  # the picture is taken after a repaint
            if told(app):
                break
            await pilot.pause(0.1)
        said = told(app)
    assert in_sight
    assert TOKEN not in (tmp_path / "shot.svg").read_text()
    assert "hidden first" in said


async def test_a_screenshot_makes_its_folder_is_free_of_toasts_and_is_told_in_plain_words(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "[b]new" / "folder"
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        app.action_screenshot("shot.svg", str(folder))
        for _ in range(100):  # the picture is taken after a repaint
            if told(app):
                break
            await pilot.pause(0.1)
        said = told(app)
    picture = (folder / "shot.svg").read_text()
    assert "share" not in picture
    assert f"Saved as {folder / 'shot.svg'}." in said
    assert "[$" not in said


async def test_a_screenshot_that_cannot_be_saved_says_why(tmp_path: Path) -> None:
    blocking = tmp_path / "file"
    blocking.write_text("")
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        app.action_screenshot("shot.svg", str(blocking))
        for _ in range(100):  # the picture is taken after a repaint
            if told(app):
                break
            await pilot.pause(0.1)
        assert "Not saved" in told(app)
        assert "share" not in told(app)


async def test_no_title_holds_a_token() -> None:
    app = GhcrTui(draft=SOUND._replace(name=TOKEN))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert (app.title, app.sub_title) == ("ghcr-tui", "")


async def test_notifications_are_plain_text() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        app.notify("[@click=app.quit]x[/] \x1b]0;x", title="\x1b[31m")
        await pilot.pause()
        (only,) = app._notifications
        assert (only.message, only.title, only.markup) == (
            "[@click=app.quit]x[/] ␛]0;x",
            "␛[31m",
            False,
        )


@pytest.mark.parametrize("source", ["app", "screen", "widget"])
@pytest.mark.parametrize("markup", [False, True])
async def test_whoever_notifies_and_however_it_asks_the_toast_is_plain_text(
    source: str, markup: bool
) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        sources: dict[str, GhcrTui | Widget] = {
            "app": app,
            "screen": app.screen,
            "widget": app.query_one("#token", TextField),
        }
        sources[source].notify("[@click=app.quit]x[/] \x1b]0;x", title="[b]\x9bT", markup=markup)
        await pilot.pause()
        (only,) = app._notifications
        assert (only.message, only.markup) == ("[@click=app.quit]x[/] ␛]0;x", False)
        assert "\x9b" not in only.title


async def test_textuals_own_way_to_notify_from_a_widget_is_guarded_without_being_told() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        app.query_one("#token", TextField).notify("[@click=app.quit]x[/]\x1b[31m")
        await pilot.pause()
        (only,) = app._notifications
        assert (only.message, only.markup) == ("[@click=app.quit]x[/]␛[31m", False)


async def test_a_selection_is_copied_by_the_clipboards_program(copied: list[str]) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"octo", "shift+home", "ctrl+c")
        await settled(pilot)
        assert copied == ["octo"]


async def test_saving_first_saves_the_secret_whatever_view_was_open() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("end", "x", *["f3"] * 4, "ctrl+q", "enter")
        await settled(pilot)
        assert isinstance(app.screen, SaveDialog)
        assert app.composer.shown.name == "yaml"
