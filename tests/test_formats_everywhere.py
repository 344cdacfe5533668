"""A row in the catalogue is all that a new format needs: every place that offers formats has it."""

from pathlib import Path

import pytest

from cli.headless import TOKEN, Headless
from cli.make_completions import completions
from ghcr_tui.app import GhcrTui
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.formats import catalogue
from ghcr_tui.core.formats.format import Format, FormatOptions
from screens.composing import (
    SOUND,
    WIDE,
    composer,
    copied,
    open_save_dialog,
    preview,
    settled,
    told,
)

__all__ = ["copied"]


def _names(draft: Draft, options: FormatOptions) -> str:
    registries = ", ".join(each.registry for each in draft.credentials)
    return f"{draft.name}: {registries}, masked: {options.masked}\n"


_NAMES = Format(
    name="names",
    title="Names",
    about="nothing but names",
    noun="list of names",
    file_name="{}-names.txt",
    language="",
    render=_names,
    is_whole=False,
    is_secret=False,
    shows_token=lambda _: False,
    blocked_by=lambda finding: finding.where.field == "name",
)


def _files(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


@pytest.fixture(autouse=True)
def _one_row_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "FORMATS", (*catalogue.FORMATS, _NAMES))


def test_encode_writes_it_and_its_help_explains_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ghcr_tui = Headless(monkeypatch, capsys)
    ran = ghcr_tui("encode", "-u", "octocat", "--token-stdin", "-o", "names", stdin=TOKEN)
    assert ran == (0, "ghcr: ghcr.io, masked: False\n", "")
    help_line = ["names", "nothing", "but", "names"]
    assert help_line in [line.split() for line in ghcr_tui("encode", "--help").out.splitlines()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completions_offer_it(shell: str) -> None:
    offered = " ".join(each.name for each in catalogue.FORMATS)  # the new one is the last of them
    assert offered in completions(shell).replace('"', "").replace("'", "")


async def test_it_has_a_tab_which_the_preview_shows_and_which_is_copied(copied: list[str]) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("shift+f3")
        shown = preview(app)
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert composer(app).shown == _NAMES
        assert shown == "ghcr: registry.example.com, masked: True\n"
        assert copied == ["ghcr: registry.example.com, masked: False\n"]
        assert "Copied the list of names." in told(app)
        assert "View: Names" in [each.title for each in app.get_system_commands(app.screen)]


async def test_it_is_saved_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        composer(app).action_show_view("names")
        await open_save_dialog(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert _files(tmp_path) == ["ghcr-names.txt"]


async def test_its_row_says_which_errors_keep_it_back(copied: list[str]) -> None:
    for draft, refused in (
        (SOUND._replace(name="Bad_Name"), True),
        (SOUND._replace(namespace="Bad_Namespace"), False),
    ):
        app = GhcrTui(draft=draft)
        async with app.run_test(size=WIDE) as pilot:
            composer(app).action_show_view("names")
            await pilot.press("ctrl+y")
            await settled(pilot)
            assert ("Not copied" in told(app)) == refused
    assert copied == ["ghcr: registry.example.com, masked: False\n"]
