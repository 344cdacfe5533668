"""How far a run has come: what each event makes of each edit. The journal is a list of events.

An edit that was begun and of which nothing was heard is `in flight`: it may or may not have been
done, and only reading the object tells.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, TypeVar

from ghcr_tui.core.text.problem import Problem

State = Literal["planned", "in flight", "done", "failed", "going back", "taken back", "not back"]
Kind = Literal["begin", "done", "failed", "go back", "taken back", "not back", "end"]
Ending = Literal["done", "stopped", "interrupted", "taken back"]

_BECOMES: dict[Kind, State] = {
    "begin": "in flight",
    "done": "done",
    "failed": "failed",
    "go back": "going back",
    "taken back": "taken back",
    "not back": "not back",
}
_MAY_FOLLOW: dict[State, frozenset[State]] = {
    "planned": frozenset(("in flight",)),
    "in flight": frozenset(("done", "failed", "in flight", "going back")),
    "done": frozenset(("going back",)),
    "failed": frozenset(("in flight",)),
    "going back": frozenset(("taken back", "not back", "going back", "done")),
    "taken back": frozenset(("in flight",)),
    "not back": frozenset(("going back",)),
}


class OddEvent(Problem):
    """An event that cannot be: the journal was changed by somebody else."""


class Event(NamedTuple):
    """Something that happened to `edits`, by number; `uid` and `version` are of what was made.

    `why` is a sentence; an `end` says in `how` the run ended.
    """

    kind: Kind
    edits: tuple[int, ...] = ()
    uid: str = ""
    version: str = ""
    why: str = ""
    how: Ending | None = None


class Made(NamedTuple):
    """What the server said an object is after the edit."""

    uid: str
    version: str


class Progress:
    """The states of `count` edits."""

    def __init__(self, count: int, events: Iterable[Event] = ()) -> None:
        self.states: list[State] = ["planned"] * count
        self.made: dict[int, Made] = {}
        self.why: dict[int, str] = {}
        self.ending: Ending | None = None
        for event in events:
            self.take(event)

    def take(self, event: Event) -> None:
        """Take an event in. Raises OddEvent for one that cannot follow what was before."""
        if event.kind == "end":
            self.ending = event.how
            return
        self.ending = None
        becomes = _BECOMES[event.kind]
        for number in event.edits:
            if not 0 <= number < len(self.states):
                raise OddEvent(f"There is no edit {number}.")
            if becomes not in _MAY_FOLLOW[self.states[number]]:
                raise OddEvent(f"{becomes} cannot follow {self.states[number]}.")
            self.states[number] = becomes
            if event.kind == "done":
                self.made[number] = Made(event.uid, event.version)
            if event.why:
                self.why[number] = event.why

    def of(self, *states: State) -> list[int]:
        """Return the numbers of the edits in one of `states`, in their order."""
        return [number for number, state in enumerate(self.states) if state in states]

    @property
    def is_open(self) -> bool:
        """Whether there is something to go on with, or to take back after a run that ended early.

        A run that was done, or taken back whole, is over.
        """
        return self.ending not in ("done", "taken back")


_Item = TypeVar("_Item")


def waves(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """Yield `items` in groups of `size`, all in one where it is 0."""
    step = size or max(len(items), 1)
    for start in range(0, len(items), step):
        yield items[start : start + step]
