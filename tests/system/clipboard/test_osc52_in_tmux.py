import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from needs import need_program

_TEXT = "kind: Secret # ü"
# tmux names no clipboard when it asks on its own account.
_ASKED = rb"\x1b\]52;c?;" + re.escape(base64.b64encode(_TEXT.encode())) + rb"[\x07\x1b]"
_PROGRAM = f"""
import sys, time
from ghcr_tui.system.clipboard.copy_paste import osc52
sys.stdout.write(osc52({_TEXT!r}) or "")
sys.stdout.flush()
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
    (tmp_path / "program.py").write_text(_PROGRAM)
    options = [word for setting in settings for word in ("set", "-g", *setting.split(), ";")]
    window = ["new-session", f"{sys.executable} {tmp_path / 'program.py'}"]
    terminal = pexpect.spawn(
        server[0],
        [*server[1:], "start-server", ";", *options, *window],
        env=dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8"),
        timeout=20,
    )

    found = terminal.expect([_ASKED, pexpect.EOF])

    assert found == 0, terminal.before
    terminal.close(force=True)
