"""What a live table shows at one moment: rows, how many there are, and how live they are."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ghcr_tui.core.cluster.live_rows import ClusterRow
from ghcr_tui.core.cluster.live_table import Counts
from ghcr_tui.core.cluster.view import View

Phase = Literal["connecting", "reading", "live", "stopped", "lost"]


class State(NamedTuple):
    """How far it is: `sentence` says so in words, `notes` what was not read, a sentence each."""

    phase: Phase = "connecting"
    sentence: str = ""
    notes: tuple[str, ...] = ()


class Snapshot(NamedTuple):
    """The rows of `view` as they are now. `namespaces` are those in which something was found."""

    view: View
    rows: Sequence[ClusterRow]
    counts: Counts
    state: State
    namespaces: tuple[str, ...] = ()
