"""`rotate` asks the registries about the new token, and prints what docs/json.md names."""

import json
from pathlib import Path

import pytest

from cli.headless import Headless
from documented_json import documented, printed
from kube_kit.objects import deployment, payload, secret
from kube_kit.server import FakeCluster
from registry_kit.fixtures import Registry
from registry_kit.tokens import USERS

pytestmark = pytest.mark.usefixtures("the_kubectl")
_OLD = "an-old-token-0123456789"


@pytest.fixture
def fleet(
    fake: FakeCluster, bearer_registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> FakeCluster:
    """A cluster whose one workload pulls with an old token from a registry that is there."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))
    host = bearer_registry.authority
    fake.create(
        secret("shop", "ghcr", payload(host, "reader", _OLD)),
        {**secret("shop", "fixed", payload(host, "reader", _OLD)), "immutable": True},
        deployment("shop", "web", f"{host}/team/app:1", "ghcr"),
    )
    return fake


@pytest.fixture
def rotate(tmp_path: Path) -> tuple[str, ...]:
    """Return the verb with its old token, to be done."""
    path = tmp_path / "old"
    path.write_text(_OLD)
    return ("rotate", "--old-token-file", str(path), "--token-stdin", "--yes")


def test_a_token_that_the_registry_refuses_is_not_put_anywhere(
    fleet: FakeCluster, ghcr_tui: Headless, rotate: tuple[str, ...]
) -> None:
    ran = ghcr_tui(*rotate, stdin="wrong-token-0123456789")
    assert ran.status == 1
    assert "refused" in ran.out
    assert "Nothing was changed" in ran.err
    assert all(
        each.query.get("dryRun") == "All" for each in fleet.api.asked if each.method == "PATCH"
    )


def test_a_token_that_pulls_is_put_in_place_and_told_as_documented(
    fleet: FakeCluster, ghcr_tui: Headless, rotate: tuple[str, ...]
) -> None:
    fleet.api.rights["ann"] = []
    ran = ghcr_tui(*rotate, "-n", "shop", "-n", "nowhere", "-o", "json", stdin=USERS["reader"])
    document = json.loads(ran.out)
    assert [each["answer"] for each in document["verified"]] == ["pulls"]
    assert [each["state"] for each in document["edits"]] == ["done"]
    known = documented("rotate")
    assert printed([document], known) == known
    assert USERS["reader"] not in ran.out
