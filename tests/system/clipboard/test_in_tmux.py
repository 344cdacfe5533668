import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pexpect
import pytest

from fake_programs import FakePrograms
from ghcr_tui.system.clipboard.copy_paste import ClipboardProblem, copy
from needs import need_program

_TEXT = "kind: Secret # ü"
# tmux names no clipboard when it asks on its own account.
_ASKED = rb"\x1b\]52;c?;" + re.escape(base64.b64encode(_TEXT.encode())) + rb"[\x07\x1b]"
_ASKING = f"""
import sys, time
from ghcr_tui.system.clipboard.copy_paste import osc52
sys.stdout.write(osc52({_TEXT!r}) or "")
sys.stdout.flush()
time.sleep(60)
"""
_COPYING = f"""
import time
from ghcr_tui.system.clipboard.copy_paste import ClipboardProblem, copy
try:
    print("done:", copy({_TEXT!r}).program)
except ClipboardProblem as problem:
    print("not done:", problem)
time.sleep(60)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[list[str]]:
    """The command of a tmux server of the test's own."""
    need_program("tmux")
    tmux = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]
    yield tmux
    subprocess.run([*tmux, "kill-server"], capture_output=True)


@pytest.mark.parametrize(
    "settings",
    [
        ("set-clipboard on", "allow-passthrough off"),
        ("set-clipboard external", "allow-passthrough on"),
    ],
)
def test_the_terminal_around_tmux_is_asked_where_tmux_lets_it(
    server: list[str], tmp_path: Path, settings: tuple[str, ...]
) -> None:
    terminal = _inside(server, tmp_path, _ASKING, settings)

    found = terminal.expect([_ASKED, pexpect.EOF])

    assert found == 0, terminal.before
    terminal.close(force=True)


@pytest.mark.parametrize("far", [{}, {"SSH_TTY": "/dev/pts/9"}], ids=["here", "far away"])
def test_tmux_itself_takes_the_text_and_passes_it_on(
    server: list[str], tmp_path: Path, far: dict[str, str]
) -> None:
    terminal = _inside(server, tmp_path, _COPYING, (), far)

    terminal.expect([b"done: tmux", _ASKED])
    terminal.expect([b"done: tmux", _ASKED])  # both, in whichever order the terminal gets them

    buffer = subprocess.run([*server, "show-buffer"], capture_output=True, check=True)
    assert buffer.stdout.decode() == _TEXT
    terminal.close(force=True)


def test_a_tmux_that_does_not_answer_leaves_the_first_reason(
    programs: FakePrograms, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs.add("tmux", "exit 1")  # as one older than 3.2, which has no -w
    monkeypatch.setenv("TMUX", "/run/tmux/default,1,0")

    with pytest.raises(ClipboardProblem, match="No clipboard is to be found here"):
        copy(_TEXT)


def _inside(
    server: list[str],
    folder: Path,
    program: str,
    settings: tuple[str, ...],
    environ: Mapping[str, str] | None = None,
) -> "pexpect.spawn[bytes]":
    """Return a terminal in which tmux runs `program`."""
    (folder / "program.py").write_text(program)
    options = [word for setting in settings for word in ("set", "-g", *setting.split(), ";")]
    window = ["new-session", f"{sys.executable} {folder / 'program.py'}"]
    return pexpect.spawn(
        server[0],
        [*server[1:], "start-server", ";", *options, *window],
        env={**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(environ or {})},
        timeout=20,
    )
