"""How wide the columns of each face are, and how a row is drawn."""

import time
from collections.abc import Collection, Sequence

from ghcr_tui.core.cluster.live_rows import COLUMNS, ClusterRow, FaceName, Key, Status
from ghcr_tui.widgets.virtual_table import Cell, Column

_MARKS: dict[Status, tuple[str, str]] = {
    "error": ("✖", "error"),
    "warning": ("▲", "warning"),
    "info": ("·", "muted"),
    "good": ("✔", "good"),
}
_WIDTHS: dict[FaceName, tuple[Column, ...]] = {
    "secrets": (
        Column("", width=4),
        Column("", share=4),
        Column("", share=3),
        Column("", share=3),
        Column("", share=2, from_width=110),
        Column("", width=16, from_width=96),
        Column("", width=9),
        Column("", width=9, from_width=84),
        Column("", width=12),
        Column("", share=3, from_width=74),
    ),
    "credentials": (
        Column("", width=4),
        Column("", width=14),
        Column("", share=3),
        Column("", share=2, from_width=60),
        Column("", width=15, from_width=84),
        Column("", width=9),
        Column("", width=9),
        Column("", width=12),
        Column("", share=3, from_width=74),
    ),
    "pods": (
        Column("", width=4),
        Column("", share=3),
        Column("", share=2),
        Column("", share=4),
        Column("", share=3, from_width=70),
        Column("", share=2, from_width=96),
        Column("", width=9),
    ),
}


def columns_of(face: FaceName, sort: int, descends: bool) -> tuple[Column, ...]:
    """Return the columns of a face, the one that it is sorted by being marked."""
    arrow = "↓" if descends else "↑"
    return tuple(
        column._replace(title=f"{title}{arrow if number == sort else ''}")
        for number, (title, column) in enumerate(zip(COLUMNS[face], _WIDTHS[face], strict=True))
    )


def cells_of(row: ClusterRow, marked: Collection[Key]) -> Sequence[Cell]:
    """Return the cells of a row; `marked` are the keys of those that a person has marked."""
    _, *texts = row.cells(time.time())
    mark, style = _MARKS[row.status]
    first: Cell = (f"{'●' if row.key in marked else ' '} {mark}", style)
    return (first, *texts)
