"""The table of a hundred thousand rows: what it draws, where its cursor goes, what it filters."""

import pytest
from textual.app import App, ComposeResult

from ghcr_tui.widgets.virtual_table import Cell, Column, VirtualTable

MANY = 100_000


def cells(number: int) -> tuple[Cell, ...]:
    return (("✖", "error") if number % 3 else ("✔", "good"), f"pull-{number}", "team")


class TableApp(App[None]):
    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = range(rows)
        self.drawn = 0
        self.told: list[int | None] = []

    def compose(self) -> ComposeResult:
        def counting(number: int) -> tuple[Cell, ...]:
            self.drawn += 1
            return cells(number)

        columns = (Column("", width=2), Column("Name"), Column("Namespace", from_width=40))
        yield VirtualTable[int](columns, counting, id="table")

    @property
    def table(self) -> VirtualTable[int]:
        return self.query_one("#table", VirtualTable)

    def on_mount(self) -> None:
        self.table.extend(self.rows, [f"team/pull-{number}" for number in self.rows])

    def on_virtual_table_highlighted(self, event: VirtualTable.Highlighted) -> None:
        self.told.append(event.index)

    def lines(self) -> list[str]:
        height = self.table.size.height
        return [self.table.render_line(y).text.rstrip() for y in range(height)]


async def test_only_the_rows_in_sight_are_made() -> None:
    app = TableApp(MANY)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        app.drawn = 0
        assert app.lines()[1].split() == ["✔", "pull-0", "team"]
        assert app.drawn == 11


async def test_a_cell_that_is_cut_says_so_and_one_that_fits_is_whole() -> None:
    app = TableApp(1_000_000)
    async with app.run_test(size=(20, 5)) as pilot:
        for row, shown in ((10, "pull-10"), (999_999, "pull-999999")):
            app.table.move_to(row)
            await pilot.pause()
            assert f" {shown} " in app.lines()[min(row, 4)] + " "
        app.table.styles.width = 12
        await pilot.pause()
        assert "pull-999…" in app.lines()[4]


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (["down", "down"], 2),
        (["end"], MANY - 1),
        (["end", "home"], 0),
        (["pagedown"], 10),
        (["end", "pageup"], MANY - 11),
        (["up"], 0),
        (["end", "down"], MANY - 1),
    ],
)
async def test_keys_move_the_cursor_and_keep_it_in_sight(keys: list[str], row: int) -> None:
    app = TableApp(MANY)
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.focus()
        await pilot.press(*keys)
        await pilot.pause()
        assert app.table.index == row
        assert any(line.split()[1:2] == [f"pull-{row}"] for line in app.lines()[1:])


async def test_a_click_puts_the_cursor_on_the_row_that_is_under_it() -> None:
    app = TableApp(MANY)
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.focus()
        await pilot.press("end")
        await pilot.pause()
        await pilot.click("#table", offset=(5, 1))
        assert app.table.index == MANY - 11


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pull-99999", [99_999]),
        ("99 TEAM pull-9999", [9999, *range(99_990, 100_000)]),
        ("nothing like it", []),
        ("", list(range(MANY))),
    ],
)
async def test_the_filter_keeps_rows_that_hold_every_word(typed: str, found: list[int]) -> None:
    app = TableApp(MANY)
    async with app.run_test(size=(60, 12)):
        app.table.filter(typed)
        assert list(app.table.shown) == found


async def test_the_cursor_stays_on_its_item_while_the_filter_comes_and_goes() -> None:
    app = TableApp(100)
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.move_to(42)
        app.table.filter("pull-4")
        kept = app.table.index
        app.table.filter("")
        await pilot.pause()
        assert (kept, app.table.index) == (42, 42)


async def test_rows_that_come_later_are_filtered_too() -> None:
    app = TableApp(10)
    async with app.run_test(size=(60, 12)):
        app.table.filter("pull-7")
        app.table.extend([17, 77], ["pull-17", "pull-77"])
        assert list(app.table.shown) == [7, 11]


async def test_rows_that_come_later_can_be_scrolled_to() -> None:
    app = TableApp(20)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        app.table.extend(range(20, 1000), ["pull"] * 980)
        app.table.focus()
        await pilot.press("end")
        await pilot.pause()
        assert app.lines()[-1].split()[1] == "pull-999"


async def test_an_emptied_table_tells_that_nothing_is_chosen() -> None:
    app = TableApp(10)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        taken = app.table.take_all()
        await pilot.pause()
        assert (taken, app.table.index, app.told) == (list(range(10)), None, [0, None])


async def test_a_narrow_table_leaves_columns_out() -> None:
    app = TableApp(3)
    async with app.run_test(size=(30, 6)) as pilot:
        await pilot.pause()
        assert app.lines()[1].split() == ["✔", "pull-0"]
