"""The rows of a walk: timed, bounded by their deadline, and scrubbed of every secret."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.core.verification.answers import skew_note
from ghcr_tui.core.verification.failures import Failure, explain_failure
from ghcr_tui.core.verification.verification import Cause, Step, StepName, StepState, Stop
from ghcr_tui.system.registry.http.answer import Exchange
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.scrubber import Scrubber
from ghcr_tui.system.registry.settings import OnStep


class StoppedError(Problem):
    """The walk ends here; `stop` says with what answer and why."""

    status = 3

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.cause.code)
        self.stop = stop


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

    def took(self, exchange: Exchange, notes: tuple[str, ...] | None = None) -> None:
        """Note the status of an answer and what happened on the way to it."""
        self.status = exchange.status
        self.notes += exchange.notes if notes is None else notes
        clock = skew_note(exchange.skew)
        if clock:
            self.notes.append(clock)


class StepLog:
    """Collects the steps of one walk and tells `on_step` of each as it happens."""

    def __init__(self, on_step: OnStep, timeout: float, scrubber: Scrubber) -> None:
        self.steps: list[Step] = []
        self._on_step = on_step
        self._timeout = timeout
        self._scrubber = scrubber

    @asynccontextmanager
    async def step(self, name: StepName, request: str, host: str) -> AsyncIterator[OpenStep]:
        """Run the body as one step, within the deadline.

        Raises StoppedError where the step ends the walk.
        """
        row = OpenStep(request, host)
        number = len(self.steps)
        self.steps.append(self._tell(number, name, row, "asking", None))
        started = time.perf_counter()
        stop: Stop | None = None
        try:
            async with asyncio.timeout(self._timeout):
                yield row
        except StoppedError as end:
            stop = end.stop
        except NoAnswerError as failure:
            stop = Stop("unknown", explain_failure(failure.failure))
        except TimeoutError:
            stop = Stop("unknown", explain_failure(Failure("timeout", host)))
        if stop is not None:
            row.outcome, row.cause = stop.answer, stop.cause
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        self.steps[number] = self._tell(number, name, row, row.outcome, elapsed)
        if stop is not None:
            raise StoppedError(stop)

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
