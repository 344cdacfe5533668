"""Several registries in one Secret: adding, removing, moving, bringing back."""

import json

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.screens.compose.registry_list import RegistryList
from ghcr_tui.widgets.findings_panel import FindingsPanel
from ghcr_tui.widgets.text_field import TextField
from screens.composing import SOUND, WIDE, composer, preview, told, type_into

THREE = SOUND._replace(
    credentials=tuple(Credential(f"{name}.example.com", name, "made-up") for name in "abc")
)


def registries(app: GhcrTui) -> str:
    return "".join(each.registry[0] for each in composer(app).draft.credentials)


async def test_one_registry_needs_no_list() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE):
        assert not app.query(RegistryList)


async def test_adding_one_shows_the_list_and_goes_to_its_registry_field() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+n")
        await type_into(pilot, "registry", "quay.io")
        await type_into(pilot, "username", "robot")
        await type_into(pilot, "token", "made-up")
        await pilot.press("f3", "f3")
        assert list(json.loads(preview(app))["auths"]) == ["registry.example.com", "quay.io"]
        assert app.query_one(RegistryList).option_count == 2


async def test_the_highlighted_registry_is_the_one_that_is_edited() -> None:
    app = GhcrTui(draft=THREE)
    async with app.run_test(size=WIDE) as pilot:
        app.query_one(RegistryList).focus()
        await pilot.press("down")
        await type_into(pilot, "username", "other")
        assert [each.username for each in composer(app).draft.credentials] == ["a", "other", "c"]


async def test_shift_and_an_arrow_move_a_registry() -> None:
    app = GhcrTui(draft=THREE)
    async with app.run_test(size=WIDE) as pilot:
        app.query_one(RegistryList).focus()
        await pilot.press("shift+down", "shift+down", "shift+down")
        assert registries(app) == "bca"
        await pilot.press("shift+up")
        assert registries(app) == "bac"


async def test_a_registry_that_was_removed_can_be_brought_back_to_its_place() -> None:
    app = GhcrTui(draft=THREE)
    async with app.run_test(size=WIDE) as pilot:
        app.query_one(RegistryList).focus()
        await pilot.press("down", "delete")
        removed = registries(app)
        await app.run_action("screen.undo", composer(app))
        await pilot.pause()
        assert (removed, registries(app)) == ("ac", "abc")
        assert composer(app).draft == THREE


async def test_the_last_registry_stays() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        composer(app).action_remove_registry()
        await pilot.pause()
        assert composer(app).draft == SOUND
        assert "needs one registry" in told(app)


async def test_removing_all_but_one_hides_the_list() -> None:
    app = GhcrTui(draft=THREE)
    async with app.run_test(size=WIDE) as pilot:
        app.query_one(RegistryList).focus()
        await pilot.press("delete", "delete")
        await pilot.pause()
        assert not app.query_one(RegistryList).display
        assert app.query_one("#registry", TextField).value == "c.example.com"


async def test_a_registry_that_was_just_added_is_not_nagged_about() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        app.query_one("#token").focus()
        await pilot.press("ctrl+n")
        await pilot.pause()
        shown = [str(option.prompt) for option in app.query_one(FindingsPanel).options]
        assert not [text for text in shown if "empty" in text]
