"""How a pasted text is read: at once where it is short, else in a thread that yields.

The thread and the screen share one interpreter. What keeps the screen alive is that `core` reads
piece by piece, that the thread lets go after each piece, and that no garbage collection happens
upon a million fresh objects that all stay.
"""

import asyncio
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock
from typing import Final

from textual.message import Message

from ghcr_tui.core.inspection.front_door import inspect
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.screens.inspect.secret_list import ListedSecret, listed

SHORT: Final = 8 * 1024
"""Characters that are read within a frame, whatever they are."""
_BATCH_SECONDS: Final = 0.08
"""Secrets are handed over this often: more often would paint more than eyes can see."""
_SLICE_SECONDS: Final = 0.004
_PATIENCE_SECONDS: Final = 0.5


class CancelledError(Problem):
    """Nobody waits any more for what is being read."""


class Turns:
    """Lets a thread work in short slices, and only while the event loop has nothing to do.

    Two threads that both have work get the interpreter in turns of 5 ms, so that a paint would
    take twice as long. Made on the loop's thread; `wait` is for the other.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._until = 0.0

    def wait(self, is_cancelled: Callable[[], bool]) -> None:
        """At the end of a slice, wait until the loop comes round. Raises `CancelledError`."""
        if time.monotonic() < self._until:
            return
        turn = Event()
        try:
            self._loop.call_soon_threadsafe(turn.set)
        except RuntimeError:  # the loop is closed: the app has ended
            raise CancelledError("The app has ended.") from None
        turn.wait(_PATIENCE_SECONDS)
        if is_cancelled():
            raise CancelledError("Something else is being read by now.")
        self._until = time.monotonic() + _SLICE_SECONDS


class Found(Message):
    """Secrets that were read since the last such message, and the share of the text read."""

    def __init__(self, number: int, rows: list[ListedSecret], share: float) -> None:
        super().__init__()
        self.number = number
        self.rows = rows
        self.share = share


class Finished(Message):
    """A text has been read to its end; `number` is the reading's."""

    def __init__(self, number: int, inspection: Inspection) -> None:
        super().__init__()
        self.number = number
        self.inspection = inspection


def read_at_once(text: str) -> tuple[list[ListedSecret], Inspection]:
    """Return what is in `text`, and what it is."""
    rows: list[ListedSecret] = []
    for event in inspect(text, time.time()):
        if isinstance(event, Inspection):
            return rows, event
        rows.append(listed(event.secret))
    raise AssertionError("the last event says what the text is")


def read_in_thread(
    number: int,
    text: str,
    post: Callable[[Message], object],
    turns: Turns,
    is_cancelled: Callable[[], bool],
) -> None:
    """Read `text`, posting what is found as it is found; stop soon after `is_cancelled`."""
    with _no_collection(), suppress(CancelledError):
        rows: list[ListedSecret] = []
        due = time.monotonic() + _BATCH_SECONDS
        turns.wait(is_cancelled)
        for event in inspect(text, time.time()):
            if isinstance(event, Inspection):
                post(Found(number, rows, 1.0))
                post(Finished(number, event))
                return
            rows.append(listed(event.secret))
            if time.monotonic() >= due:
                post(Found(number, rows, event.share))
                rows, due = [], time.monotonic() + _BATCH_SECONDS
            turns.wait(is_cancelled)


def let_go(rows: list[ListedSecret]) -> None:
    """Free rows in small portions: freeing a hundred thousand at once would stop the screen."""
    while rows:
        del rows[-200:]
        time.sleep(0)
    gc.unfreeze()


_collecting = Lock()
_readings = 0


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking what is read, now and later.

    A full collection over 10,000 Secrets takes longer than a screen may stand still, and finds
    nothing: what is read has no cycles, and is freed by its reference counts.
    """
    global _readings
    with _collecting:
        _readings += 1
        gc.disable()
    try:
        yield
    finally:
        with _collecting:
            _readings -= 1
            if not _readings:
                gc.freeze()
                gc.enable()
