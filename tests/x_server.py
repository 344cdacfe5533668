"""A real X server without a screen, for tests of a real clipboard."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def x_server() -> Iterator[str]:
    """Run Xvfb and give the DISPLAY that it chose."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "64x64x8", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            assert server.stdout is not None
            yield f":{int(server.stdout.readline())}"
        finally:
            server.terminate()
