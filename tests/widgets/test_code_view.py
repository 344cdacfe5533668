"""The view of code: what it shows is inert and bounded, and what did not change stays in place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.color import Color

from ghcr_tui.core.formats.format import Language
from ghcr_tui.widgets.code_view import LONGEST_LINE, LONGEST_TEXT, CodeView, shortened

MANIFEST = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: ghcr\n"


class ViewApp(App[None]):
    def compose(self) -> ComposeResult:
        yield CodeView()

    @property
    def view(self) -> CodeView:
        return self.query_one(CodeView)


@pytest.mark.parametrize(
    ("text", "language"),
    [(MANIFEST, "yaml"), ('{"a": ["b", 1, null]}\n', "json"), ("# why\nkubectl\n", "shell")],
)
async def test_short_text_is_shown_as_it_is(text: str, language: Language) -> None:
    app = ViewApp()
    async with app.run_test():
        app.view.show(text, language)
        assert app.view.text == text


@pytest.mark.parametrize(
    ("text", "language", "coloured"),
    [(MANIFEST, "yaml", "kind"), ('{"a": 1}', "json", '"a"'), ("kubectl\n# why", "shell", "# why")],
)
async def test_keys_and_comments_are_told_apart(
    text: str, language: Language, coloured: str
) -> None:
    app = ViewApp()
    async with app.run_test(size=(80, 10)) as pilot:
        app.view.show("", "")
        app.view.show(text, language)
        await pilot.pause()
        segments = [segment for y in range(4) for segment in app.view.render_line(y)]
        plain = app.view.rich_style.color
        colours = {s.text.strip(): s.style.color for s in segments if s.style and s.text.strip()}
        assert colours[coloured] not in (None, plain)


async def test_the_colours_follow_the_theme() -> None:
    app = ViewApp()
    async with app.run_test() as pilot:
        before = app.view._theme.syntax_styles["key"].color
        app.theme = "textual-light"
        await pilot.pause()
        named = app.theme_variables["text-primary"]
        after = app.view._theme.syntax_styles["key"].color
        assert (before != after, after) == (True, Color.parse(named).rich_color)


async def test_text_that_could_act_is_shown_and_does_nothing() -> None:
    app = ViewApp()
    async with app.run_test():
        app.view.show("[@click=app.quit]x[/]\n\x1b]0;title\x07", "shell")
        assert app.view.text == "[@click=app.quit]x[/]\n␛]0;title␇"


async def test_it_cannot_be_edited() -> None:
    app = ViewApp()
    async with app.run_test() as pilot:
        app.view.show(MANIFEST, "yaml")
        app.view.focus()
        await pilot.press("x", "delete", "backspace", "ctrl+k", "ctrl+u", "ctrl+x", "enter")
        assert app.view.text == MANIFEST


async def test_keys_that_would_edit_are_left_to_the_screen() -> None:
    class Redoing(ViewApp):
        BINDINGS = [("ctrl+y", "mark", "Copy")]  # noqa: RUF012
        marked = 0

        def action_mark(self) -> None:
            self.marked += 1

    app = Redoing()
    async with app.run_test() as pilot:
        app.view.focus()
        await pilot.press("ctrl+y")
        assert app.marked == 1


async def test_a_change_below_leaves_the_view_where_it_was() -> None:
    app = ViewApp()
    lines = [f"line{number}: x" for number in range(200)]
    async with app.run_test(size=(60, 20)) as pilot:
        app.view.show("\n".join(lines), "yaml")
        app.view.scroll_to(y=50, animate=False, immediate=True)
        await pilot.pause()
        lines[60] = "line60: changed"
        app.view.show("\n".join(lines), "yaml")
        await pilot.pause()
        assert app.view.scroll_offset.y == 50


async def test_no_token_that_was_typed_stays_in_an_undo_history() -> None:
    app = ViewApp()
    async with app.run_test():
        app.view.show("a: made-up-1", "yaml")
        app.view.show("a: made-up-2", "yaml")
        assert not app.view.history.undo_stack


lines = st.lists(st.sampled_from(["a: 1", "b: 2", "", "  c: 3", "é: 😀"]), max_size=6)


@given(st.lists(lines, min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
async def test_after_any_change_exactly_the_new_text_is_shown(texts: list[list[str]]) -> None:
    app = ViewApp()
    async with app.run_test():
        for text in texts:
            app.view.show("\n".join(text), "yaml")
            assert app.view.text == "\n".join(text)


def test_a_long_line_says_how_much_of_it_is_left_out() -> None:
    line = "data: " + "A" * 1_000_000
    assert f" … {len(line) - LONGEST_LINE:,} more characters … " in shortened(line)


@pytest.mark.parametrize("text", ["x" * 5_000_000, "y\n" * 2_000_000, "\n" * 500_000])
def test_no_text_makes_the_view_long(text: str) -> None:
    assert len(shortened(text)) < LONGEST_TEXT + 2 * LONGEST_LINE


def test_a_long_text_says_how_many_lines_are_left_out() -> None:
    last = shortened("line of text\n" * 100_000).splitlines()[-1]
    shown = len(shortened("line of text\n" * 100_000).splitlines()) - 1
    assert last == f"… {100_001 - shown:,} more lines …"
