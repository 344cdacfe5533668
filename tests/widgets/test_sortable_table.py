"""Sorting a hundred thousand rows: by any column, by key and by click, in portions."""

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from ghcr_tui.widgets.row_order import in_order
from ghcr_tui.widgets.sortable_table import SortableTable
from ghcr_tui.widgets.virtual_table import Column

COUNT = 9_000


class TableApp(App[None]):
    def compose(self) -> ComposeResult:
        columns = (Column("Name", width=12), Column("Rest", width=12))
        yield SortableTable[int](
            columns,
            lambda number: (f"pull-{number}", f"{number % 7}"),
            id="table",
            sort_keys=(lambda number: f"{-number % COUNT:09}", lambda number: f"{number % 7}"),
        )

    @property
    def table(self) -> SortableTable[int]:
        return self.query_one("#table", SortableTable)

    def on_mount(self) -> None:
        self.add(range(COUNT))
        self.table.focus()

    def add(self, numbers: range) -> None:
        self.table.extend(numbers, [f"pull-{number}" for number in numbers])

    def first(self, count: int) -> list[int]:
        return [int(self.table.render_line(y).text.split()[0][5:]) for y in range(1, count + 1)]


async def _sorted(app: TableApp, pilot: Pilot[None]) -> None:
    await pilot.pause(0.15)
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("is_reversed", [False, True])
def test_equal_rows_stay_in_the_order_they_have(is_reversed: bool) -> None:
    items = [(number * 7919) % 5 for number in range(7_001)]
    order = in_order(items, str, is_reversed=is_reversed)
    assert order == sorted(range(len(items)), key=items.__getitem__, reverse=is_reversed)


@pytest.mark.parametrize(
    ("keys", "first"),
    [
        (["f6"], [0, COUNT - 1, COUNT - 2]),
        (["f6", "f6"], [0, 7, 14]),
        (["f6", "f6", "f6"], [0, 1, 2]),
        (["f6", "shift+f6"], [1, 2, 3]),
    ],
)
async def test_f6_sorts_by_the_next_column_and_with_shift_turns_it_round(
    keys: list[str], first: list[int]
) -> None:
    app = TableApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press(*keys)
        await _sorted(app, pilot)
        assert app.first(3) == first


async def test_a_click_on_a_title_sorts_and_another_turns_it_round() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click("#table", offset=(14, 0))
        await _sorted(app, pilot)
        assert app.first(2) == [0, 7]
        assert "Rest ▲" in app.table.render_line(0).text
        await pilot.click("#table", offset=(14, 0))
        await _sorted(app, pilot)
        assert app.first(2) == [6, 13]
        assert "Rest ▼" in app.table.render_line(0).text


async def test_sorting_goes_to_the_first_row_and_the_filter_keeps_the_order() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("down", "down")
        app.table.sort_by(0, is_reversed=True)
        await _sorted(app, pilot)
        assert app.table.index == 1
        app.table.sort_by(0)
        await _sorted(app, pilot)
        app.table.filter("pull-899")
        assert list(app.table.shown)[:3] == [8999, 8998, 8997]


async def test_rows_that_come_later_find_their_place() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 12)) as pilot:
        app.table.sort_by(1)
        await _sorted(app, pilot)
        app.add(range(COUNT, COUNT + 50))
        await _sorted(app, pilot)
        ranks = [number % 7 for number in app.table.shown]
        assert len(ranks) == COUNT + 50
        assert ranks == sorted(ranks)


async def test_another_list_is_sorted_by_the_same_column() -> None:
    app = TableApp()
    async with app.run_test(size=(40, 12)) as pilot:
        app.table.sort_by(1)
        await _sorted(app, pilot)
        app.table.take_all()
        app.add(range(100))
        await _sorted(app, pilot)
        assert app.first(3) == [0, 7, 14]
