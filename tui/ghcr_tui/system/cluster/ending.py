"""Ending a kubectl that was started, with its credential plugins."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_PATIENCE = 2.0


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """End `process` and all it started (it leads a session of its own), and close its pipes."""
    from contextlib import suppress
    from signal import SIGKILL
    from subprocess import TimeoutExpired

    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, SIGKILL)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    with suppress(TimeoutExpired):
        process.wait(_PATIENCE)
