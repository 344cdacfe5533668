"""The proxy: private while it runs, and gone when we are, however that happens."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ghcr_tui.system.cluster.kubectl import Kubectl
from kube_kit.proxies import started
from kube_kit.server import FakeCluster

_HOLD = """
import sys
from ghcr_tui.system.cluster.kubectl import Kubectl
from ghcr_tui.system.cluster.proxy import Proxy
proxy = Proxy(Kubectl(), "")
proxy.wait_until_ready()
print(proxy.socket, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def kubeconfig(fake: FakeCluster, the_kubectl: Kubectl, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is the cluster."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig()))


def _listening(path: str) -> list[str]:
    """Return the command lines of the processes that serve the socket."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                command = (entry / "cmdline").read_bytes().decode()
            except OSError:
                continue
            if f"--unix-socket={path}" in command:
                found.append(command)
    return found


def _until_gone(path: str) -> bool:
    for _ in range(200):
        if not _listening(path) and not Path(path).parent.exists():
            return True
        time.sleep(0.05)
    return False


def test_its_folder_is_open_to_nobody_else(the_kubectl: Kubectl) -> None:
    proxy = started(the_kubectl)
    try:
        assert Path(proxy.socket).parent.stat().st_mode & 0o077 == 0
        assert Path(proxy.socket).stat().st_mode & 0o077 == 0
    finally:
        proxy.close()


def test_closing_it_leaves_neither_process_nor_folder(the_kubectl: Kubectl) -> None:
    proxy = started(the_kubectl)
    proxy.close()
    proxy.close()
    assert _until_gone(proxy.socket)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_with_the_program_however_that_ends(end: signal.Signals) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", _HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert program.stdout is not None
    path = program.stdout.readline().decode().strip()
    assert _listening(path)
    program.send_signal(end)
    program.communicate()
    assert _until_gone(path)


def test_a_start_that_fails_leaves_nothing(
    the_kubectl: Kubectl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    (tmp_path / "run").mkdir()
    with pytest.raises(Exception, match="has no context"):
        started(the_kubectl, "nope")
    assert list((tmp_path / "run").iterdir()) == []
