"""The longest stall of the app's event loop while it loads a list of Secrets."""

import asyncio
import time
from pathlib import Path

from ghcr_tui.app import GhcrTui
from ghcr_tui.screens.inspect.screen import InspectScreen

_TICK = 0.001
_PATIENCE = 120.0


def longest_stall(listing: Path) -> float:
    """Return in milliseconds the longest time for which the loop could do nothing else.

    From the first screen until every Secret of `listing` is listed, judged and painted.
    """
    return asyncio.run(_watched(listing.read_text())) * 1000


async def _watched(text: str) -> float:
    app = GhcrTui()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+o")
        await pilot.pause(0.5)
        screen = app.screen
        assert isinstance(screen, InspectScreen)
        screen.inspect(text)
        return await _longest_gap(screen)


async def _longest_gap(screen: InspectScreen) -> float:
    longest, begun = 0.0, time.perf_counter()
    is_begun = False
    while not is_begun or screen.source.is_reading:
        before = time.perf_counter()
        await asyncio.sleep(_TICK)
        now = time.perf_counter()
        longest = max(longest, now - before - _TICK)
        is_begun = is_begun or screen.source.is_reading
        if now - begun > _PATIENCE:
            raise TimeoutError("the list was never read to its end")
    await asyncio.sleep(0.5)
    return longest
