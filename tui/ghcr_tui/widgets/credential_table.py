"""The registries of one Secret, each with its username, masked token, and whether it is usable."""

from collections.abc import Sequence

from rich.text import Text
from textual.widgets import DataTable

from ghcr_tui.core.credential import mask
from ghcr_tui.core.entries import Entry
from ghcr_tui.core.text import inert

_AT_ONCE = 100
"""Rows that are added within a frame; a payload with thousands goes on after the next one."""


class CredentialTable(DataTable[Text]):
    """Shows entries; tokens are bullets until they are revealed."""

    DEFAULT_CSS = """
    CredentialTable {
        border: round $border-blurred; background: $background; border-title-color: $foreground 70%;
        border-title-background: $background;
        &:focus { border: round $border; border-title-color: $foreground; }
        & > .datatable--header { background: $background; color: $foreground 70%; }
        & > .datatable--cursor { background: $block-cursor-blurred-background;
            color: $foreground; }
        &:focus > .datatable--cursor { background: $block-cursor-background;
            color: $block-cursor-foreground; }
    }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self.border_title = "Credentials"
        self._entries: Sequence[Entry] = ()
        self._masked = True
        self._added = 0

    def on_mount(self) -> None:
        """Name the columns."""
        self.add_columns("Registry", "Username", "Token", "Email", "Usable")

    @property
    def chosen(self) -> Entry | None:
        """The entry that the cursor is on."""
        row = self.cursor_row
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def show(self, entries: Sequence[Entry], masked: bool) -> None:
        """Show `entries` in their order; the cursor stays on its row where there is one."""
        row = self.cursor_row
        self._entries, self._masked, self._added = entries, masked, 0
        self.clear()
        self._add_some()
        self.move_cursor(row=min(row, len(entries) - 1) if entries else 0)

    def _add_some(self) -> None:
        entries = self._entries
        for entry in entries[self._added : self._added + _AT_ONCE]:
            self.add_row(*_cells(entry, self._masked))
        self._added = min(len(entries), self._added + _AT_ONCE)
        if self._added < len(entries):
            self.set_timer(0.02, lambda: self._add_more(entries))

    def _add_more(self, entries: Sequence[Entry]) -> None:
        if entries is self._entries:
            self._add_some()


def _cells(entry: Entry, masked: bool) -> list[Text]:
    usable = "yes" if entry.usable else f"no: {entry.why}"
    texts = [
        inert(entry.registry, 120) or "(no name)",
        inert(entry.username, 120),
        mask(entry.token) if masked else inert(entry.token, 2000),
        inert(entry.email, 120),
        inert(usable, 300),
    ]
    return [Text(text, no_wrap=True) for text in texts]
