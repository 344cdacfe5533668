"""Other programs, run so that none of them can hang, flood, or write on the screen."""

import os
import time
from collections.abc import Mapping, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem

if TYPE_CHECKING:
    import subprocess

_GLANCE = 0.02
"""Seconds between two looks at whether a program has ended while a child holds its output."""


class Ended(NamedTuple):
    """A program that ended by itself: its exit status (negative: a signal) and its output."""

    status: int
    output: bytes

    def __repr__(self) -> str:
        """Leave the output out: a credential helper's is a token."""
        return f"Ended({self.status}, {len(self.output)} bytes)"


class ProgramError(Problem):
    """A program that gave no answer; the message is a clause that begins with its name."""

    status = 3


def find_program(name: str) -> str | None:
    """Return the absolute path of a program on PATH, None where there is none.

    Parts of PATH that mean the current folder are passed over: a program that is where the
    person happens to be is not one that they chose.
    """
    import shutil

    parts = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return shutil.which(name, path=os.pathsep.join(part for part in parts if part.startswith("/")))


def run_program(
    arguments: Sequence[str],
    data: bytes = b"",
    *,
    timeout: float,
    output_limit: int = 0,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run `arguments` with `data` as standard input, and return its status and output.

    At most `timeout` seconds, then it is killed with all its children; at most `output_limit`
    bytes of output, none being read where that is 0. A child that it leaves behind, as xclip
    does, is neither waited for nor ended. Its standard error goes nowhere. It gets a session of
    its own, so that it can neither ask on our terminal nor go down with it.
    Raises `ProgramError`.
    """
    from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

    name = inert(arguments[0], 60)
    program = find_program(arguments[0])
    if program is None:
        raise ProgramError(f"{name} is not installed")
    try:
        process = Popen(  # noqa: S603 - the callers' arguments are constants or checked names
            [program, *arguments[1:]],
            bufsize=0,
            stdin=PIPE if data else DEVNULL,
            stdout=PIPE if output_limit else DEVNULL,
            stderr=DEVNULL,
            env=environment,
            start_new_session=True,
        )
    except OSError as problem:
        reason = inert(problem.strerror or "", 60)
        raise ProgramError(f"{name} cannot be started ({reason})") from None
    try:
        output = _exchange(process, data, time.monotonic() + timeout, output_limit)
    except TimeoutExpired:
        raise ProgramError(f"{name} did not answer within {timeout:g} seconds") from None
    finally:
        _put_away(process)
    if len(output) > output_limit:
        raise ProgramError(f"{name} answered with more than {output_limit} bytes")
    return Ended(process.returncode, output)


def _exchange(
    process: "subprocess.Popen[bytes]", data: bytes, deadline: float, limit: int
) -> bytes:
    """Write `data`, read until the program has ended or said too much, and return what it said.

    Not until the end of its output: a child that it left behind may hold that open for days.
    """
    import selectors

    output = bytearray()
    rest = memoryview(data)
    with selectors.DefaultSelector() as selector:
        if process.stdin:
            os.set_blocking(process.stdin.fileno(), False)
            selector.register(process.stdin, selectors.EVENT_WRITE)
        if process.stdout:
            os.set_blocking(process.stdout.fileno(), False)
            selector.register(process.stdout, selectors.EVENT_READ)
        while selector.get_map():
            ended = process.poll() is not None
            ready = selector.select(0 if ended else min(_GLANCE, _left(process, deadline)))
            for key, _ in ready:
                if process.stdin and key.fileobj is process.stdin:
                    rest = _write_some(process.stdin, rest)
                    if not rest:
                        selector.unregister(process.stdin)
                        process.stdin.close()
                elif chunk := os.read(key.fd, 65536):
                    output += chunk
                else:
                    selector.unregister(key.fileobj)
            if len(output) > limit or (ended and not ready):
                break
    if len(output) <= limit:
        process.wait(_left(process, deadline))
    return bytes(output)


def _write_some(pipe: IO[bytes], rest: memoryview) -> memoryview:
    """Return what is left of `rest` after the pipe took as much as it could."""
    try:
        return rest[os.write(pipe.fileno(), rest) :]
    except BrokenPipeError:  # it has read what it wanted; its status will tell
        return rest[:0]


def _left(process: "subprocess.Popen[bytes]", deadline: float) -> float:
    from subprocess import TimeoutExpired

    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutExpired("", 0)
    return left


def _put_away(process: "subprocess.Popen[bytes]") -> None:
    """Close the pipes; end a program that still runs, with everything that it started."""
    from contextlib import suppress
    from signal import SIGKILL
    from subprocess import TimeoutExpired

    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    if process.poll() is None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, SIGKILL)
        with suppress(TimeoutExpired):  # in the kernel's hands, as on a dead network disk
            process.wait(1)
