"""The rows of a walk: timed, bounded by their deadline, and scrubbed of every secret."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from urllib.parse import quote_plus

from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.core.verification.answers import skew_note
from ghcr_tui.core.verification.failures import Trouble, explain_trouble
from ghcr_tui.core.verification.verification import Cause, Halt, Outcome, Step, StepName
from ghcr_tui.system.registry.http.answer import Exchange
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.settings import OnStep

_SHORTEST_SECRET = 4
_BULLETS = "••••••••"


class HaltedError(Problem):
    """The walk ends here; `halt` says with what answer and why."""

    status = 3

    def __init__(self, halt: Halt) -> None:
        super().__init__(halt.cause.code)
        self.halt = halt


class Scrubber:
    """Takes known secrets out of texts: a hostile server may send back what it was sent."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def learn(self, secret: str) -> None:
        """Hide `secret`, as it stands, in lower case (host names are) and percent-encoded."""
        if len(secret) >= _SHORTEST_SECRET:
            self._secrets |= {secret, secret.lower(), quote_plus(utf8(secret))}

    def clean(self, text: str) -> str:
        """Return `text` with bullets in place of every secret."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, _BULLETS)
        return text

    def clean_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return every text clean."""
        return tuple(self.clean(text) for text in texts)

    def clean_cause(self, cause: Cause) -> Cause:
        """Return a cause whose texts are clean, on one line, and not endless."""
        message, fix = (self.clean(inert(text, 500)) for text in (cause.message, cause.fix))
        return Cause(cause.code, message, fix)


class Row:
    """A step while it is being asked: the walk fills in what comes of it."""

    def __init__(self, request: str, host: str) -> None:
        self.request = request
        self.host = host
        self.status: int | None = None
        self.message = ""
        self.notes: list[str] = []
        self.outcome: Outcome = "good"
        self.cause: Cause | None = None

    def took(self, exchange: Exchange, notes: tuple[str, ...] | None = None) -> None:
        """Note the status of an answer and what happened on the way to it."""
        self.status = exchange.status
        self.notes += exchange.notes if notes is None else notes
        clock = skew_note(exchange.skew)
        if clock:
            self.notes.append(clock)


class Report:
    """Collects the steps of one walk and tells `on_step` of each as it happens."""

    def __init__(self, on_step: OnStep, timeout: float, scrubber: Scrubber) -> None:
        self.steps: list[Step] = []
        self._on_step = on_step
        self._timeout = timeout
        self._scrubber = scrubber

    @asynccontextmanager
    async def step(self, name: StepName, request: str, host: str) -> AsyncIterator[Row]:
        """Run the body as one step, within the deadline.

        Raises HaltedError where the step ends the walk.
        """
        row = Row(request, host)
        number = len(self.steps)
        self.steps.append(self._tell(number, name, row, "asking", None))
        started = time.perf_counter()
        halt: Halt | None = None
        try:
            async with asyncio.timeout(self._timeout):
                yield row
        except HaltedError as end:
            halt = end.halt
        except NoAnswerError as failure:
            halt = Halt("unknown", explain_trouble(failure.trouble))
        except TimeoutError:
            halt = Halt("unknown", explain_trouble(Trouble("timeout", host)))
        if halt is not None:
            row.outcome, row.cause = halt.answer, halt.cause
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        self.steps[number] = self._tell(number, name, row, row.outcome, elapsed)
        if halt is not None:
            raise HaltedError(halt)

    def _tell(
        self, number: int, name: StepName, row: Row, outcome: Outcome, elapsed: float | None
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
