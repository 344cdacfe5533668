"""The table with its filter: sorted by any column, marked with space, its size on the border."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from ghcr_tui.core.cluster.live_rows import COLUMNS, ClusterRow, FaceName, Key
from ghcr_tui.core.cluster.live_state import Snapshot
from ghcr_tui.core.cluster.view import View
from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.cluster.face_tabs import TITLES
from ghcr_tui.screens.cluster.row_cells import cells_of, columns_of
from ghcr_tui.widgets.text_field import TextField
from ghcr_tui.widgets.virtual_table import VirtualTable

_FILTER_HELP = (
    "Rows that hold every word you type stay: a name, a namespace, a registry, a username, who "
    "keeps it, error, sound, a finding's code … Enter goes to the table, escape clears the filter."
)


class RowTable(VirtualTable[ClusterRow]):
    """The table itself."""

    HELP: ClassVar[str] = (
        "One line a row, the worst first: ✖ a pull fails, ▲ it may fail, · worth knowing, ✔ sound. "
        "A number sorts by that column, and once more the other way round; / filters; space marks."
    )


class RowsPanel(Vertical):
    """Shows what a `Snapshot` holds, and tells which view of it is wanted."""

    DEFAULT_CSS = """
    RowsPanel {
        border: round $border-blurred; border-title-color: $foreground 70%;
        border-subtitle-color: $foreground 70%; border-title-background: $background;
        border-subtitle-background: $background;
        &:focus-within { border: round $border; border-title-color: $foreground; }
        & > VirtualTable { height: 1fr; padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "enter_table", "To the table", show=False),
        Binding("escape", "clear_filter", "Clear the filter", show=False),
    ]

    class ViewChanged(Message):
        """Other rows are wanted, or another order."""

        def __init__(self, view: View) -> None:
            super().__init__()
            self.view = view

    class RowChosen(Message):
        """The cursor is on another row, or on none."""

        def __init__(self, row: ClusterRow | None) -> None:
            super().__init__()
            self.row = row

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._views: dict[FaceName, View] = {
            "secrets": View("secrets", sort=0),
            "credentials": View("credentials", sort=7),
            "pods": View("pods", sort=3),
        }
        self._view = self._views["secrets"]
        self._marks: dict[FaceName, set[Key]] = {face: set() for face in TITLES}
        self._place = ""
        self.shown: Snapshot | None = None

    def compose(self) -> ComposeResult:
        """Lay out the filter and the table."""
        yield TextField(
            placeholder="/ filters: any word of a row", help_text=_FILTER_HELP, id="filter"
        )
        yield RowTable(
            columns_of("secrets", 0, False), lambda row: cells_of(row, self.marked), id="rows"
        )

    @property
    def table(self) -> RowTable:
        """The table."""
        return self.query_one(RowTable)

    @property
    def view(self) -> View:
        """What is wanted to be shown."""
        return self._view

    @property
    def marked(self) -> set[Key]:
        """The keys of the rows of this face that are marked."""
        return self._marks[self._view.face]

    @property
    def row(self) -> ClusterRow | None:
        """The row that the cursor is on."""
        index = self.table.index
        return None if index is None else self.table.items[index]

    @property
    def rows(self) -> list[ClusterRow]:
        """The marked rows among those shown; where none is, all that are shown."""
        return self.marked_rows or list(self.table.items)

    @property
    def marked_rows(self) -> list[ClusterRow]:
        """The marked rows among those shown."""
        return [row for row in self.table.items if row.key in self.marked]

    def show(self, snapshot: Snapshot) -> None:
        """Show the rows, unless others are wanted by now."""
        if snapshot.view != self._view:
            return
        is_other = self.shown is None or self.shown.view.face != snapshot.view.face
        self.shown = snapshot
        table = self.table
        before = self.row
        table.replace(
            list(snapshot.rows),
            lambda row: row.key,
            columns_of(snapshot.view.face, snapshot.view.sort, snapshot.view.descends),
            stays_on_top=is_other or snapshot.state.phase != "live",
        )
        after = self.row
        if (before is None) != (after is None) or (before and after and before.key != after.key):
            self.post_message(self.RowChosen(after))
        self._count(snapshot)

    def clear(self, place: str) -> None:
        """Show nothing of another place any more; `place` is what comes."""
        self._place = place
        self.shown = None
        for marks in self._marks.values():
            marks.clear()
        view = self._view
        self.table.replace([], lambda row: row.key, columns_of(view.face, view.sort, view.descends))
        self.post_message(self.RowChosen(None))
        self.border_title = f"{TITLES[view.face]} of {inert(place, 120)}"
        self.border_subtitle = ""

    def turn_to(self, face: FaceName) -> None:
        """Show another face; the filter stays."""
        words = self._view.words
        self._views[self._view.face] = self._view
        self._take(self._views[face]._replace(words=words))
        self.border_title = f"{TITLES[face]} of {inert(self._place, 120)}"

    def sort_by(self, column: int) -> None:
        """Sort by a column, and where it is sorted by it already, the other way round."""
        view = self._view
        if 0 <= column < len(COLUMNS[view.face]):
            descends = not view.descends if column == view.sort else False
            self._take(view._replace(sort=column, descends=descends))

    def sort_by_next(self) -> None:
        """Sort by the next column."""
        self.sort_by((self._view.sort + 1) % len(COLUMNS[self._view.face]))

    def mark(self) -> None:
        """Mark the row that the cursor is on, or take the mark away, and go on to the next."""
        row = self.row
        if row is None:
            return
        self.marked.symmetric_difference_update((row.key,))
        self.table.refresh()
        self.table.action_move(1)
        if self.shown is not None:
            self._count(self.shown)

    def begin_filter(self) -> None:
        """Go to the filter."""
        self.screen.set_focus(self.query_one("#filter", TextField))

    @on(Input.Changed, "#filter")
    def _filter_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._take(self._view._replace(words=tuple(event.value.casefold().split())))

    @on(Input.Submitted, "#filter")
    def _filter_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.table.focus()

    @on(VirtualTable.HeaderClicked)
    def _header_clicked(self, event: VirtualTable.HeaderClicked) -> None:
        event.stop()
        self.sort_by(event.column)

    @on(VirtualTable.Highlighted)
    def _highlighted(self, event: VirtualTable.Highlighted) -> None:
        event.stop()
        self.post_message(self.RowChosen(self.row))

    def action_enter_table(self) -> None:
        """Go from the filter into the table."""
        self.table.focus()

    def action_clear_filter(self) -> None:
        """Show every row again."""
        self.query_one("#filter", TextField).value = ""
        self.table.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave escape to the screen where there is no filter to clear."""
        return action != "clear_filter" or bool(self.query_one("#filter", TextField).value)

    def _take(self, view: View) -> None:
        self._view = view
        self.post_message(self.ViewChanged(view))

    def _count(self, snapshot: Snapshot) -> None:
        shown, total = len(snapshot.rows), snapshot.counts.of(snapshot.view.face)
        counted = f"{total:,}" if shown == total else f"{shown:,} of {total:,}"
        marked = f"{len(self.marked):,} marked · " if self.marked else ""
        self.border_subtitle = f"{marked}{counted}"
