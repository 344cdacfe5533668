"""What a run tells the screen, and what the screen answers: the run goes on in a thread."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event as Stop
from typing import Literal

from textual.message import Message

from ghcr_tui.core.change.outcome import Outcomes, Proofs
from ghcr_tui.core.change.plan import Plan
from ghcr_tui.core.change.progress import Progress, State
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.change.errands import Errand
from ghcr_tui.system.change.run import Manner, carried_out, prove

Answer = Literal["do", "leave"]


class Planned(Message):
    """The plan is made; nothing has been tried."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


class Proved(Message):
    """The server and the registries have been asked."""

    def __init__(self, proofs: Proofs) -> None:
        super().__init__()
        self.proofs = proofs


class Stepped(Message):
    """A run has come further."""

    def __init__(self, states: tuple[State, ...], why: dict[int, str]) -> None:
        super().__init__()
        self.states = states
        self.why = why


class Ended(Message):
    """A run is over."""

    def __init__(self, outcomes: Outcomes) -> None:
        super().__init__()
        self.outcomes = outcomes


class Failed(Message):
    """It could not be planned, or not be begun."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class Conductor:
    """Leads one errand through its steps, in a thread; `tell` gets a message at each."""

    def __init__(self, errand: Errand, manner: Manner, tell: Callable[[Message], object]) -> None:
        self._errand = errand
        self._manner = manner
        self._tell = tell
        self._answers: SimpleQueue[Answer] = SimpleQueue()
        self.stop = Stop()

    def answer(self, answer: Answer) -> None:
        """Say whether the plan that was proved is to be carried out."""
        self._answers.put(answer)

    def end(self) -> None:
        """End after what is in flight; nothing more is begun."""
        self.stop.set()
        self._answers.put("leave")

    def lead(self) -> None:
        """Plan, prove, wait for the answer, act. Raises nothing: problems are told."""
        try:
            with self._errand.open() as run:
                self._tell(Planned(run.plan))
                self._tell(Proved(prove(run, self.stop)))
                if self._answers.get() == "do" and not self.stop.is_set():
                    self._tell(Ended(carried_out(run, self._manner, self.stop, self._stepped)))
        except Problem as problem:
            self._tell(Failed(str(problem)))

    def _stepped(self, progress: Progress) -> None:
        self._tell(Stepped(tuple(progress.states), dict(progress.why)))
