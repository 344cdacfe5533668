"""What a plan was found to be worth, and what a run of it came to."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ghcr_tui.core.change.plan import Plan
from ghcr_tui.core.change.progress import Ending, State
from ghcr_tui.core.text.inert import inert

LONGEST_TITLE = 320


class Verified(NamedTuple):
    """What a registry said of the new credential for an image that these Secrets pull.

    `answer` is `pulls`, `refused` or `unknown`; `image` is "" where it is about several.
    """

    image: str
    answer: str
    sentence: str


class Proofs(NamedTuple):
    """What the server said of each edit in a dry run ("": it would take it), and the registries."""

    server: Mapping[int, str]
    verified: tuple[Verified, ...] = ()

    def refusals(self, plan: Plan) -> list[str]:
        """Return a sentence for each change that the server would not take."""
        return [
            f"{titled(plan, number)}: {problem}"
            for number, problem in sorted(self.server.items())
            if problem
        ]

    def obstacles(self, plan: Plan) -> list[str]:
        """Return why the plan should not be carried out: what failed of server and registries."""
        return [*self.refusals(plan), *refused_images(self.verified)]


class Outcomes(NamedTuple):
    """The state of each edit, why where it is not done, and how the run ended.

    `new_failures` are sentences about pods that fail to pull since; `verified` is what the
    registries say once all is done.
    """

    states: tuple[State, ...]
    why: dict[int, str]
    ending: Ending
    new_failures: tuple[str, ...] = ()
    verified: tuple[Verified, ...] = ()

    @property
    def fails_since(self) -> tuple[str, ...]:
        """What fails since, as sentences: pods, and images that a registry refuses."""
        return (*self.new_failures, *refused_images(self.verified))

    def count(self, *states: State) -> int:
        """Return how many edits are in one of `states`."""
        return sum(state in states for state in self.states)


def refused_images(verified: Sequence[Verified]) -> list[str]:
    """Return a sentence for each image that a registry refuses."""
    return [f"{each.image}: {each.sentence}" for each in verified if each.answer == "refused"]


def would_take(count: int) -> str:
    """Return what a dry run of `count` changes has shown, all being well; without a full stop."""
    changes = "the change" if count == 1 else f"all {count:,} changes"
    return f"The server would take {changes} (dry run)"


def titled(plan: Plan, number: int) -> str:
    """Return how an edit's object is called; with its context where the plan has several."""
    place = plan.edits[number].place
    where = f"{place.context}: " if len(plan.servers) > 1 else ""
    return inert(f"{where}{place.title}", LONGEST_TITLE)
