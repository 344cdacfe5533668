"""The list of Secrets that a text holds: it fills while the text is read, and can be filtered."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Input

from ghcr_tui.core.credential.redaction import shown_registry
from ghcr_tui.core.findings.finding import SEVERITIES, Severity, gravest
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verdict.verdict import JudgedSecret
from ghcr_tui.widgets.sortable_table import SortableTable
from ghcr_tui.widgets.text_field import TextField
from ghcr_tui.widgets.virtual_table import Cell, Column

_MARKS: dict[Severity | None, tuple[str, str]] = {
    "error": ("✖", "error"),
    "warning": ("▲", "warning"),
    "info": ("·", "muted"),
    None: ("✔", "good"),
}
_COLUMNS = (
    Column("", width=2),
    Column("Name"),
    Column("Namespace"),
    Column("Registries", from_width=44),
    Column("Type", width=18, from_width=64),
)


_CODES = 20
"""Findings of one Secret that the filter knows; nobody looks for the rest of so many."""


class ListedSecret(NamedTuple):
    """A Secret with what the list needs of it, worked out where it was read."""

    secret: InspectedSecret
    pull: JudgedSecret
    worst: Severity | None
    searched: str


def listed(secret: InspectedSecret) -> ListedSecret:
    """Return `secret` ready for the list."""
    worst = gravest(secret.findings) if secret.findings else None
    registries = " ".join(entry.registry for entry in secret.entries[:20])
    codes = " ".join([finding.code for finding in secret.findings[:_CODES]])
    kind = secret.type.removeprefix("kubernetes.io/")
    words = f"{secret.namespace}/{secret.name} {registries} {kind} {worst or 'sound'} {codes}"
    return ListedSecret(secret, judged_secret(secret), worst, words.casefold())


def _cells(row: ListedSecret) -> Sequence[Cell]:
    secret = row.secret
    kind = secret.type.removeprefix("kubernetes.io/")
    return (
        _MARKS[row.worst],
        inert(secret.name, 120) or "(no name)",
        (inert(secret.namespace, 80), "muted"),
        _registries(secret) or ("none", "muted"),
        (inert(kind, 60), "muted"),
    )


def _registries(secret: InspectedSecret) -> str:
    """Return the first registry and how many there are besides, "" for none."""
    if not secret.entries:
        return ""
    more = len(secret.entries) - 1
    first = shown_registry(secret.entries[0].registry) or "(no name)"
    return f"{first} +{more:,}" if more else first


def _by_severity(row: ListedSecret) -> str:
    return str(SEVERITIES.index(row.worst)) if row.worst else str(len(SEVERITIES))


def _by_registry(row: ListedSecret) -> str:
    entries = row.secret.entries
    return entries[0].registry.casefold() if entries else "\U0010ffff"


_SORT_KEYS: tuple[Callable[[ListedSecret], str], ...] = (
    _by_severity,
    lambda row: row.secret.name,
    lambda row: row.secret.namespace,
    _by_registry,
    lambda row: row.secret.type,
)


class SecretList(Vertical):
    """The filter and the table, with the number of rows on the border."""

    DEFAULT_CSS = """
    SecretList {
        border: round $border-blurred; border-title-color: $foreground 70%;
        border-subtitle-color: $foreground 70%; border-title-background: $background;
        border-subtitle-background: $background;
        &:focus-within { border: round $border; border-title-color: $foreground; }
        & > VirtualTable { height: 1fr; padding: 0; margin: 0 0 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "enter_table", "To the list", show=False),
        Binding("escape", "clear_filter", "Clear the filter", show=False),
        Binding("slash", "filter", "Filter", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.border_title = "Secrets"
        self._counts: Counter[Severity | None] = Counter()

    def compose(self) -> ComposeResult:
        """Lay out the filter and the table."""
        yield TextField(
            placeholder="filter: name, registry, error, a finding's code …",
            help_text="Secrets that hold every word you type stay in the list; the others hide. A "
            "word may be in the name, the namespace, the type or a registry; be error, warning, "
            "info or sound; or be a finding's code. f6 sorts by the next column.",
            id="filter",
        )
        yield SortableTable[ListedSecret](_COLUMNS, _cells, id="secrets", sort_keys=_SORT_KEYS)

    @property
    def table(self) -> SortableTable[ListedSecret]:
        """The table of the Secrets."""
        return self.query_one("#secrets", SortableTable)

    @property
    def chosen(self) -> InspectedSecret | None:
        """The Secret that the cursor is on."""
        index = self.table.index
        return None if index is None else self.table.items[index].secret

    def pull_secrets(self) -> list[JudgedSecret]:
        """Return the Secrets shown, as the verdict takes them."""
        items = self.table.items
        return [items[index].pull for index in self.table.shown]

    def extend(self, rows: Sequence[ListedSecret]) -> None:
        """Add rows that were read."""
        self.table.extend(rows, [row.searched for row in rows])
        self._counts.update([row.worst for row in rows])
        self._count()

    def take_all(self) -> list[ListedSecret]:
        """Empty the list and return what was in it."""
        items = self.table.take_all()
        self._counts.clear()
        self._count()
        return items

    @on(Input.Changed, "#filter")
    def _filter_changed(self, event: Input.Changed) -> None:
        self.table.filter(event.value)
        self._count()

    def on_key(self, event: Key) -> None:
        """Begin to filter with what is typed while the table has the focus."""
        if self.table.has_focus and event.is_printable and event.character:
            event.stop()
            field = self.query_one("#filter", Input)
            field.focus()
            field.insert_text_at_cursor(event.character)

    def action_enter_table(self) -> None:
        """Go from the filter into the table."""
        self.table.focus()

    def action_filter(self) -> None:
        """Go from the list to its filter."""
        self.query_one("#filter").focus()

    def action_clear_filter(self) -> None:
        """Show every Secret again."""
        self.query_one("#filter", Input).value = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave escape to the screen where there is no filter to clear."""
        return action != "clear_filter" or bool(self.query_one("#filter", Input).value)

    def _count(self) -> None:
        shown, total = self.table.row_count, len(self.table.items)
        marks = [
            f"{mark} {self._counts[severity]:,}"
            for severity, (mark, _) in _MARKS.items()
            if self._counts[severity]
        ]
        self.border_title = "  ".join(["Secrets", *marks])
        self.border_subtitle = f"{total:,}" if shown == total else f"{shown:,} of {total:,}"
