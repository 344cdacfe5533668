"""Settings and memory in the app: what they change, and what is kept of a run."""

from pathlib import Path

import pytest
from textual.widgets import Input

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.settings.keys import ACTIONS
from ghcr_tui.core.settings.memory import Memory
from ghcr_tui.core.settings.settings import Settings
from ghcr_tui.screens.compose.screen import ComposeScreen
from ghcr_tui.screens.inspect.screen import InspectScreen
from ghcr_tui.screens.messages import WorkKept
from ghcr_tui.system.kept import memory_path, recall, remember
from made_up_tokens import github_token

TOKEN = github_token()
DRAFT = Draft((Credential("quay.io", "org+bot", TOKEN),), namespace="shop")


def test_every_key_that_can_be_chosen_is_on_a_screen() -> None:
    on_screens = {
        binding.id
        for owner in (GhcrTui, ComposeScreen, InspectScreen)
        for base in owner.__mro__
        for binding in base.__dict__.get("BINDINGS", ())
        if getattr(binding, "id", None)
    }
    assert on_screens == set(ACTIONS)


async def test_a_chosen_key_does_what_the_own_one_did() -> None:
    keys = (("switch", "ctrl+g"), ("cluster", "f5"), ("verify", "f6"))
    app = GhcrTui(settings=Settings(keys=keys))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+o")
        assert isinstance(app.screen, ComposeScreen)
        await pilot.press("ctrl+g")
        assert isinstance(app.screen, InspectScreen)
        await pilot.press("ctrl+g")
        assert isinstance(app.screen, ComposeScreen)
        await pilot.press("f6")
        assert type(app.screen).__name__ == "VerifyScreen"


async def test_the_theme_is_the_one_that_is_set_then_the_last_one() -> None:
    both = GhcrTui(settings=Settings(theme="nord"), memory=Memory(theme="dracula"))
    last = GhcrTui(memory=Memory(theme="dracula"))
    gone = GhcrTui(memory=Memory(theme="no-such-theme"))
    assert (both.theme, last.theme, gone.theme) == ("nord", "dracula", GhcrTui().theme)


async def test_names_folder_and_theme_are_kept_and_no_token() -> None:
    app = GhcrTui()
    async with app.run_test() as pilot:
        app.post_message(WorkKept(DRAFT, "/srv/apps"))
        app.theme = "gruvbox"
        await pilot.pause()
        await app.workers.wait_for_complete()
    assert recall() == Memory("gruvbox", "quay.io", "org+bot", "shop", "/srv/apps")
    assert TOKEN not in memory_path().read_text()


async def test_nothing_is_kept_where_nothing_may_be() -> None:
    app = GhcrTui(settings=Settings(remembered=()))
    async with app.run_test() as pilot:
        app.post_message(WorkKept(DRAFT, "/srv/apps"))
        app.theme = "gruvbox"
        await pilot.pause()
        await app.workers.wait_for_complete()
    assert not memory_path().exists()


async def test_the_palette_forgets() -> None:
    remember(Memory(username="octocat"))
    app = GhcrTui(memory=recall())
    async with app.run_test(notifications=True) as pilot:
        await app.run_action("forget")
        await app.workers.wait_for_complete()
        app.post_message(WorkKept(DRAFT))
        await pilot.pause()
        await app.workers.wait_for_complete()
    assert not memory_path().exists()


async def test_a_file_is_offered_in_the_last_folder(tmp_path: Path) -> None:
    sound = Draft((Credential("ghcr.io", "octocat", TOKEN),))
    app = GhcrTui(draft=sound, memory=Memory(folder=str(tmp_path)))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert Path(app.screen.query_one("#path", Input).value).parent == tmp_path


@pytest.mark.parametrize(
    ("username", "token", "focused"),
    [("", "", "username"), ("octocat", "", "token"), ("octocat", TOKEN, "namespace")],
)
async def test_the_cursor_begins_in_the_first_empty_field(
    username: str, token: str, focused: str
) -> None:
    app = GhcrTui(draft=Draft((Credential("ghcr.io", username, token),)))
    async with app.run_test():
        assert app.focused is not None
        assert app.focused.id == focused


async def test_where_the_token_is_from_is_said_until_it_is_another() -> None:
    app = GhcrTui(draft=Draft((Credential("ghcr.io", "octocat", TOKEN),)), token_from="GH_TOKEN")
    async with app.run_test() as pilot:
        form = app.screen.query_one("#credential")
        assert form.border_title == "Credentials · from GH_TOKEN"
        app.screen.query_one("#token", Input).value = "another"
        await pilot.pause()
        assert form.border_title == "Credentials"


async def test_what_does_not_hold_is_said_when_the_app_opens() -> None:
    app = GhcrTui(complaint="line 3: `theme`: there is no `nrod`.")
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        (toast,) = app._notifications
        assert "nrod" in toast.message


async def test_a_namespace_of_the_kubeconfig_is_offered(home: Path) -> None:
    (home / ".kube").mkdir()
    (home / ".kube" / "config").write_text(
        "contexts: [{name: a, context: {namespace: shop}}]\ncurrent-context: a\n"
    )
    app = GhcrTui()
    async with app.run_test() as pilot:
        field = app.screen.query_one("#namespace", Input)
        field.focus()
        await pilot.press("s", "h")
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)
        await pilot.press("right")
        assert field.value == "shop"
