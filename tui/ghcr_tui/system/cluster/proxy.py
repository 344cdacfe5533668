"""`kubectl proxy` on a socket in a private folder: it authenticates, we ask; it ends with us.

A shell is its parent and waits for the end of its standard input, a pipe whose other end only
this process holds. However this process ends, kill -9 included, the shell then ends the proxy
and removes the folder.
"""

import os
import time
from typing import TYPE_CHECKING

from ghcr_tui.core.cluster.server_answer import ServerAnswer, answer_on_the_way
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.ending import end_group
from ghcr_tui.system.cluster.kubectl import Kubectl

if TYPE_CHECKING:
    import subprocess

_SUPERVISOR = """
folder=$1; shift
"$@" </dev/null &
child=$!
exec >/dev/null 2>&1
trap '' HUP INT TERM
read -r end
kill -9 "$child"
rm -rf -- "$folder"
kill -9 0
"""
"""`kill 0` is the group: the shell, kubectl, and the plugins that it may be waiting for."""
_LONGEST_PATH = 100
"""Bytes of a socket's path: 104 are the limit on macOS, 108 on Linux."""
_MOST_SAID = 8192
_READY = b"Starting to serve on"
_STARTING = 20.0


class Proxy:
    """A proxy that starts when it is made; `socket` is the path to talk to once it is ready.

    Raises ClusterProblem when made.
    """

    def __init__(self, kubectl: Kubectl, context: str) -> None:
        self._folder = _private_folder()
        self.socket = os.path.join(self._folder, "s")
        self._process: subprocess.Popen[bytes] | None = None
        try:
            command = kubectl.arguments(context, "proxy", f"--unix-socket={self.socket}")
            shell = ["/bin/sh", "-c", _SUPERVISOR, "sh", self._folder, *command]
            self._process, self._words = _start(shell)
        except BaseException:
            self.close()
            raise

    def wait_until_ready(self) -> None:
        """Return when it serves. Raises ClusterProblem, the proxy being closed then."""
        try:
            self._wait_until_ready(self._words)
            _pass_over(os.dup(self._words))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the proxy and remove its folder; more than once does no harm."""
        from contextlib import suppress

        if self._process is not None:
            end_group(self._process)
            self._process = None
        with suppress(OSError):  # it never listened, or its shell was quicker
            os.unlink(self.socket)
        with suppress(OSError):
            os.rmdir(self._folder)

    def _wait_until_ready(self, words: int) -> None:
        """Read until the proxy serves; its standard error is on the same pipe."""
        import selectors

        said = bytearray()
        deadline = time.monotonic() + _STARTING
        with selectors.DefaultSelector() as selector:
            selector.register(words, selectors.EVENT_READ)
            while _READY not in said:
                left = deadline - time.monotonic()
                if left <= 0:
                    problem = f"kubectl proxy did not start within {_STARTING:g} seconds."
                    raise ClusterProblem(ServerAnswer("timeout", problem))
                if not selector.select(left):
                    continue
                chunk = os.read(words, _MOST_SAID)
                said += chunk
                if not chunk or len(said) > _MOST_SAID:
                    raise ClusterProblem(answer_on_the_way(said.decode("utf-8", "replace")))


def _start(command: list[str]) -> "tuple[subprocess.Popen[bytes], int]":
    """Return the running shell, and the descriptor from which its words are read."""
    from subprocess import PIPE, STDOUT, Popen

    try:
        process = Popen(  # noqa: S603 - our own script, and the person's own kubectl
            command, bufsize=0, stdin=PIPE, stdout=PIPE, stderr=STDOUT, start_new_session=True
        )
    except OSError as problem:
        message = f"kubectl proxy cannot be started ({problem.strerror or problem})."
        raise ClusterProblem(ServerAnswer("kubectl", message)) from None
    return process, process.stdout.fileno() if process.stdout else -1


def _pass_over(words: int) -> None:
    """Read on and forget: kubectl, and a plugin that prompts, would stop at a full pipe."""
    import threading

    def read_on() -> None:
        try:
            while os.read(words, _MOST_SAID):
                pass
        finally:
            os.close(words)

    threading.Thread(target=read_on, daemon=True, name="kubectl's words").start()


def _private_folder() -> str:
    """Return a new folder that is open to its owner alone, with a path short enough."""
    parents = (os.environ.get("XDG_RUNTIME_DIR"), os.environ.get("TMPDIR"), "/tmp")  # noqa: S108
    for parent in parents:
        if not parent or len(os.fsencode(parent)) + 28 > _LONGEST_PATH:
            continue
        folder = os.path.join(parent, f"ghcr-tui-{os.urandom(8).hex()}")
        try:
            os.mkdir(folder, 0o700)  # fails where something of that name is, and follows no link
        except OSError:
            continue
        return folder
    problem = "There is no folder for temporary files in which kubectl proxy could listen."
    raise ClusterProblem(ServerAnswer("kubectl", problem))
