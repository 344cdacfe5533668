"""Ctrl+c while a cluster hangs: the program ends at once, and nothing of kubectl's stays."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kube_kit.api import Asked
from kube_kit.processes import until_none_holds
from kube_kit.server import FakeCluster


@pytest.fixture
def hanging(fake: FakeCluster) -> Iterator[threading.Event]:
    """The fake answers no list; what is returned is set when it is asked for one."""
    asked_for, release = threading.Event(), threading.Event()

    def hang(asked: Asked) -> None:
        if asked.path.endswith(("/secrets", "/pods")):
            asked_for.set()
            release.wait(60)

    fake.api.faults.append(hang)
    yield asked_for
    release.set()


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Children can be interrupted, also where the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("arguments", [("audit", "-A"), ("why", "-n", "shop")])
@pytest.mark.usefixtures("the_kubectl", "interruptible")
def test_ctrl_c_ends_it_and_its_proxy(
    fake: FakeCluster, hanging: threading.Event, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir()
    environment = {
        **os.environ,
        "KUBECONFIG": str(fake.kubeconfig()),
        "XDG_RUNTIME_DIR": str(runtime),
    }
    program = subprocess.Popen(
        [sys.executable, "-m", "ghcr_tui", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert hanging.wait(30)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=10)
    assert program.returncode == 130, err
    assert (out, err) == (b"", b"")
    assert until_none_holds(str(runtime))
    assert list(runtime.iterdir()) == []
