"""The clipboard of the machine that the person sits at, within bounded time."""

import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.clipboard import osc52 as terminal
from ghcr_tui.system.clipboard.native import (
    NativeClipboardError,
    copy_natively,
    has_native_clipboard,
    paste_natively,
)
from ghcr_tui.system.clipboard.programs import (
    ClipboardProgramError,
    NoClipboardProgram,
    copy_by_program,
    copy_into_tmux,
    paste_by_program,
)

TIMEOUT = 3.0
"""Seconds: Windows' PowerShell, asked from WSL, takes two of them to start."""

_Answer = TypeVar("_Answer")
_one_at_a_time = threading.Lock()


class ClipboardProblem(Problem):
    """A clipboard that did not take or give the text; the message is a plain sentence."""

    status = 3


class Copied(NamedTuple):
    """A clipboard took the text; `program` is the one that did, "" for the system's own.

    `tmux` has it in a buffer of its own, and has passed it on to its terminal if that takes it.
    """

    program: str


def copy(text: str, timeout: float = TIMEOUT) -> Copied:
    """Put `text` on the clipboard, and return only when that has worked.

    Each program that is asked has `timeout` seconds. A tmux around us is asked after them: unlike
    its terminal it answers. Where it raises `ClipboardProblem`, `osc52` is what is left to try.
    """
    if not text:
        raise ClipboardProblem("There is nothing to copy.")
    with _alone(timeout):
        try:
            _refuse_remote("copied to", os.environ)
            return _answer_of(lambda: _copied_here(text, timeout))
        except ClipboardProblem as problem:
            refusal = problem
        if into_tmux := _copied_into_tmux(text, timeout):
            return into_tmux
        raise refusal


def paste(timeout: float = TIMEOUT) -> str:
    """Return the text on the clipboard, which is never empty. Raises `ClipboardProblem`."""
    _refuse_remote("pasted from", os.environ)
    with _alone(timeout):
        text = _answer_of(lambda: _pasted_here(timeout))
    if not text:
        raise ClipboardProblem("The clipboard holds no text.")
    return text


def osc52(text: str) -> str | None:
    """Return the sequence (`system.clipboard.osc52`) of `text` for the terminal that we run in."""
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


def _copied_here(text: str, timeout: float) -> Copied:
    """Copy by a program, or by the system itself where there is none."""
    try:
        return Copied(copy_by_program(text, os.environ, timeout))
    except NoClipboardProgram:
        _refuse_without_native()
        copy_natively(text, timeout)
        return Copied("")


def _pasted_here(timeout: float) -> str:
    try:
        return paste_by_program(os.environ, timeout)
    except NoClipboardProgram:
        _refuse_without_native()
        return paste_natively(timeout)


def _copied_into_tmux(text: str, timeout: float) -> Copied | None:
    try:
        return Copied(copy_into_tmux(text, os.environ, timeout))
    except (ClipboardProgramError, UnicodeError):
        return None


def _refuse_remote(verb: str, environ: Mapping[str, str]) -> None:
    if is_remote(environ):
        raise ClipboardProblem(
            f"This is an SSH session: what is {verb} its clipboard is not on your machine."
        )


def _refuse_without_native() -> None:
    if not has_native_clipboard():
        raise ClipboardProblem("No clipboard is to be found here.")


def _answer_of(question: Callable[[], _Answer]) -> _Answer:
    """Return the answer of a clipboard. Raises `ClipboardProblem`, which drags no text along."""
    try:
        return question()
    except ClipboardProgramError as refusal:
        sentence = f"The clipboard cannot be used: {refusal}."
    except NativeClipboardError as refusal:
        sentence = str(refusal)
    except UnicodeError:  # its text would be in the traceback
        sentence = "The clipboard takes and gives Unicode text only."
    raise ClipboardProblem(sentence)


@contextmanager
def _alone(timeout: float) -> Iterator[None]:
    """Let one request at a time to the clipboard; one that waits too long is told so."""
    if not _one_at_a_time.acquire(timeout=timeout):
        raise ClipboardProblem("The clipboard is still busy with the last request.")
    try:
        yield
    finally:
        _one_at_a_time.release()
