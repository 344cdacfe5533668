"""Saving from the composer: where to, what is in the way, and that nothing is ever lost."""

import stat
import subprocess
from pathlib import Path

import pytest
from textual.widgets import Static

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.formats.catalogue import YAML, tabs
from ghcr_tui.core.formats.format import FormatOptions
from ghcr_tui.screens.dialogs.overwrite import OverwriteDialog
from ghcr_tui.screens.dialogs.save import SaveDialog
from ghcr_tui.widgets.text_field import TextField
from screens.composing import (
    SOUND,
    WIDE,
    chosen_for_git,
    composer,
    open_save_dialog,
    preview,
    problem,
    save_as,
    settled,
    told,
    type_into,
)

MANIFEST = YAML.render(SOUND, FormatOptions())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the empty folder that the app is started in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def work_tree(here: Path) -> Path:
    """Return that folder as the work tree of a new repository."""
    subprocess.run(["git", "init", "-q", str(here)], check=True)
    return here


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_enter_saves_the_manifest_under_its_name_here(here: Path) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await open_save_dialog(pilot)
        await pilot.press("enter")
        await settled(pilot)
        saved = here / "ghcr-secret.yaml"
        assert saved.read_text() == preview(app) == MANIFEST
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
        assert "Saved the manifest" in told(app)
        assert not isinstance(app.screen, SaveDialog)


async def test_a_tilde_is_the_home(here: Path, home: Path) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await save_as(pilot, "~/pull.yaml")
        assert (home / "pull.yaml").read_text() == MANIFEST


async def test_a_missing_folder_is_offered_and_made_on_the_second_enter(here: Path) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await save_as(pilot, "new/folder/pull.yaml")
        asked, was_made = problem(app), (here / "new").exists()
        await pilot.press("enter")
        await settled(pilot)
        assert "Enter again makes it" in asked
        assert not was_made
        assert (here / "new/folder/pull.yaml").read_text() == MANIFEST


async def test_an_existing_file_is_shown_as_it_changes_and_kept_by_default(here: Path) -> None:
    old = here / "old.yaml"
    old.write_text("kind: Secret\n")
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await save_as(pilot, old)
        assert isinstance(app.screen, OverwriteDialog)
        shown = "\n".join(str(each.render()) for each in app.screen.query(Static))
        await pilot.press("enter")
        await settled(pilot)
        assert "+apiVersion: v1" in shown
        assert old.read_text() == "kind: Secret\n"
        assert isinstance(app.screen, SaveDialog)


async def test_an_existing_file_is_replaced_when_that_is_wanted(here: Path) -> None:
    old = here / "old.yaml"
    old.write_text("kind: Secret\n")
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await save_as(pilot, old)
        await pilot.press("y")
        await settled(pilot)
        assert old.read_text() == MANIFEST


async def test_a_file_that_holds_the_same_already_is_not_asked_about(here: Path) -> None:
    (here / "same.yaml").write_text(MANIFEST)
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await save_as(pilot, here / "same.yaml")
        assert "Saved the manifest" in told(app)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", "No path is given"),
        (".", "is a folder"),
        ("taken", "it is a folder"),
        ("file/below", "a part of the path is a file"),
        ("~nobody-of-that-name/x", "is no user's home folder"),
        ("nul\0", "is not a name that a file can have"),
        ("x" * 300, "its name is too long"),
        ("[@click=app.quit]x[/]/", "is a folder: add the name of a file"),
    ],
)
async def test_what_cannot_be_written_is_said_and_nothing_is_lost(
    here: Path, path: str, expected: str
) -> None:
    (here / "taken").mkdir()
    (here / "file").write_text("old")
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await save_as(pilot, path)
        assert expected in problem(app)
        assert app.screen.query_one("#path", TextField).value == path
        assert composer(app).draft == SOUND
        assert (here / "file").read_text() == "old"


async def test_inside_a_work_tree_it_warns_that_this_is_a_live_token(work_tree: Path) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        dialog = await open_save_dialog(pilot)
        await pilot.pause(0.3)
        await settled(pilot)
        assert "this is a live token" in str(dialog.query_one("#target", Static).content)
        await pilot.press("enter")
        await settled(pilot)
        assert "do not commit the token" in told(app)


async def test_a_file_that_git_ignores_is_not_warned_about(work_tree: Path) -> None:
    (work_tree / ".gitignore").write_text("*-secret.yaml\n")
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        dialog = await open_save_dialog(pilot)
        await pilot.pause(0.3)
        await settled(pilot)
        assert "live token" not in str(dialog.query_one("#target", Static).content)


async def test_a_manifest_with_an_error_is_not_saved(here: Path) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "token", "")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert not isinstance(app.screen, SaveDialog)
        assert "Not saved token: The token is empty" in told(app)
        assert app.focused is app.query_one("#token")


async def test_escape_saves_nothing(here: Path) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await open_save_dialog(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert names(here) == []
        assert composer(app).draft == SOUND


async def test_the_other_formats_are_saved_under_names_of_their_own(here: Path) -> None:
    (here / "chosen").mkdir()
    app = GhcrTui(draft=SOUND, memory=chosen_for_git(here / "chosen"))
    async with app.run_test(size=WIDE) as pilot:
        for _ in tabs()[1:]:
            await pilot.press("f3")
            await settled(pilot)
            await open_save_dialog(pilot)
            await pilot.press("enter")
            await settled(pilot)
        assert names(here) == [
            "chosen",
            "ghcr-dockerconfig.json",
            "ghcr-external-secret.yaml",
            "ghcr-sealed-secret.yaml",
            "ghcr-secret.json",
            "ghcr-secret.sh",
            "ghcr-secret.sops.yaml",
            "ghcr-usage.txt",
        ]


async def test_saving_the_manifest_is_keeping_the_work(here: Path) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "namespace", "other")
        typed = composer(app).has_unsaved_work
        await save_as(pilot, here / "pull.yaml")
        assert (typed, composer(app).has_unsaved_work) == (True, False)
