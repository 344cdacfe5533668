"""What of the rows is shown, and in which order."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import islice
from typing import NamedTuple, TypeVar

from ghcr_tui.core.cluster.live_rows import ClusterRow, FaceName, Key, Order

_RUN = 2000
"""Rows that are sorted in one go: a longer sort would hold up whatever else the program does."""
Row = TypeVar("Row", bound=ClusterRow)


class View(NamedTuple):
    """What of the rows is shown: by column `sort`, backwards if `descends`, with all of `words`."""

    face: FaceName = "secrets"
    sort: int = 0
    descends: bool = False
    words: tuple[str, ...] = ()


def arranged(rows: Iterable[Row], view: View) -> Iterator[Row]:
    """Yield those of `rows` that have all of the view's words, in its order.

    It works in small steps, so that whoever takes them can let others work in between.
    """
    left: Iterable[Row] = rows
    if view.words:
        left = (row for row in rows if all(word in row.searched for word in view.words))
    waiting = iter(left)

    def order(row: Row) -> tuple[Order, Key]:
        return row.order(view.sort), row.key

    runs: list[list[Row]] = []
    while run := list(islice(waiting, _RUN)):
        run.sort(key=order, reverse=view.descends)
        runs.append(run)
    yield from merge(*runs, key=order, reverse=view.descends)
