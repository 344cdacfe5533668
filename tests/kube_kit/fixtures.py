"""The fixtures: a fake cluster, and either it or the real one for what both must do alike."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import kubectl
from ghcr_tui.system.cluster.kubectl import Kubectl
from judges.fixtures import cluster
from kube_kit.either import Fake, Prepared, Real
from kube_kit.server import FakeCluster
from registry_kit.certificates import Authority

__all__ = ["cluster", "either", "fake", "the_kubectl"]


@pytest.fixture
def fake(authority: Authority, tmp_path: Path) -> Iterator[FakeCluster]:
    """Return a running fake cluster, empty."""
    folder = tmp_path / "fake"
    folder.mkdir()
    running = FakeCluster(authority, folder)
    yield running
    running.stop()


@pytest.fixture(params=["the fake", "the real API server"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Prepared:
    """Return a cluster to fill: what is tested with it holds for the real one too."""
    if request.param == "the fake":
        running: FakeCluster = request.getfixturevalue("fake")
        return Fake(running)
    return Real(request.getfixturevalue("cluster"), tmp_path)


@pytest.fixture
def the_kubectl(monkeypatch: pytest.MonkeyPatch) -> Kubectl:
    """Return the real kubectl, and have it found on PATH by whatever a test runs."""
    folder = Path(kubectl.kubectl_path()).parent
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return Kubectl(timeout=10.0)
