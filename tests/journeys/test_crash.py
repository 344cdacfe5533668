"""The program breaks: its traceback shows no value, and the terminal is usable again."""

import os
import shlex
import signal
import time
from pathlib import Path

import pytest

from journeys.emulator import PYTHON, Terminal, shell
from journeys.traces import modes_left, scrollback
from made_up_tokens import github_token

TOKEN = github_token()
BROKEN = """
import sys
from ghcr_tui.__main__ import main
from ghcr_tui.screens.compose.screen import ComposeScreen

def broken(self):
    token = self.draft.credentials[0].token
    shown = f"the token is {token}"
    raise RuntimeError("made to break")

setattr(ComposeScreen, sys.argv.pop(1), broken)
sys.exit(main())
"""


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "broken.py"
    path.write_text(BROKEN)
    return str(path)


@pytest.mark.parametrize(
    "method",
    [
        pytest.param("action_copy", id="in what a key does"),
        pytest.param("action_save", id="in what another key does"),
    ],
)
def test_a_crash_shows_where_and_no_value_and_gives_the_terminal_back(
    script: str, method: str
) -> None:
    environment = {"GHCR_TOKEN": TOKEN}
    arguments = [script, method, "--username", "octocat"]
    with Terminal(arguments, command=PYTHON, environment=environment) as terminal:
        terminal.wait_for("octocat")
        terminal.press("ctrl+y" if method == "action_copy" else "ctrl+s")
        assert terminal.wait_for_end() != 0
        left = scrollback(terminal.output)
        assert "made to break" in left
        assert "RuntimeError" in left
        assert "locals" not in left
        assert TOKEN not in terminal.output
        assert modes_left(terminal.output) == set()


def test_a_crash_before_the_first_screen_shows_no_value(script: str) -> None:
    environment = {"GHCR_TOKEN": TOKEN}
    with Terminal([script, "on_mount"], command=PYTHON, environment=environment) as terminal:
        assert terminal.wait_for_end() != 0
        assert "made to break" in terminal.output
        assert TOKEN not in terminal.output
        assert modes_left(terminal.output) == set()


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGTERM, id="asked to end"),
        pytest.param(signal.SIGHUP, id="its window was closed"),
    ],
)
def test_a_signal_ends_the_program_and_gives_the_terminal_back(number: signal.Signals) -> None:
    with Terminal(["-u", "octocat"]) as terminal:
        terminal.wait_for("octocat")
        terminal.child.kill(number)
        assert terminal.wait_for_end() != 0
        assert "Traceback" not in terminal.output
        assert modes_left(terminal.output) == set()


def test_a_terminal_that_is_gone_ends_the_program_though_no_signal_says_so(tmp_path: Path) -> None:
    number = tmp_path / "pid"
    inner = shlex.quote(f'echo $$ > {shlex.quote(str(number))}; exec "$0"')
    program = Path(PYTHON).with_name("ghcr-tui")
    command, arguments = shell(f"trap '' HUP; sleep 60 | sh -c {inner} {program}")
    terminal = Terminal(arguments, command=command)
    try:
        terminal.wait_for("Inspect")
        os.close(terminal.child.child_fd)

        assert _ends(int(number.read_text()))
    finally:
        terminal.child.kill(signal.SIGKILL)


def _ends(pid: int) -> bool:
    """Return whether the process ends within a while."""
    stat = Path(f"/proc/{pid}/stat")
    for _ in range(200):
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False
