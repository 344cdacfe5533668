"""The steps of a walk as they happen: timed, and scrubbed of every secret."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.failures import explain_failure
from ghcr_tui.core.verification.refusals import skew_note
from ghcr_tui.core.verification.verification import Cause, Step, StepName, StepState
from ghcr_tui.system.registry.http.answer import Exchange
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.scrubber import Scrubber
from ghcr_tui.system.registry.settings import OnStep


class OpenStep:
    """A step while it is being asked: the walk fills in what comes of it."""

    def __init__(self, request: str, host: str) -> None:
        self.request = request
        self.host = host
        self.status: int | None = None
        self.message = ""
        self.notes: list[str] = []
        self.outcome: StepState = "good"
        self.cause: Cause | None = None

    def took(self, exchange: Exchange) -> None:
        """Note the status of an answer and what happened on the way to it."""
        self.status = exchange.status
        self.notes += exchange.notes
        clock = skew_note(exchange.skew)
        if clock:
            self.notes.append(clock)


class StepLog:
    """Collects the steps of one walk and tells `on_step` of each as it happens."""

    def __init__(self, on_step: OnStep, scrubber: Scrubber) -> None:
        self.steps: list[Step] = []
        self._on_step = on_step
        self._scrubber = scrubber

    @contextmanager
    def step(self, name: StepName, request: str, host: str) -> Iterator[OpenStep]:
        """Run the body as one step. Raises NoAnswerError as the body does, told in the step."""
        row = OpenStep(request, host)
        number = len(self.steps)
        self.steps.append(self._tell(number, name, row, "asking", None))
        started = time.perf_counter()
        try:
            yield row
        except NoAnswerError as error:
            row.outcome, row.cause = "unknown", explain_failure(error.failure)
            raise
        finally:
            elapsed = round((time.perf_counter() - started) * 1000, 1)
            self.steps[number] = self._tell(number, name, row, row.outcome, elapsed)

    def _tell(
        self, number: int, name: StepName, row: OpenStep, outcome: StepState, elapsed: float | None
    ) -> Step:
        cause = row.cause and self._scrubber.clean_cause(row.cause)
        clean = self._scrubber.clean
        step = Step(
            number=number,
            name=name,
            request=clean(inert(row.request, 300)),
            host=clean(inert(row.host, 120)),
            outcome=outcome,
            status=row.status,
            milliseconds=elapsed,
            message=clean(inert(row.message or (cause.message if cause else ""), 500)),
            notes=self._scrubber.clean_all(inert(note, 300) for note in dict.fromkeys(row.notes)),
            cause=cause,
        )
        self._on_step(step)
        return step
