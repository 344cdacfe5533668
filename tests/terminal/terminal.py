"""A real terminal for the journeys: pexpect holds the pseudo-terminal, pyte draws its screen."""

import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pyte

_PATIENCE = 20.0
"""Seconds after which a screen that does not come is a failure; never a measure of speed."""
KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "f1": "\x1bOP",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}


class Terminal:
    """The installed `ghcr-tui` in a terminal of its own, `columns` by `rows` cells."""

    def __init__(
        self,
        arguments: list[str],
        columns: int = 120,
        rows: int = 40,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
        command: str | None = None,
    ) -> None:
        program = command or str(Path(sys.executable).with_name("ghcr-tui"))
        env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        env.update({"LINES": str(rows), "COLUMNS": str(columns), "LC_ALL": "C.UTF-8"})
        del env["LINES"], env["COLUMNS"]
        env.update(environment or {})
        self.child = pexpect.spawn(
            program,
            arguments,
            env=env,
            cwd=str(cwd) if cwd else None,
            dimensions=(rows, columns),
            encoding="utf-8",
            codec_errors="replace",
            timeout=_PATIENCE,
        )
        self.child.delaybeforesend = None
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.output = ""

    def read(self, seconds: float = 0.05) -> None:
        """Draw what has come within `seconds` of silence."""
        try:
            while True:
                chunk = self.child.read_nonblocking(65536, timeout=seconds)
                self.output += chunk
                self._stream.feed(_for_pyte(chunk))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self.screen.display)

    def wait_for(self, wanted: str | Callable[[str], bool]) -> str:
        """Return the screen once it holds `wanted`; fail with the screen where it never does."""
        holds = wanted if callable(wanted) else lambda text: wanted in text
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            self.read()
            if holds(self.text):
                return self.text
            if not self.child.isalive():
                self.read()
                if holds(self.text):
                    return self.text
                break
        raise AssertionError(f"{wanted!r} never came; the screen is:\n{self.text}")

    def wait_gone(self, unwanted: str) -> str:
        """Return the screen once `unwanted` has left it."""
        return self.wait_for(lambda text: unwanted not in text)

    def press(self, *keys: str) -> None:
        """Press keys by their names, as in `ctrl+s`."""
        for key in keys:
            self.child.send(KEYS.get(key, key))

    def type(self, text: str) -> None:
        """Type `text` as a person would, one key after the other."""
        for character in text:
            self.child.send(character)

    def paste(self, text: str) -> None:
        """Paste `text` as terminals do, in brackets."""
        self.child.send(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def wait_for_end(self) -> int:
        """Return the exit status once the program has ended; drain what it still says."""
        deadline = time.monotonic() + _PATIENCE
        while self.child.isalive() and time.monotonic() < deadline:
            self.read()
        self.read()
        self.child.close()
        status = self.child.exitstatus
        return -1 if status is None else status

    def close(self) -> None:
        """End the program, whatever it is doing."""
        self.child.close(force=True)


_UNKNOWN_TO_PYTE = re.compile(
    r"\x1b\[[<>=?][0-9;]*[a-zA-Z]|\x1b\[[0-9;?]*\$[a-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\"
)


def _for_pyte(chunk: str) -> str:
    """Leave out sequences that pyte prints as text because it does not know them."""
    return _UNKNOWN_TO_PYTE.sub("", chunk)
