"""The field that takes anything: what goes in stays what it is, and nothing of it can act."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.events import Paste

from ghcr_tui.widgets.pasted_text import LONGEST_LINE, LONGEST_TEXT, PastedText
from ghcr_tui.widgets.pasted_veil import marked, unveiled, veiled

FIVE_MB = 5 * 1024 * 1024
NOISE = random.Random(5).randbytes(FIVE_MB).decode("latin-1")  # noqa: S311 - no secret
HOSTILE = "\x1b[31m\x1b]0;title\x07 [@click=app.quit]x[/] \ud800 \x00 \u202e \U000e0041 \x9b2J"


class PastedApp(App[None]):
    def compose(self) -> ComposeResult:
        yield PastedText(placeholder="Paste", id="pasted")

    @property
    def pasted(self) -> PastedText:
        return self.query_one(PastedText)

    def drawn(self) -> str:
        """Return every character that the field draws."""
        field = self.pasted
        return "\n".join(field.render_line(y).text for y in range(field.size.height))


@given(st.text())
def test_a_veiled_text_is_as_long_and_comes_back_whole(text: str) -> None:
    breaks = text.replace("\r\n", "\n").replace("\r", "\n")
    veil = veiled(text)
    private = set(map(chr, range(0xF0000, 0x110000)))
    assert len(veil) == len(breaks) == len(marked(veil))
    assert set(text) & private or unveiled(veil) == breaks


@pytest.mark.parametrize("by", ["text", "load_text", "paste", "insert"])
@pytest.mark.parametrize(
    "text",
    [
        "kind: Secret\n",
        HOSTILE,
        "x" * (LONGEST_LINE + 1),
        "line\n" * LONGEST_TEXT,
        NOISE,
    ],
    ids=["short", "hostile", "a long line", "many lines", "5 MB of noise"],
)
async def test_whatever_is_put_in_comes_back_whole_and_is_drawn_harmless(
    text: str, by: str
) -> None:
    app = PastedApp()
    async with app.run_test() as pilot:
        if by == "text":
            app.pasted.text = text
        elif by == "load_text":
            app.pasted.load_text(text)
        elif by == "insert":
            app.pasted.insert(text)
        else:
            app.pasted.post_message(Paste(text))
        await pilot.pause()
        drawn = app.drawn()
        assert app.pasted.text == text
        assert not set(drawn) & set("\x1b\x00\x07\x9b\u202e\ud800\U000e0041")


async def test_a_long_text_is_told_by_its_length_and_its_beginning() -> None:
    app = PastedApp()
    async with app.run_test() as pilot:
        app.pasted.load_text("first line\n" + "x" * FIVE_MB)
        await pilot.pause()
        assert "5,242,891 characters" in app.drawn()
        assert "first line" in app.drawn()


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_a_long_text_is_cleared_and_typing_works_again(key: str) -> None:
    app = PastedApp()
    async with app.run_test() as pilot:
        app.pasted.load_text("x" * FIVE_MB)
        await pilot.press(key, "a", "b")
        assert (app.pasted.text, app.pasted.is_aside) == ("ab", False)


async def test_another_paste_takes_the_place_of_a_long_text() -> None:
    app = PastedApp()
    async with app.run_test() as pilot:
        app.pasted.load_text("x" * FIVE_MB)
        app.pasted.post_message(Paste("kind: Secret"))
        await pilot.pause()
        assert app.pasted.text == "kind: Secret"


async def test_a_long_paste_replaces_what_was_typed_and_undo_brings_that_back() -> None:
    app = PastedApp()
    async with app.run_test() as pilot:
        await pilot.press("a", "b", "left")
        app.pasted.post_message(Paste("x" * FIVE_MB))
        await pilot.pause()
        assert app.pasted.text == "x" * FIVE_MB
        await pilot.press("ctrl+z")
        assert app.pasted.text == "ab"


async def test_a_short_paste_goes_where_the_cursor_is() -> None:
    app = PastedApp()
    async with app.run_test() as pilot:
        await pilot.press("a", "b", "left")
        app.pasted.post_message(Paste("x" * 20))
        await pilot.pause()
        assert app.pasted.text == "a" + "x" * 20 + "b"


async def test_a_short_text_that_was_cleared_comes_back_with_undo() -> None:
    app = PastedApp()
    async with app.run_test() as pilot:
        app.pasted.post_message(Paste(HOSTILE))
        await pilot.pause()
        app.pasted.action_clear_pasted()
        cleared = app.pasted.text
        await pilot.press("ctrl+z")
        assert (cleared, app.pasted.text) == ("", HOSTILE)


async def test_typing_after_hostile_text_stands_where_it_was_typed() -> None:
    app = PastedApp()
    async with app.run_test() as pilot:
        app.pasted.post_message(Paste("\x1b\u2028b"))
        await pilot.press(*string.ascii_lowercase[:2], "left", "backspace")
        assert app.pasted.text == "\x1b\u2028bb"


async def test_what_is_selected_is_copied_as_it_was_pasted() -> None:
    app = PastedApp()
    async with app.run_test() as pilot:
        app.pasted.post_message(Paste(HOSTILE))
        await pilot.pause()
        app.pasted.select_all()
        assert app.pasted.selected_text == HOSTILE
