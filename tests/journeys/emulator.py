"""A real terminal for the journeys: pexpect holds the pseudo-terminal, pyte draws its screen."""

import os
import re
import select
import shlex
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

_PATIENCE = 60.0
"""Seconds after which a screen that does not come is a failure; never a measure of speed."""
_GLANCE = 1.0
"""Seconds after which a look at the screen ends, even where something on it never rests."""
PROGRAM = str(Path(sys.executable).with_name("ghcr-tui"))
PYTHON = sys.executable
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
    "home": "\x1b[H",
    "end": "\x1b[F",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}


class Terminal:
    """The installed `ghcr-tui` in a terminal of its own, `columns` by `rows` cells."""

    def __init__(
        self,
        arguments: Sequence[str] = (),
        columns: int = 120,
        rows: int = 40,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
        command: str = PROGRAM,
    ) -> None:
        env = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
        }
        env = {name: value for name, value in env.items() if name not in ("LINES", "COLUMNS")}
        env.update(environment or {})
        self.child = pexpect.spawn(
            command,
            list(arguments),
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
        self._unfinished = ""
        self.output = ""

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, seconds: float = 0.05) -> None:
        """Draw what comes until nothing does for `seconds`; the cursor's blinking ends it too."""
        enough = time.monotonic() + max(_GLANCE, seconds)
        try:
            while time.monotonic() < enough:
                self._draw(self.child.read_nonblocking(65536, timeout=seconds))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return

    def _draw(self, chunk: str) -> None:
        self.output += chunk
        chunk = self._unfinished + chunk
        cut = _UNFINISHED.search(chunk)
        chunk, self._unfinished = (chunk[: cut.start()], cut[0]) if cut else (chunk, "")
        self._stream.feed(_UNKNOWN_TO_PYTE.sub("", chunk))

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self.screen.display)

    def wait_for(self, wanted: str | Callable[[str], bool]) -> str:
        """Return the screen once it holds `wanted`; fail with the screen where it never does."""
        holds = wanted if callable(wanted) else lambda text: wanted in text
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            alive = self.child.isalive()
            self.read()
            if holds(self.text):
                return self.text
            if not alive:
                break
        raise AssertionError(f"{wanted!r} never came; the screen is:\n{self.text}")

    def wait_gone(self, unwanted: str) -> str:
        """Return the screen once `unwanted` has left it."""
        return self.wait_for(lambda text: unwanted not in text)

    @property
    def focus(self) -> str:
        """The label of the field that has the focus, "" where none has."""
        found = re.search(r"› (\w+(?: \w+)*) ", self.text)
        return found[1] if found else ""

    def field(self, label: str) -> str:
        """Return what stands in the field behind `label`, without the note beside it."""
        found = re.search(rf"[│›] +{re.escape(label)} +([^│\n]*)", self.text)
        return re.split(r"\s+[·▲✖]", found[1])[0].strip() if found else ""

    def box(self, title: str) -> str:
        """Return the lines in the box with `title` in its frame, or beneath the tab `title`.

        What is half drawn, as in the middle of a change of size, is "".
        """
        lines = self.screen.display
        row = next((row for row, line in enumerate(lines) if title in line), len(lines))
        if row < len(lines) and f"─ {title}" not in lines[row]:
            row += 1
        corners = re.finditer(r"╭[^╭╮]*╮", lines[row]) if row < len(lines) else ()
        boxes = [
            corner.span() for corner in corners if title in corner[0] or "╭─ " not in corner[0]
        ]
        if not boxes:
            return ""
        left, right = boxes[-1]
        inside = [line[left:right] for line in lines[row + 1 :]]
        end = next((at for at, line in enumerate(inside) if line.startswith("╰")), 0)
        return "\n".join(line[1:-1].strip() for line in inside[:end])

    def press(self, *keys: str) -> None:
        """Press keys by their names, as in `ctrl+s`."""
        for key in keys:
            self.child.send(KEYS[key])

    def type(self, text: str) -> None:
        """Type `text` as a person would, one key after the other."""
        for character in text:
            self.child.send(character)

    def paste(self, text: str | bytes) -> None:
        """Paste `text` as terminals do, in brackets."""
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        self.send(b"\x1b[200~" + data + b"\x1b[201~")

    def send(self, data: bytes) -> None:
        """Send bytes as they are, drawing what is answered meanwhile."""
        rest = memoryview(data)
        deadline = time.monotonic() + _PATIENCE
        while rest:
            assert time.monotonic() < deadline, f"{len(rest)} bytes were never read"
            readable, writable, _ = select.select(
                [self.child.child_fd], [self.child.child_fd], [], 1
            )
            if readable:
                self.read(0)
            if writable:
                rest = rest[os.write(self.child.child_fd, rest[:1024]) :]

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def wait_for_end(self) -> int:
        """Return the exit status once the program has ended; drain what it still says."""
        deadline = time.monotonic() + _PATIENCE
        while self.child.isalive():
            assert time.monotonic() < deadline, f"it never ended; the screen is:\n{self.text}"
            self.read()
        self.read()
        self.child.close()
        status = self.child.exitstatus
        return -1 if status is None else status

    def leave(self) -> int:
        """Quit with ctrl+q, twice where that asks about unsaved work; return the exit status."""
        self.press("ctrl+q")
        self.wait_for(lambda text: "Quit without it" in text or not self.child.isalive())
        if self.child.isalive():
            self.press("ctrl+q")
        return self.wait_for_end()

    def close(self) -> None:
        """End the program, whatever it is doing."""
        self.child.close(force=True)


def shell(script: str) -> tuple[str, list[str]]:
    """Return the command and arguments of a shell that runs `script`, `$GHCR_TUI` being ours."""
    return "/bin/sh", ["-c", f"GHCR_TUI={shlex.quote(PROGRAM)}; {script}"]


_UNKNOWN_TO_PYTE = re.compile(
    r"\x1b\[[<>=?][0-9;]*[a-zA-Z]|\x1b\[[0-9;?]*\$[a-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1bP[^\x1b]*\x1b\\"
)
"""Sequences that pyte prints as text because it does not know them."""
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;<>=?$]*|\][^\x07\x1b]*\x1b?|P[^\x1b]*\x1b?)?\Z")
"""The beginning of a sequence whose end has not come yet."""
