"""How a pasted text is read: at once where it is short, else in a thread that yields.

`core` reads piece by piece, and the thread lets go after each piece (`screens/background`).
"""

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from textual.message import Message

from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.screens.background import CancelledError, Turns, no_collection
from ghcr_tui.screens.inspect.secret_list import ListedSecret, listed
from ghcr_tui.system.sealing.inspect_opened import inspect_opened

SHORT: Final = 8 * 1024
"""Characters that are read within a frame, whatever they are."""
_BATCH_SECONDS: Final = 0.08
"""Secrets are handed over this often: more often would paint more than eyes can see."""


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
    for event in inspect_opened(text, time.time()):
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
    with no_collection(), suppress(CancelledError):
        rows: list[ListedSecret] = []
        due = time.monotonic() + _BATCH_SECONDS
        turns.wait(is_cancelled)
        for event in inspect_opened(text, time.time()):
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
