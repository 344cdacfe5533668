"""The registries of one Secret, each with its username, masked token, and what a pull does."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import DataTable

from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.redaction import hidden_email, hidden_registry, hidden_username
from ghcr_tui.core.inspection.entry_verdicts import EntryVerdict
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.text.inert import inert

_TITLES = ("Registry", "Username", "Token", "Email", "Pull")
_NARROWEST_WHY = 24
"""Cells below which the reason is left to the findings: it would take ten lines."""
_WIDEST_WORD = 9
"""Cells of the answer in a word: `anonymous`."""
_AT_ONCE = 100
"""Rows that are added within a frame; a payload with thousands goes on after the next one."""


class CredentialTable(DataTable[Text]):
    """Shows entries; tokens are bullets until they are revealed."""

    DEFAULT_CSS = """
    CredentialTable {
        border: round $border-blurred; padding: 0 1; background: $background;
        scrollbar-size-vertical: 1;
        border-title-color: $foreground 70%;
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
        self._verdicts: Sequence[EntryVerdict] = ()
        self._masked = True
        self._added = 0
        self._width = 0
        self._widths: list[int] = []

    @property
    def chosen(self) -> Entry | None:
        """The entry that the cursor is on."""
        row = self.cursor_row
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def show(
        self, entries: Sequence[Entry], verdicts: Sequence[EntryVerdict], masked: bool
    ) -> None:
        """Show `entries`, each with its verdict; the cursor stays on its row where there is one."""
        row = self.cursor_row
        self._entries, self._verdicts, self._masked, self._added = entries, verdicts, masked, 0
        self._lay_out()
        self.move_cursor(row=min(row, len(entries) - 1) if entries else 0)

    def on_resize(self) -> None:
        """Wrap the last column anew, where the width has changed."""
        if self._width != self.size.width and self._entries:
            self.show(self._entries, self._verdicts, self._masked)

    def _lay_out(self) -> None:
        """Make the columns as wide as they need, and let the last have the rest, wrapped."""
        self._width = self.size.width
        rows = [_TITLES, *self._rows(0)]
        widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
        rest = self.content_size.width - 1 - sum(widths[:-1]) - 2 * len(widths)
        widths[-1] = rest if rest >= _NARROWEST_WHY else _WIDEST_WORD
        self.clear(columns=widths != self._widths)
        if not self.columns:
            for title, width in zip(_TITLES, widths, strict=True):
                self.add_column(title, width=width)
        self._widths = widths
        self._add_some()

    def _add_some(self) -> None:
        entries = self._entries
        for texts in self._rows(self._added):
            if self._widths[-1] < _NARROWEST_WHY:
                texts = (*texts[:-1], texts[-1].partition(":")[0])
            is_long = cell_len(texts[-1]) > self._widths[-1]
            cells = [Text(text, no_wrap=True) for text in texts[:-1]]
            self.add_row(*cells, Text(texts[-1]), height=None if is_long else 1)
        self._added = min(len(entries), self._added + _AT_ONCE)
        if self._added < len(entries):
            self.set_timer(0.02, lambda: self._add_more(entries))

    def _rows(self, start: int) -> list[Sequence[str]]:
        """Return the texts of the rows from `start` on that are added within one frame."""
        end = start + _AT_ONCE
        pairs = zip(self._entries[start:end], self._verdicts[start:end], strict=True)
        return [_cells(entry, verdict, self._masked) for entry, verdict in pairs]

    def _add_more(self, entries: Sequence[Entry]) -> None:
        if entries is self._entries:
            self._add_some()


def _cells(entry: Entry, verdict: EntryVerdict, masked: bool) -> Sequence[str]:
    registry, username, email = entry.registry, entry.username, entry.email
    if masked:
        registry = hidden_registry(registry)
        username = hidden_username(username, entry.token)
        email = hidden_email(email, entry.token)
    return [
        inert(registry, 120) or "(no name)",
        inert(username, 120),
        mask(entry.token) if masked else inert(entry.token, 2000),
        inert(email, 120),
        verdict.sentence,
    ]
