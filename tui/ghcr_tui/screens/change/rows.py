"""The rows of a change: one an object, with what becomes of it and how far that is."""

from typing import NamedTuple

from ghcr_tui.core.change.outcome import Proofs
from ghcr_tui.core.change.plan import Edit, LeftAlone, Plan
from ghcr_tui.core.change.progress import State
from ghcr_tui.core.text.inert import inert
from ghcr_tui.widgets.virtual_table import Cell, Column

COLUMNS = (
    Column("", width=3),
    Column("Object", share=2),
    Column("What", share=3, from_width=60),
    Column("How far", share=2),
)
_MARKS: dict[str, tuple[str, str]] = {
    "planned": ("·", "muted"),
    "in flight": ("…", "info"),
    "done": ("✔", "good"),
    "failed": ("✖", "error"),
    "going back": ("…", "info"),
    "taken back": ("↶", "warning"),
    "not back": ("✖", "error"),
    "refused": ("✖", "error"),
    "left alone": ("–", "warning"),
}


class ChangeRow(NamedTuple):
    """One object: its name, what becomes of it, its state and why it is so; all inert."""

    key: str
    title: str
    what: str
    state: str
    why: str = ""

    def cells(self) -> tuple[Cell, ...]:
        """Return its columns."""
        mark, style = _MARKS[self.state]
        told = f"{self.state}: {self.why}" if self.why else self.state
        return (f" {mark}", style), self.title, self.what, (told, style)


def rows_of(
    plan: Plan,
    proofs: Proofs | None = None,
    states: tuple[State, ...] = (),
    why: dict[int, str] | None = None,
) -> list[ChangeRow]:
    """Return the rows of a plan as far as it has come: edits first, then what is left alone."""
    rows = []
    for number, edit in enumerate(plan.edits):
        state: str = states[number] if states else "planned"
        because = (why or {}).get(number, "")
        if not states and proofs is not None and proofs.server.get(number):
            state, because = "refused", proofs.server[number]
        elif state == "done" and because:
            state = "failed"
        rows.append(_row(edit, number, state, inert(because, 300)))
    rows.extend(_left(each, number) for number, each in enumerate(plan.left_alone))
    return rows


def what_of(edit: Edit) -> str:
    """Return what becomes of an object, in a few words."""
    entries = [
        f"{each.registry}: {each.what or each.fate}"
        for each in edit.entries
        if each.fate != "as before"
    ]
    kept = sum(each.fate == "as before" for each in edit.entries)
    words = [*entries, *([f"{kept} kept"] if kept else ()), *edit.notes]
    return inert("; ".join(words), 300)


def _row(edit: Edit, number: int, state: str, why: str) -> ChangeRow:
    verb = "create " if edit.is_new else ""
    return ChangeRow(
        f"e{number}", inert(f"{verb}{edit.place.title}", 200), what_of(edit), state, why
    )


def _left(each: LeftAlone, number: int) -> ChangeRow:
    told = inert(f"{each.sentence} {each.remedy}".strip(), 500)
    return ChangeRow(f"l{number}", inert(each.place.title, 200), told, "left alone")
