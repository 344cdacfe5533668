"""The form: labels and notes beside their fields, told at once of what is typed."""

from textual.app import App, ComposeResult

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.form import Form, FormRow
from ghcr_tui.widgets.text_field import TextField

EMPTY = Finding("username-empty", "error", "There is no username.", "Type it.")
ODD = Finding("namespace-missing", "warning", "No namespace.")


class FormApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.visited: list[str] = []

    def compose(self) -> ComposeResult:
        form = Form(
            "Things",
            FormRow("username", TextField("octocat", id="username")),
            FormRow("namespace", TextField(id="namespace")),
            FormRow("kind", Choice("this", "that", id="kind")),
        )
        form.when_edited(self.told.append)
        yield form

    def on_form_visited(self, event: Form.Visited) -> None:
        self.visited.append(event.name)

    @property
    def form(self) -> Form:
        return self.query_one(Form)

    def lines(self) -> list[str]:
        return str(self.form.render()).splitlines()


async def test_each_label_stands_beside_its_field() -> None:
    app = FormApp()
    async with app.run_test():
        rows = [app.form.query_one(f"#{name}").region.y for name in ("username", "kind")]
        assert rows == [1, 3]
        assert [line.split()[-1] for line in app.lines()] == ["username", "namespace", "kind"]


async def test_the_row_with_the_focus_is_pointed_at() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        await pilot.press("tab")
        await pilot.pause()
        assert [line[0] for line in app.lines()] == [" ", "›", " "]


async def test_a_note_is_a_mark_and_what_the_code_says_beyond_the_field() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        await pilot.press("shift+tab")
        await pilot.pause()
        app.form.show_notes({"username": EMPTY, "namespace": ODD})
        assert [line.split()[-2:] for line in app.lines()[:2]] == [["✖", "empty"], ["▲", "missing"]]


async def test_where_it_is_narrow_a_note_is_only_its_mark() -> None:
    app = FormApp()
    async with app.run_test(size=(40, 10)):
        app.form.show_notes({"username": EMPTY})
        assert app.lines()[0].endswith("✖")


async def test_a_field_that_is_typed_into_gives_its_note_only_the_mark() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.form.show_notes({"username": EMPTY, "namespace": ODD})
        await pilot.pause()
        assert app.lines()[0].endswith("✖")
        assert app.lines()[1].endswith("▲ missing")


async def test_only_a_field_with_a_note_makes_room_for_it() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        whole = app.form.query_one("#username").size.width
        app.form.show_notes({"username": EMPTY})
        await pilot.pause()
        widths = [app.form.query_one(f"#{name}").size.width for name in ("username", "namespace")]
        assert widths[0] < widths[1] == whole


async def test_a_change_is_told_before_anything_is_painted() -> None:
    app = FormApp()
    async with app.run_test():
        app.form.query_one("#username", TextField).value = "x"
        assert app.told == ["username"]


async def test_what_is_put_in_is_not_told() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.form.query_one("#username", TextField).set_silently("x")
        app.form.query_one("#kind", Choice).set_silently(1)
        await pilot.pause()
        assert app.told == []


async def test_a_choice_is_taken_with_keys_and_told() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        app.form.focus_field("kind")
        await pilot.press("right", "space", "left")
        await pilot.pause()
        assert (app.form.query_one("#kind", Choice).chosen, app.told) == (1, ["kind"] * 3)


async def test_a_choice_is_taken_with_a_click_on_its_word() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        choice = app.form.query_one("#kind", Choice)
        await pilot.click(choice, offset=(1 + str(choice.render()).index("that"), 0))
        assert choice.chosen == 1


async def test_a_click_on_a_label_goes_to_its_field() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        await pilot.click(Form, offset=(4, 2))
        assert app.focused is app.form.query_one("#namespace")


async def test_a_field_that_was_left_is_visited() -> None:
    app = FormApp()
    async with app.run_test() as pilot:
        await pilot.press("tab")
        await pilot.pause()
        assert app.visited == ["username"]
