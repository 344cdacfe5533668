"""The programs that pyperclip starts (xclip, xsel, wl-copy, pbcopy, clip.exe), kept in bounds.

By itself pyperclip waits for them without end, lets them write on the screen, does not look at
their exit status, and hands text to KDE's Klipper as an argument, for every user to read.
"""

from collections.abc import Sequence
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Protocol, cast

from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.processes import ProgramError, run_program
from ghcr_tui.system.token_sources import without_tokens

if TYPE_CHECKING:
    from collections.abc import Callable

_READ_LIMIT = 64 * 1024 * 1024
_READERS = frozenset(("-o", "pbpaste", "wl-paste", "powershell.exe", "getClipboardContents"))


class ClipboardProgramError(Problem):
    """A clipboard program that failed or was not to be started; the message is a clause."""

    status = 3


class Pyperclip(Protocol):
    """What we use of pyperclip."""

    copy: "Callable[[str], None]"
    paste: "Callable[[], str]"


class ClipboardPrograms:
    """Runs the programs of one request; `last` is the name of the last one that did its work.

    `timeout` is in seconds for each program; `secret` is text that no argument may hold.
    """

    def __init__(self, timeout: float, secret: str = "") -> None:
        self.timeout = timeout
        self.last = ""
        self._secret = utf8(secret)

    def run(self, arguments: Sequence[str | bytes], data: bytes) -> bytes:
        """Return the output of a program that ended well. Raises `ClipboardProgramError`."""
        raw = [part if isinstance(part, bytes) else utf8(part) for part in arguments]
        if self._secret and any(self._secret in part for part in raw):
            raise ClipboardProgramError("its program wants the text where every user can read it")
        command = [part.decode("utf-8", "surrogateescape") for part in raw]
        reads = not _READERS.isdisjoint(command)
        try:
            ended = run_program(
                command,
                data,
                timeout=self.timeout,
                output_limit=_READ_LIMIT if reads else 0,
                environment=without_tokens(),
            )
        except ProgramError as problem:
            raise ClipboardProgramError(str(problem)) from None
        if ended.status:
            empty = "it holds no text, or " if reads else ""
            raise ClipboardProgramError(f"{empty}{command[0]} failed with status {ended.status}")
        self.last = command[0]
        return ended.output


class _Program:
    """What pyperclip sees of a program: a `Popen` that is only ever communicated with."""

    def __init__(self, programs: ClipboardPrograms, arguments: Sequence[str | bytes]) -> None:
        self._programs = programs
        self._arguments = arguments

    def communicate(self, input: bytes | None = None) -> tuple[bytes, bytes]:
        return self._programs.run(self._arguments, input or b""), b""


def pyperclip_with(programs: ClipboardPrograms) -> Pyperclip:
    """Return pyperclip, made to start its programs through `programs`.

    It finds its mechanism once and keeps it; where it had found none, it looks again.
    """
    import pyperclip

    def start(arguments: Sequence[str | bytes], **_streams: object) -> _Program:
        return _Program(programs, arguments)

    def check_call(arguments: Sequence[str | bytes], **_streams: object) -> int:
        programs.run(arguments, b"")
        return 0

    module: ModuleType = pyperclip
    names = vars(module)
    names["subprocess"] = SimpleNamespace(Popen=start, check_call=check_call, PIPE=None)
    # Qt ends the whole process where it cannot reach its display.
    names["init_qt_clipboard"] = names["init_no_clipboard"]
    if not names["copy"]:
        names["copy"], names["paste"] = names["determine_clipboard"]()
    return cast("Pyperclip", module)
