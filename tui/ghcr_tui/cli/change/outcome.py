"""What a run came to, for its report."""

from typing import NamedTuple

from ghcr_tui.core.change.progress import Ending, State


class Outcomes(NamedTuple):
    """The state of each edit, why where it is not done, and how the run ended.

    `new_failures` are sentences about pods that fail to pull since.
    """

    states: tuple[State, ...]
    why: dict[int, str]
    ending: Ending
    new_failures: tuple[str, ...] = ()

    def count(self, *states: State) -> int:
        """Return how many edits are in one of `states`."""
        return sum(state in states for state in self.states)
