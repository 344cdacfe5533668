"""docs/json.md names just what the verbs about clusters print."""

import json

import pytest

from cli.cluster.test_why import event, failing
from cli.headless import Headless
from core.cluster.runtime_words import RUNTIMES
from documented_json import documented, printed
from kube_kit import fleet
from kube_kit.objects import account, pod, secret
from kube_kit.server import FakeCluster

pytestmark = pytest.mark.usefixtures("the_kubectl")
_WITH_PROOF = {f"images[].proof.{name}" for name in ("answer", "sentence", "public")}
"""Ways that are there with --verify, which asks registries; here they are null."""


@pytest.fixture(autouse=True)
def filled(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster in which every list has a row."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))
    words = RUNTIMES[0][0]
    fake.create(
        *fleet.sound("a"),
        *fleet.missing("b"),
        *fleet.copies(4, 1),
        secret("shop", "ghcr"),
        account("shop", "default"),
        failing("web", words, "ghcr"),
        event("web", words),
        failing("gone", words, "gone"),
        pod("shop", "old", "x"),
    )
    fake.api.rights["ann"] = []


def test_the_audit_prints_what_is_documented(
    ghcr_tui: Headless, fake: FakeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = documented("audit")
    whole = json.loads(ghcr_tui("audit", "-A", "-o", "json").out)
    login = fake.login()._replace(as_user="ann")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    refused = json.loads(ghcr_tui("audit", "-A", "-o", "json").out)
    assert printed([whole, refused], known) == known - _WITH_PROOF


def test_why_prints_what_is_documented_of_one_pod(ghcr_tui: Headless) -> None:
    known = documented("why POD")
    pods = [json.loads(ghcr_tui("why", name, "-o", "json").out) for name in ("web", "gone")]
    assert printed(pods, known) == known - _WITH_PROOF


def test_why_prints_what_is_documented_of_all_pods(
    ghcr_tui: Headless, fake: FakeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_pods = {f"pods[].{way}" for way in documented("why POD")}
    known = documented("why") | of_pods
    whole = json.loads(ghcr_tui("why", "-o", "json").out)
    assert printed([whole], known) == known - {f"pods[].{way}" for way in _WITH_PROOF}
