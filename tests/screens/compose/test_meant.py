"""Errors that a person means, and what a form says before anything is typed."""

from pathlib import Path

from textual.widgets import OptionList

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.screens.dialogs.question import MeantDialog
from screens.composing import SOUND, WIDE, composer, findings, save_as, settled, told, type_into

TEMPLATE = SOUND._replace(name="{{ .Values.name }}")


async def test_an_error_is_refused_then_asked_about_once_and_said_in_the_file(
    tmp_path: Path,
) -> None:
    app = GhcrTui(draft=TEMPLATE)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Not saved" in told(app)
        assert app.focused is app.query_one("#name")
        await pilot.press("ctrl+s", "escape")
        assert app.screen is composer(app)
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, MeantDialog)
        app.screen.query_one(OptionList).highlighted = 1
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        await save_as(pilot, tmp_path / "template.yaml")  # asked once: not again
        saved = (tmp_path / "template.yaml").read_text()
        assert saved.startswith("# Meant as it is: name: ")
        assert "name: '{{ .Values.name }}'" in saved or 'name: "{{ .Values.name }}"' in saved


async def test_another_draft_is_asked_about_anew() -> None:
    app = GhcrTui(draft=TEMPLATE)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+s")
        composer(app).compose_draft(TEMPLATE._replace(namespace="other"))
        await pilot.press("ctrl+s")
        assert app.screen is composer(app)


async def test_nothing_is_praised_before_anything_is_typed() -> None:
    app = GhcrTui(draft=Draft())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "Nothing wrong" not in "".join(findings(app))
        await type_into(pilot, "username", "octocat")
        assert findings(app) == ["Nothing wrong so far."]
