"""The proxy: private while it runs, and gone when we are, however that happens."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ghcr_tui.system.cluster.kubectl import Kubectl
from kube_kit.processes import holding, until_none_holds
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


def _until_gone(path: str) -> bool:
    folder = str(Path(path).parent)
    return until_none_holds(folder) and not Path(folder).exists()


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
    assert holding(f"--unix-socket={path}")
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
