"""The one-line field: whatever is typed or pasted stays as it is, and nothing of it can act."""

import pytest
from textual import events
from textual.app import App, ComposeResult

from ghcr_tui.widgets.text_field import TextField

MARKUP = "[@click=app.quit]x[/]"


class FieldApp(App[None]):
    def __init__(self, value: str = "", password: bool = False) -> None:
        super().__init__()
        self._value = value
        self._password = password

    def compose(self) -> ComposeResult:
        yield TextField(self._value, password=self._password)

    @property
    def field(self) -> TextField:
        return self.query_one(TextField)

    def drawn(self) -> str:
        return self.field.render_line(0).text.rstrip()


@pytest.mark.parametrize(
    "pasted",
    [
        "ghp_abc\n",  # what copying a whole line brings along
        "two\nlines",
        "  around  ",
        "\x1b[31mred",
        "a\u200bb\u202ec",
        MARKUP,
        "half \ud800 a character",
    ],
)
async def test_a_paste_is_kept_to_the_last_character(pasted: str) -> None:
    app = FieldApp()
    async with app.run_test() as pilot:
        app.field.post_message(events.Paste(pasted))
        await pilot.pause()
        assert app.field.value == pasted


async def test_the_carriage_returns_that_terminals_send_are_line_breaks() -> None:
    app = FieldApp()
    async with app.run_test() as pilot:
        app.field.post_message(events.Paste("a\r\nb\rc"))
        await pilot.pause()
        assert app.field.value == "a\nb\nc"


async def test_a_paste_replaces_what_is_selected() -> None:
    app = FieldApp("old")
    async with app.run_test() as pilot:
        app.field.select_all()
        app.field.post_message(events.Paste("new"))
        await pilot.pause()
        assert app.field.value == "new"


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("line\nbreak", "line␊break"),
        ("a\u200bb", "a\ufffdb"),
        ("\ud800", "\ufffd"),
        (MARKUP, MARKUP),
    ],
)
async def test_what_could_act_is_drawn_as_one_harmless_mark(value: str, drawn: str) -> None:
    app = FieldApp(value)
    async with app.run_test():
        assert app.drawn().strip() == drawn


async def test_a_password_is_drawn_as_bullets_only() -> None:
    app = FieldApp("ghp_\x1b\n", password=True)
    async with app.run_test():
        assert set(app.drawn().strip()) == {"•"}


@pytest.mark.parametrize("password", [False, True])
async def test_a_megabyte_can_be_pasted_and_edited_at_its_end(password: bool) -> None:
    app = FieldApp(password=password)
    async with app.run_test() as pilot:
        app.field.post_message(events.Paste("x" * 1_000_000))
        await pilot.press("y")
        await pilot.pause()
        assert app.field.value == "x" * 1_000_000 + "y"
        assert app.drawn().endswith("••" if password else "xy")


async def test_of_a_long_value_only_what_is_in_sight_is_drawn() -> None:
    app = FieldApp("begin" + "\x1b" * 5000 + "end")
    async with app.run_test() as pilot:
        await pilot.press("home")
        await pilot.pause()
        assert app.drawn().strip().startswith("begin␛␛")
        assert len(app.drawn()) <= 80


async def test_a_click_puts_the_cursor_where_the_mark_is_drawn() -> None:
    app = FieldApp("\n\n\nabc")
    async with app.run_test() as pilot:
        await pilot.click(TextField, offset=(1 + 3, 0))
        assert app.field.cursor_position == 3


async def test_put_tells_nobody() -> None:
    told: list[str] = []

    class Listening(FieldApp):
        def on_input_changed(self, event: TextField.Changed) -> None:
            told.append(event.value)

    app = Listening("old")
    async with app.run_test() as pilot:
        await pilot.pause()
        told.clear()
        app.field.set_silently("new")
        await pilot.pause()
        assert (app.field.value, told) == ("new", [])
