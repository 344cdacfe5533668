"""The clipboard of a system that needs no program for it, by pyperclip's public parts.

pyperclip is asked on Windows, and on macOS where `pbcopy` is missing: elsewhere it would start
programs without any bound, and one of them with the text as its argument.
"""

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from ghcr_tui.core.text.problem import Problem

_SYSTEMS = ("win32", "darwin")
_Answer = TypeVar("_Answer")


class NativeClipboardError(Problem):
    """The system's clipboard gave no answer; the message is a plain sentence."""

    status = 3


def has_native_clipboard() -> bool:
    """Return whether this system has a clipboard that needs no program."""
    return sys.platform in _SYSTEMS


def copy_natively(text: str, timeout: float) -> None:
    """Put `text` on the system's clipboard. Raises `NativeClipboardError`."""
    import pyperclip

    _asked(lambda: pyperclip.copy(text), timeout)


def paste_natively(timeout: float) -> str:
    """Return the text on the system's clipboard. Raises `NativeClipboardError`."""
    import pyperclip

    return _asked(pyperclip.paste, timeout)


def _asked(question: Callable[[], _Answer], timeout: float) -> _Answer:
    """Return the answer of `question`, asked in a thread that nothing waits for without end.

    The thread is a daemon, so that a system that hangs does not keep the process alive.
    """
    answers: list[_Answer] = []
    failed = threading.Event()

    def ask() -> None:
        try:
            answers.append(question())
        except Exception:  # the last resort, as its message may hold the text
            failed.set()

    thread = threading.Thread(target=ask, name="clipboard", daemon=True)
    thread.start()
    thread.join(timeout)
    if answers:
        return answers[0]
    if failed.is_set():
        raise NativeClipboardError("The system's clipboard cannot be used.")
    raise NativeClipboardError(f"The clipboard did not answer within {timeout:g} seconds.")
