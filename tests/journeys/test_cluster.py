"""Somebody opens a cluster in a terminal, looks around, and leaves; nothing of kubectl's stays."""

import signal
import tempfile
from collections.abc import Iterator

import pytest

from journeys.emulator import Terminal
from kube_kit.fixtures import fake, the_kubectl
from kube_kit.objects import TOKEN, secret
from kube_kit.processes import holding, until_none_holds
from kube_kit.server import FakeCluster
from registry_kit.fixtures import authority
from screens.clustering import OTHER_TOKEN, shop

__all__ = ["authority", "fake", "the_kubectl"]
_SOCKETS = "--unix-socket="


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the folder for private folders, with a path as short as a socket needs it."""
    with tempfile.TemporaryDirectory(prefix="run-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield folder


@pytest.fixture
def terminal(
    fake: FakeCluster, runtime: str, monkeypatch: pytest.MonkeyPatch, the_kubectl: object
) -> Iterator[Terminal]:
    """Return the program in a small terminal, its kubeconfig being in the shop of the fake."""
    fake.create(*shop())
    fake.api.asked.clear()
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))
    with Terminal(columns=80, rows=24) as opened:
        opened.wait_for("token")
        yield opened


def test_a_cluster_is_opened_looked_around_in_and_left(
    fake: FakeCluster, terminal: Terminal, runtime: str
) -> None:
    assert not fake.api.asked
    terminal.press("f6")
    terminal.wait_for("Live:")
    terminal.wait_for("forgotten")
    fake.create(secret("shop", "just-made"))
    terminal.wait_for("just-made")
    terminal.type("/")
    terminal.type("robot")
    terminal.wait_for("1 of 6")
    terminal.press("escape")
    terminal.wait_gone("1 of 6")
    terminal.press("f3", "f3")
    terminal.wait_for("web-1-a")
    terminal.type("w")
    terminal.wait_for("Why does shop/web-1-a not pull?")
    terminal.wait_for("403 Forbidden")
    terminal.press("escape")
    terminal.resize(120, 40)
    terminal.wait_for("On node")
    terminal.press("f2")
    terminal.press("tab")
    terminal.press("end", "ctrl+u")
    terminal.type("bar")
    terminal.press("enter")
    terminal.wait_for("of fake · bar")
    assert TOKEN not in terminal.output
    assert OTHER_TOKEN not in terminal.output
    assert terminal.leave() == 0
    assert until_none_holds(f"{_SOCKETS}{runtime}")
    assert {each.method for each in fake.api.asked} == {"GET"}


def test_a_program_that_is_killed_leaves_no_kubectl_behind(
    terminal: Terminal, runtime: str
) -> None:
    terminal.press("f6")
    terminal.wait_for("Live:")
    assert holding(f"{_SOCKETS}{runtime}")
    terminal.child.kill(signal.SIGKILL)
    assert until_none_holds(f"{_SOCKETS}{runtime}")
