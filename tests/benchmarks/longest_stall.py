"""The longest stall of the app's event loop while it loads a list of Secrets."""

import asyncio
import time
from pathlib import Path

from ghcr_tui.app import GhcrTui


def longest_stall(listing: Path) -> float:
    """Return in milliseconds the longest time for which the loop did nothing else."""
    return asyncio.run(_watched(listing)) * 1000


async def _watched(listing: Path) -> float:
    raise NotImplementedError(listing, GhcrTui, time)
