"""How a thread works for a screen without holding it up: the two share one interpreter.

What keeps the screen alive is that the thread lets go after each small piece of work, and that no
garbage collection happens upon a million fresh objects that all stay.
"""

import asyncio
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Final

from ghcr_tui.core.text.problem import Problem

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


_collecting = Lock()
_working = 0


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking what is read, now and later.

    A full collection over 10,000 Secrets takes longer than a screen may stand still, and finds
    nothing: what is read has no cycles, and is freed by its reference counts.
    """
    global _working
    with _collecting:
        _working += 1
        gc.disable()
    try:
        yield
    finally:
        with _collecting:
            _working -= 1
            if not _working:
                gc.freeze()
                gc.enable()
