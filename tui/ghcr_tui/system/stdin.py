"""Standard input when it is a pipe: its data for us, the keyboard for the app."""

import os
from collections.abc import Callable

from ghcr_tui.core.text.decoding import text_of
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.files import READ_LIMIT, size

_TERMINAL = "/dev/tty"
_CHUNK = 1024 * 1024
_GLANCE = 0.1
"""Seconds between two looks at whether reading was cancelled."""


class InputProblem(Problem):
    """Standard input that cannot be used as needed; the message is a plain sentence."""


def take_keyboard_back() -> int:
    """Make the terminal standard input, and return a descriptor of what was piped into it.

    For the app alone, before Textual starts: its driver reads keys from standard input. The
    descriptor is the caller's to read with `read_piped`, which closes it. Programs that we start
    do not inherit it. Raises `InputProblem` where there is no terminal, and changes nothing then.
    """
    try:
        keyboard = os.open(_TERMINAL, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        raise InputProblem(
            "There is no terminal to take keys from. `ghcr-tui decode` reads a pipe without one."
        ) from None
    try:
        piped = os.dup(0)  # not inheritable, as PEP 446 has it
        os.dup2(keyboard, 0)  # inheritable, as a standard input is
    finally:
        os.close(keyboard)
    return piped


def read_piped(
    descriptor: int,
    cancelled: Callable[[], bool] = lambda: False,
    limit: int = READ_LIMIT,
) -> str:
    """Return all text that comes through `descriptor`, and close it.

    `cancelled` is asked several times a second, because a pipe may stay silent for as long as
    its other end likes; once it says so, what has come so far is returned. At most `limit`
    bytes. Raises `InputProblem`.
    """
    import select

    data = bytearray()
    try:
        while not cancelled():
            if not select.select([descriptor], [], [], _GLANCE)[0]:
                continue
            chunk = os.read(descriptor, _CHUNK)
            if not chunk:
                break
            data += chunk
            if len(data) > limit:
                raise InputProblem(f"Standard input holds more than {size(limit)}.")
    except OSError:
        raise InputProblem("Standard input cannot be read.") from None
    finally:
        os.close(descriptor)
    return text_of(bytes(data))
