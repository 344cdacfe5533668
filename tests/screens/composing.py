"""What the tests of the composer share: an app to type into, and reading what it shows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage import x25519
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.settings.means import Means
from ghcr_tui.core.settings.memory import Memory
from ghcr_tui.screens.compose.screen import ComposeScreen
from ghcr_tui.screens.dialogs.save import SaveDialog
from ghcr_tui.system.clipboard import copy_paste as clipboard
from ghcr_tui.widgets.code_view import CodeView
from ghcr_tui.widgets.form import Form
from ghcr_tui.widgets.text_field import TextField
from sealing_keys import controller

IDENTITY = x25519.Identity.generate()
RECIPIENT = str(IDENTITY.to_public())
SOUND = Draft((Credential("registry.example.com", "octocat", "made-up-token"),), namespace="shop")
WIDE = (120, 40)


def chosen_for_git(folder: Path) -> Memory:
    """Return what an earlier run remembers of the views that are safe for git."""
    certificate = folder / "sealed.pem"
    certificate.write_text(controller().certificate)
    means = Means(str(certificate), recipients=RECIPIENT, store="vault")
    return Memory(safe_for_git=means)


def composer(app: GhcrTui) -> ComposeScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, ComposeScreen)
    return screen


def preview(app: GhcrTui) -> str:
    return composer(app).query_one("#preview", CodeView).text


def findings(app: GhcrTui) -> list[str]:
    panel = composer(app).query_one("#findings", OptionList)
    return [str(option.prompt) for option in panel.options]


def notes(app: GhcrTui) -> str:
    return "\n".join(str(each.render()) for each in composer(app).query(Form))


def told(app: GhcrTui) -> str:
    """Return everything that was notified, titles too."""
    return "\n".join(f"{each.title} {each.message}" for each in app._notifications)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until threads have answered and everything is shown."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def type_into(pilot: Pilot[None], field: str, text: str) -> None:
    """Replace the text of a field, key by key."""
    pilot.app.query_one(f"#{field}", TextField).focus()
    await pilot.press("end", "ctrl+u", *text)
    await pilot.pause()


async def open_save_dialog(pilot: Pilot[None]) -> SaveDialog:
    await pilot.press("ctrl+s")
    await pilot.pause(0.1)
    await settled(pilot)
    dialog = pilot.app.screen
    assert isinstance(dialog, SaveDialog)
    return dialog


async def save_as(pilot: Pilot[None], path: str | Path) -> None:
    """Open the dialog, put in a path and press enter."""
    dialog = await open_save_dialog(pilot)
    dialog.query_one("#path", TextField).value = str(path)
    await pilot.press("enter")
    await settled(pilot)


def problem(app: GhcrTui) -> str:
    return str(app.screen.query_one("#problem", Static).content)


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a clipboard that works takes."""
    taken: list[str] = []

    def copy(text: str, timeout: float = 0) -> clipboard.Copied:
        taken.append(text)
        return clipboard.Copied("made-up")

    monkeypatch.setattr(clipboard, "copy", copy)
    return taken


@pytest.fixture
def no_clipboard(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Take the clipboard away; calling the fixture takes OSC 52 away too."""

    def copy(text: str, timeout: float = 0) -> clipboard.Copied:
        raise clipboard.ClipboardProblem("No clipboard is to be found here.")

    monkeypatch.setattr(clipboard, "copy", copy)
    return lambda: monkeypatch.setattr(clipboard, "osc52", lambda text: None)
