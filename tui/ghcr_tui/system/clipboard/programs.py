"""The programs that have a clipboard: where each is, how it takes text, how it gives it.

None of them is ever given text as an argument, which every user can read: KDE's qdbus wants it
there, and is not in the table for that reason.
"""

import sys
import time
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.processes import ProgramError, find_program, run_program
from ghcr_tui.system.token_sources import without_tokens

_READ_LIMIT = 64 * 1024 * 1024
_GET_IN_BASE64 = "[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes((Get-Clipboard -Raw)))"
"""Windows' console would give the text in a code page of its own."""


class ClipboardProgramError(Problem):
    """No program took or gave the text; the message is a clause."""

    status = 3


class NoClipboardProgram(ClipboardProgramError):
    """There is no program for a clipboard here."""


class ClipboardProgram(NamedTuple):
    """How a clipboard is reached: `take` reads text from standard input, `give` writes it.

    `is_here` says by the environment whether the clipboard exists, `variables` are what both need.
    """

    take: tuple[str, ...]
    give: tuple[str, ...]
    is_here: Callable[[Mapping[str, str]], bool]
    encoded: Callable[[str], bytes] = str.encode
    decoded: Callable[[bytes], str] = bytes.decode
    variables: tuple[tuple[str, str], ...] = ()


def _where(*names: str) -> Callable[[Mapping[str, str]], bool]:
    return lambda environ: any(environ.get(name) for name in names)


def _utf_16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _out_of_base64(data: bytes) -> str:
    return b64decode(data).decode()


PROGRAMS = (
    ClipboardProgram(
        # From WSL; first, because the X and Wayland servers there are not the person's desktop.
        ("clip.exe",),
        ("powershell.exe", "-NoProfile", "-Command", _GET_IN_BASE64),
        _where("WSL_DISTRO_NAME", "WSL_INTEROP"),
        _utf_16,
        _out_of_base64,
    ),
    ClipboardProgram(
        ("pbcopy",),
        ("pbpaste",),
        lambda environ: sys.platform == "darwin",
        variables=(("LC_CTYPE", "UTF-8"),),  # without it they use Mac OS Roman
    ),
    ClipboardProgram(
        ("wl-copy",), ("wl-paste", "--no-newline", "--type", "text"), _where("WAYLAND_DISPLAY")
    ),
    ClipboardProgram(
        ("xclip", "-selection", "clipboard"),
        ("xclip", "-selection", "clipboard", "-o"),
        _where("DISPLAY"),
    ),
    ClipboardProgram(
        ("xsel", "--clipboard", "--input"), ("xsel", "--clipboard", "--output"), _where("DISPLAY")
    ),
    ClipboardProgram(
        ("termux-clipboard-set",), ("termux-clipboard-get",), _where("TERMUX_VERSION")
    ),
)
"""In the order in which they are asked."""

_TMUX = ("tmux", "load-buffer", "-w", "-")
"""-w: on the terminal's clipboard too, where the terminal lets it (tmux(1), tmux 3.2)."""


def copy_by_program(text: str, environ: Mapping[str, str], timeout: float) -> str:
    """Give `text` to the first program that takes it, and return its name.

    `timeout` is in seconds, for each program; after one that took them all no other is asked.
    Raises `ClipboardProgramError`, with what the first of them said, and UnicodeError.
    """
    deadline = time.monotonic() + timeout
    refusal: ClipboardProgramError = NoClipboardProgram("there is no program for it")
    for program in _here(environ, lambda each: each.take):
        try:
            _run(program.take, program.encoded(text), timeout, 0, program.variables)
        except ClipboardProgramError as problem:
            is_first = isinstance(refusal, NoClipboardProgram)
            refusal = problem if is_first else refusal
            if time.monotonic() > deadline:
                break
        else:
            return program.take[0]
    raise refusal


def paste_by_program(environ: Mapping[str, str], timeout: float) -> str:
    """Return the text that the first program here gives, "" where it gives none.

    Only the first: another's clipboard might hold what was copied last week.
    Raises `ClipboardProgramError` and UnicodeError.
    """
    for program in _here(environ, lambda each: each.give):
        return program.decoded(_run(program.give, b"", timeout, _READ_LIMIT, program.variables))
    raise NoClipboardProgram("there is no program for it")


def copy_into_tmux(text: str, environ: Mapping[str, str], timeout: float) -> str:
    """Put `text` into a buffer of the tmux around us, and return its name.

    tmux passes it on to its terminal's clipboard where that is known to have one. Raises
    `ClipboardProgramError`, also where there is no tmux around, and UnicodeError.
    """
    if not environ.get("TMUX"):
        raise NoClipboardProgram("there is no tmux around")
    _run(_TMUX, text.encode(), timeout, 0)
    return _TMUX[0]


def _here(
    environ: Mapping[str, str], command: Callable[[ClipboardProgram], tuple[str, ...]]
) -> list[ClipboardProgram]:
    """Return the programs that are installed and whose clipboard there is."""
    return [each for each in PROGRAMS if each.is_here(environ) and find_program(command(each)[0])]


def _run(
    command: Sequence[str],
    data: bytes,
    timeout: float,
    limit: int,
    variables: Sequence[tuple[str, str]] = (),
) -> bytes:
    environment = {**without_tokens(), **dict(variables)}
    try:
        ended = run_program(
            command, data, timeout=timeout, output_limit=limit, environment=environment
        )
    except ProgramError as problem:
        raise ClipboardProgramError(str(problem)) from None
    if ended.status:
        empty = "it holds no text, or " if limit else ""
        raise ClipboardProgramError(f"{empty}{command[0]} failed with status {ended.status}")
    return ended.output
