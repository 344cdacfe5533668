"""A virtual table whose rows can be sorted by any column, by key and by a click on its title."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from ghcr_tui.widgets.row_order import in_order
from ghcr_tui.widgets.virtual_table import Cell, Column, Item, VirtualTable

_PAUSE = 0.05
"""Seconds without new rows after which they are sorted."""


class SortableTable(VirtualTable[Item]):
    """Sorts in a thread and in portions, so that a hundred thousand rows make nobody wait."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "sort", "Sort", show=False, tooltip="Sort the list by the next column"),
        Binding("shift+f6", "turn", "Turn", show=False, tooltip="Turn the list's order round"),
    ]

    def __init__(
        self,
        columns: Sequence[Column],
        cells: Callable[[Item], Sequence[Cell]],
        id: str,
        sort_keys: Sequence[Callable[[Item], str]],
    ) -> None:
        """`sort_keys` has for each column what its rows are sorted by."""
        super().__init__(columns, cells, id)
        self._sort_keys = sort_keys
        self._column = -1
        self._is_reversed = False
        self._sorted: list[int] | None = None
        self._number = 0
        self._is_to_go_first = False

    def sort_by(self, column: int, *, is_reversed: bool = False) -> None:
        """Sort the rows by a column, and go to the first; -1 is the order in which they came."""
        self._column, self._is_reversed = column, is_reversed
        self._is_to_go_first = True
        self._number += 1
        self.refresh()
        if column < 0:
            self._take_order(self._number, None)
        else:
            self._sort_soon()

    def extend(self, items: Sequence[Item], searched: Sequence[str]) -> None:
        """Add rows; they find their place once no more of them come for a moment."""
        super().extend(items, searched)
        if self._column >= 0 and items:
            self._number += 1
            self._sort_soon()

    def take_all(self) -> list[Item]:
        """Empty the table and return the items that were in it; the column stays chosen."""
        self._number += 1
        self._sorted = None
        return super().take_all()

    def _order(self) -> Iterable[int] | None:
        if self._sorted is None:
            return None
        return chain(self._sorted, range(len(self._sorted), len(self.items)))

    def _sort_soon(self) -> None:
        number = self._number
        self.set_timer(_PAUSE, lambda: self._sort(number))

    def _sort(self, number: int) -> None:
        if number != self._number:
            return  # another order has been asked for, or more rows have come
        items, key, is_reversed = list(self.items), self._sort_keys[self._column], self._is_reversed

        def sort() -> None:
            order = in_order(items, key, is_reversed=is_reversed)
            self.app.call_from_thread(self._take_order, number, order)

        self.run_worker(sort, thread=True, group="sorting", exclusive=True)

    def _take_order(self, number: int, order: list[int] | None) -> None:
        if number == self._number:
            self._sorted = order
            self._find_rows()
            if self._is_to_go_first:
                self._is_to_go_first = False
                self.move_to(0)

    def action_sort(self) -> None:
        """Sort by the next column; behind the last comes the order in which the rows came."""
        self.sort_by((self._column + 2) % (len(self._sort_keys) + 1) - 1)

    def action_turn(self) -> None:
        """Turn the order round."""
        if self._column >= 0:
            self.sort_by(self._column, is_reversed=not self._is_reversed)

    def on_click(self, event: events.Click) -> None:
        """Sort by the column whose title was clicked; twice turns the order round."""
        offset = event.get_content_offset(self)
        if offset and offset.y == 0:
            event.prevent_default()
            column = self._column_at(offset.x)
            self.sort_by(column, is_reversed=column == self._column and not self._is_reversed)

    def _titles(self) -> list[str]:
        """Return what stands above the columns, with an arrow on the one that is sorted by."""
        titles = super()._titles()
        if self._column >= 0:
            arrow = "▼" if self._is_reversed else "▲"
            titles[self._column] = f"{titles[self._column]} {arrow}".strip()
        return titles

    def _column_at(self, x: int) -> int:
        """Return which column is `x` cells from the left."""
        end = 0
        widths = self._widths(self.size.width)
        for number, width in enumerate(widths):
            end += width
            if x < end:
                return number
        return len(widths) - 1
