"""A table that draws only the rows in sight: a hundred thousand rows cost what twenty do."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

Item = TypeVar("Item")
Cell = str | tuple[str, str]
"""Plain text, or text and the component class that it is drawn in; inert in both cases."""

_NARROWEST_CUT = 3
"""Cells, below which a mark of what is cut would take the place of all that can be read."""


class Column(NamedTuple):
    """A column: `width` cells, or a `share` of what the others leave; hidden below `from_width`."""

    title: str
    width: int = 0
    share: int = 1
    from_width: int = 0


class VirtualTable(ScrollView, Generic[Item], can_focus=True):
    """Rows made from items when they come into sight, with a cursor and a filter."""

    DEFAULT_CSS = """
    VirtualTable {
        background: $background; overflow-x: hidden; scrollbar-gutter: stable;
        & .virtual-table--header { color: $foreground 70%; text-style: bold; }
        & .virtual-table--cursor { background: $block-cursor-blurred-background;
            text-style: bold; }
        & .virtual-table--muted { color: $foreground 60%; }
        & .virtual-table--error { color: $text-error; }
        & .virtual-table--warning { color: $text-warning; }
        & .virtual-table--info { color: $text-accent; }
        & .virtual-table--good { color: $text-success; }
        &:focus .virtual-table--cursor { background: $block-cursor-background;
            color: $block-cursor-foreground; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"virtual-table--{part}"
        for part in ("header", "cursor", "muted", "error", "warning", "info", "good")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "first", "First", show=False),
        Binding("end", "last", "Last", show=False),
    ]

    class Highlighted(Message):
        """The cursor is on another row, or on none."""

        def __init__(self, table: "VirtualTable[Item]", index: int | None) -> None:
            super().__init__()
            self.table = table
            self.index = index

    class HeaderClicked(Message):
        """The title of a column was clicked."""

        def __init__(self, table: "VirtualTable[Item]", column: int) -> None:
            super().__init__()
            self.table = table
            self.column = column

    def __init__(
        self, columns: Sequence[Column], cells: Callable[[Item], Sequence[Cell]], id: str
    ) -> None:
        super().__init__(id=id)
        self._columns = columns
        self._cells = cells
        self._items: list[Item] = []
        self._searched: list[str] = []
        self._words: list[str] = []
        self._found: list[int] | None = None
        self._cursor = 0

    @property
    def items(self) -> Sequence[Item]:
        """All items, the hidden ones too."""
        return self._items

    @property
    def row_count(self) -> int:
        """How many rows the filter leaves."""
        return len(self._items) if self._found is None else len(self._found)

    @property
    def index(self) -> int | None:
        """Which item the cursor is on; None where there is no row."""
        if not self.row_count:
            return None
        return self._cursor if self._found is None else self._found[self._cursor]

    @property
    def shown(self) -> Iterable[int]:
        """The items that the filter leaves."""
        return range(len(self._items)) if self._found is None else self._found

    def extend(self, items: Sequence[Item], searched: Sequence[str]) -> None:
        """Add rows; `searched` holds for each the text, in lower case, that the filter looks at."""
        rows, start = self.row_count, len(self._items)
        self._items.extend(items)
        self._searched.extend(searched)
        if self._found is not None:
            self._found.extend(self._matching(range(start, len(self._items))))
        self._grow(rows)

    def replace(
        self,
        items: list[Item],
        identity: Callable[[Item], object],
        columns: Sequence[Column],
        *,
        stays_on_top: bool = False,
    ) -> None:
        """Show `items` in place of what is there; the cursor stays on the same one by `identity`.

        Where that is gone, or the cursor `stays_on_top` and is on the first row, it stays at its
        line. The list is kept as it is, and never changed here.
        """
        before = None if self.index is None else identity(self._items[self.index])
        rows = self.row_count
        self._columns = columns
        self._items, self._searched, self._words, self._found = items, [], [], None
        same = (row for row, item in enumerate(items) if identity(item) == before)
        if self._cursor or not stays_on_top:
            self._cursor = max(0, min(next(same, self._cursor), len(items) - 1))
        after = identity(items[self._cursor]) if items else None
        if len(items) > rows > 0:
            self._grow(rows)
        else:
            self.virtual_size = Size(0, self.row_count + 1)
        self.refresh()
        if after != before:
            self.post_message(self.Highlighted(self, self.index))
        self._keep_in_sight()

    def take_all(self) -> list[Item]:
        """Empty the table and return the items that were in it."""
        items, self._items, self._searched = self._items, [], []
        self._found = [] if self._words else None
        self._cursor = 0
        self.scroll_to(y=0, animate=False)
        self._lay_out(moved=True)
        return items

    def filter(self, text: str) -> None:
        """Show only the rows that hold every word of `text`, whatever their case."""
        self._words = text.casefold().split()
        self._find_rows()

    def _find_rows(self) -> None:
        """Find anew which rows there are; the cursor stays on its item where that has one."""
        before = self.index
        order = self._order()
        all_items = range(len(self._items)) if order is None else order
        self._found = None if order is None and not self._words else self._matching(all_items)
        self._cursor = self._row_of(before)
        self._lay_out(moved=self.index != before)
        self._keep_in_sight()

    def _order(self) -> Iterable[int] | None:
        """Return all items in the order in which they are shown; None: as they came."""
        return None

    def _matching(self, candidates: Iterable[int]) -> list[int]:
        searched = self._searched
        for word in self._words:
            candidates = [index for index in candidates if word in searched[index]]
        return list(candidates)

    def _row_of(self, index: int | None) -> int:
        """Return the row that item `index` has now, 0 where the filter hides it."""
        if index is None or self._found is None:
            return index or 0
        return self._found.index(index) if index in self._found else 0

    def _lay_out(self, moved: bool) -> None:
        self.virtual_size = Size(0, self.row_count + 1)
        self.refresh()
        if moved:
            self.post_message(self.Highlighted(self, self.index))

    def _grow(self, rows: int) -> None:
        """Take in rows at the end: below what is in sight, only the scroll bar tells of them.

        Setting `virtual_size` lays out the whole screen again, which a list that is being read
        would do many times a second.
        """
        if rows + 1 <= self.scroll_offset.y + self.size.height or not self.show_vertical_scrollbar:
            self._lay_out(moved=rows == 0 and self.row_count > 0)
            return
        self.set_reactive(VirtualTable.virtual_size, Size(0, self.row_count + 1))
        self.vertical_scrollbar.window_virtual_size = self.row_count + 1

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, counted as shown."""
        row = max(0, min(row, self.row_count - 1))
        if self.row_count and row != self._cursor:
            self._cursor = row
            self.refresh()
            self.post_message(self.Highlighted(self, self.index))
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        below = max(1, self.size.height - 1)  # what the header leaves
        top = round(self.scroll_target_y)
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False)
        elif self._cursor >= top + below:
            self.scroll_to(y=self._cursor - below + 1, animate=False)

    def action_move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.move_to(self._cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self.move_to(self._cursor + pages * max(1, self.size.height - 2))

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self.move_to(self.row_count - 1)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row that was clicked, or tell which column's title was."""
        offset = event.get_content_offset(self)
        if offset and offset.y == 0:
            end = 0
            for column, width in enumerate(self._widths(self.size.width)):
                end += width
                if offset.x < end:
                    self.post_message(self.HeaderClicked(self, column))
                    return
        elif offset:
            row = offset.y - 1 + round(self.scroll_y)
            if row < self.row_count:
                self.move_to(row)

    def render_line(self, y: int) -> Strip:
        """Draw the header on the first line, and below it the rows that are scrolled to."""
        width = self.size.width
        base = self.rich_style
        if y == 0:
            header = base + self._part("header")
            return self._strip(self._titles(), width, header, True)
        row = round(self.scroll_y) + y - 1
        if row >= self.row_count:
            return Strip.blank(width, base)
        item = self._items[row if self._found is None else self._found[row]]
        is_cursor = row == self._cursor
        style = base + self._part("cursor") if is_cursor else base
        return self._strip(self._cells(item), width, style, is_cursor and self.has_focus)

    def _titles(self) -> list[str]:
        """Return what stands above the columns."""
        return [column.title for column in self._columns]

    def _strip(self, cells: Sequence[Cell], width: int, style: Style, plain: bool) -> Strip:
        """Draw cells; `plain` leaves out their own colours, unreadable where the cursor is."""
        segments: list[Segment] = []
        for cell, cell_width in zip(cells, self._widths(width), strict=True):
            if cell_width:
                text, part = cell if isinstance(cell, tuple) else (cell, "")
                own = style + self._part(part).without_color if plain and part else style
                if part and not plain:
                    own = style + Style(color=self._part(part).color)
                segments.append(Segment(_fitted(text, cell_width - 1) + " ", own))
        return Strip(segments).adjust_cell_length(width, style)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"virtual-table--{name}", partial=True)

    def _widths(self, width: int) -> list[int]:
        shown = [column for column in self._columns if width >= column.from_width]
        shares = sum(column.share for column in shown if not column.width) or 1
        rest = max(0, width - sum(column.width for column in shown))
        return [
            0 if width < column.from_width else column.width or rest * column.share // shares
            for column in self._columns
        ]


def _fitted(text: str, width: int) -> str:
    """Return `text` in `width` cells; where it is cut, its end says so."""
    if cell_len(text) <= width or width < _NARROWEST_CUT:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…"
