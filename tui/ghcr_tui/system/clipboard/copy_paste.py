"""The clipboard of the machine that the person sits at, by pyperclip and within bounded time."""

import os
import sys
import threading
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.clipboard import osc52 as terminal
from ghcr_tui.system.clipboard.pyperclip_bounded import (
    ClipboardProgramError,
    ClipboardPrograms,
    pyperclip_with,
)

TIMEOUT = 3.0
"""Seconds: Windows' PowerShell, asked from WSL, takes two of them to start."""

_GRACE = 0.5
_Answer = TypeVar("_Answer")
_one_at_a_time = threading.Lock()


class ClipboardProblem(Problem):
    """A clipboard that did not take or give the text; the message is a plain sentence."""

    status = 3


class Copied(NamedTuple):
    """A clipboard took the text; `program` is the one that did, "" for the system's own."""

    program: str


def copy(text: str, timeout: float = TIMEOUT) -> Copied:
    """Put `text` on the clipboard, and return only when that has worked.

    Waits at most `timeout` seconds and a little. Where it raises `ClipboardProblem`, `osc52` is
    what is left to try.
    """
    if not text:
        raise ClipboardProblem("There is nothing to copy.")
    _refuse_remote("copied to", os.environ)
    programs = ClipboardPrograms(timeout, secret=text)
    _ask(lambda: pyperclip_with(programs).copy(text), timeout)
    return Copied(programs.last)


def paste(timeout: float = TIMEOUT) -> str:
    """Return the text on the clipboard, which is never empty. Raises `ClipboardProblem`."""
    _refuse_remote("pasted from", os.environ)
    programs = ClipboardPrograms(timeout)
    text = _ask(lambda: pyperclip_with(programs).paste(), timeout)
    if not text:
        raise ClipboardProblem("The clipboard holds no text.")
    return text


def osc52(text: str) -> str | None:
    """Return `core.osc52.osc52` of `text` for the terminal that we run in."""
    return terminal.osc52(text, os.environ)


def is_remote(environ: Mapping[str, str]) -> bool:
    """Return whether the clipboard that programs here reach belongs to a machine far away.

    In an SSH session it does, and only the terminal (OSC 52) reaches the person's own, except
    through a forwarded X display, which has a host before its colon (sshd_config(5),
    X11Forwarding).
    """
    if not any(environ.get(name) for name in ("SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT")):
        return False
    forwarded = not environ.get("DISPLAY", ":").startswith((":", "unix:", "/"))
    return sys.platform == "darwin" or bool(environ.get("WAYLAND_DISPLAY")) or not forwarded


def _refuse_remote(verb: str, environ: Mapping[str, str]) -> None:
    if is_remote(environ):
        raise ClipboardProblem(
            f"This is an SSH session: what is {verb} its clipboard is not on your machine."
        )


def _ask(question: Callable[[], _Answer], timeout: float) -> _Answer:
    """Return the answer of `question`, asked in a thread that nothing ever waits for.

    pyperclip's programs are bounded by themselves; what it does without one (Windows, AppKit) is
    not. The thread is a daemon, so that one that hangs does not keep the process alive.
    """
    answers: list[_Answer] = []
    problems: list[str] = []

    def ask() -> None:
        try:
            answers.append(question())
        except ClipboardProgramError as refusal:
            problems.append(f"The clipboard cannot be used: {refusal}.")
        except UnicodeError:  # its text would stand in the traceback
            problems.append("The clipboard takes and gives Unicode text only.")
        except (RuntimeError, OSError, ImportError, ValueError):
            problems.append("No clipboard is to be found here.")

    if not _one_at_a_time.acquire(timeout=timeout):
        raise ClipboardProblem("The clipboard is still busy with the last request.")
    try:
        thread = threading.Thread(target=ask, name="clipboard", daemon=True)
        thread.start()
        thread.join(timeout + _GRACE)
    finally:
        _one_at_a_time.release()
    if answers:
        return answers[0]
    silence = f"The clipboard did not answer within {timeout:g} seconds."
    raise ClipboardProblem(problems[0] if problems else silence)
