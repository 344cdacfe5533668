"""Mending on Compose: ctrl+f for all that needs no person, enter for one finding, and undo."""

import pytest

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.widgets.findings_panel import FindingsPanel
from made_up_tokens import github_token
from screens.composing import WIDE, composer, settled, told

TOKEN = github_token()
BROKEN = Draft(
    (Credential("https://gchr.io/", "octocat", f' "{TOKEN}" '), Credential("quay.io", "a", "")),
    name="My Secret",
    namespace="shop",
)


def panel(app: GhcrTui) -> FindingsPanel:
    return composer(app).query_one("#findings", FindingsPanel)


async def test_one_key_mends_all_that_needs_no_person_and_undo_takes_it_back() -> None:
    app = GhcrTui(draft=BROKEN)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert panel(app).border_subtitle == "ctrl+f mends"
        await pilot.press("ctrl+f")
        await settled(pilot)
        draft = composer(app).draft
        assert draft.credentials[0][:3] == ("ghcr.io", "octocat", TOKEN)
        assert draft.credentials[1] == BROKEN.credentials[1]
        assert draft.name == "my-secret"
        assert "Mended" in told(app)
        assert TOKEN not in told(app)
        assert panel(app).border_subtitle == ""
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert composer(app).draft == BROKEN


async def test_what_needs_a_person_is_left_and_said() -> None:
    app = GhcrTui(draft=Draft((Credential("quay.io", "a", ""),), namespace="shop"))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+f")
        await settled(pilot)
        assert "Not changed" in told(app)


@pytest.mark.parametrize(
    ("draft", "focused"),
    [
        (Draft((Credential("ghcr.io", "octocat", TOKEN),), name="My_Secret"), ""),
        (Draft((Credential("ghcr.io", "octocat", "x" * 40),), name="pull"), "token"),
    ],
)
async def test_enter_on_a_finding_mends_it_or_goes_to_its_field(draft: Draft, focused: str) -> None:
    app = GhcrTui(draft=draft._replace(namespace="shop"))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        panel(app).focus()
        await pilot.press("home", "enter")
        await settled(pilot)
        if focused:
            assert app.focused is not None
            assert app.focused.id == focused
        else:
            assert composer(app).draft.name == "my-secret"
