"""Whatever is typed or pasted into the composer is text: it is shown, kept, and never acts."""

from pathlib import Path

import pytest
from rich.segment import Segment
from textual.events import Paste

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.formats.catalogue import YAML, tabs
from ghcr_tui.core.formats.format import FormatOptions
from ghcr_tui.widgets.text_field import TextField
from screens.composing import (
    SOUND,
    WIDE,
    chosen_for_git,
    composer,
    copied,
    findings,
    preview,
    settled,
    told,
    type_into,
)

__all__ = ["copied"]

LINK = "[@click=app.quit]x[/]"
ESCAPES = "\x1b]0;owned\x07\x1b[31mred\x9b2J"
FIELDS = ("registry", "username", "token", "email", "name", "namespace", "labels", "annotations")


def screen_text(app: GhcrTui) -> str:
    """Return every character that is on the screen."""
    return "\n".join("".join(segment.text for segment in strip) for strip in lines(app))


def lines(app: GhcrTui) -> list[list[Segment]]:
    return [list(strip) for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(
    "text", [LINK, ESCAPES, "\0", "\u202eabc", "e\u0301\u200b👩‍👩‍👧", "[/]", "$x{y}"]
)
async def test_no_field_lets_anything_act(field: str, text: str) -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        app.query_one(f"#{field}", TextField).focus()
        await pilot.press("ctrl+u", "ctrl+k")
        app.query_one(f"#{field}", TextField).post_message(Paste(text))
        await pilot.press("tab", "ctrl+r")
        await pilot.pause()
        assert app.query_one(f"#{field}", TextField).value == text
        shown = screen_text(app)
        assert not {"\x1b", "\x07", "\x9b", "\0", "\u202e", "\u200b"} & set(shown)


async def test_a_refusal_shows_markup_as_it_was_typed(copied: list[str]) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "name", LINK)
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert copied == []
        assert "`[@click=app.quit]x[/]`" in told(app)
        assert "[@click=app.quit]x[/]" in screen_text(app)


async def test_a_click_on_typed_markup_does_not_act() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "annotations", f"note={LINK}")
        await pilot.pause()
        for row in range(1, 12):
            await pilot.click("#preview", offset=(14, row))
        assert app.is_running
        assert app.return_code is None


async def test_names_of_registries_are_inert_in_the_list_of_them() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+n")
        app.query_one("#registry", TextField).post_message(Paste(LINK + ESCAPES))
        await pilot.pause()
        await pilot.click("#registries", offset=(12, 2))
        assert app.is_running
        assert "\x1b" not in screen_text(app)


@pytest.mark.parametrize("field", FIELDS)
async def test_a_pasted_megabyte_neither_freezes_nor_gets_lost(field: str) -> None:
    app = GhcrTui(draft=SOUND)
    text = "x" * 1_000_000
    async with app.run_test(size=WIDE) as pilot:
        app.query_one(f"#{field}", TextField).focus()
        await pilot.press("end", "ctrl+u")
        app.query_one(f"#{field}", TextField).post_message(Paste(text))
        await pilot.pause(0.5)
        await pilot.press("tab")
        await settled(pilot)
        assert app.query_one(f"#{field}", TextField).value == text
        assert len(screen_text(app)) < 10_000


async def test_a_lone_surrogate_is_visible_in_every_view(tmp_path: Path) -> None:
    draft = SOUND._replace(namespace="a\ud800b", annotations=(("k", "\udfff"),))
    app = GhcrTui(draft=draft, memory=chosen_for_git(tmp_path))
    async with app.run_test(size=WIDE) as pilot:
        shown = []
        for _ in tabs():
            await pilot.press("f3")
            await settled(pilot)
            shown.append(preview(app))
        assert len(set(shown)) == len(tabs())
        assert not any("\ud800" in text or "\udfff" in text for text in shown)


async def test_a_long_line_is_counted_in_the_view_and_whole_in_the_draft() -> None:
    draft = SOUND._replace(annotations=(("note", "x" * 50_000),))
    app = GhcrTui(draft=draft)
    async with app.run_test(size=WIDE):
        assert "more characters" in preview(app)
        assert "x" * 50_000 in YAML.render(composer(app).draft, FormatOptions())


async def test_the_title_and_the_findings_never_hold_the_token() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "token", "ghp_made-up and secret")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "secret" not in f"{app.title}{app.sub_title}{findings(app)}{told(app)}"
        assert "made-up and" not in repr(composer(app).draft)


async def test_what_no_secret_can_hold_is_not_rendered_at_each_key() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        app.query_one("#token", TextField).value = "x" * 5_000_000
        await pilot.pause(0.3)
        await settled(pilot)
        assert "characters are more than any Secret holds" in preview(app)
        app.query_one("#token", TextField).value = "made-up"
        await pilot.pause()
        assert preview(app).startswith("apiVersion: v1")
