"""The app's beginning and end as the system sees them: memory that stays, signals that end it."""

import asyncio
import gc
import signal
import sys
from functools import partial

from textual.app import App


def collect_garbage_again() -> None:
    """Turn the collector on, which the front door turns off while everything is loaded.

    What was loaded stays for good, so that no collection needs to look at it.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def end_on_signals(app: App[None]) -> None:
    """Let SIGTERM and SIGHUP end `app` as its own quit does, so that the terminal is restored.

    The exit status is the shell's for a signal: 128 and its number.
    """
    if app.is_headless or sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, partial(app.exit, return_code=128 + number))
