"""`rotate` asks the registries about the new token, and prints what docs/json.md names."""

import json
from pathlib import Path

import pytest

from cli.headless import Headless
from documented_json import documented, printed
from ghcr_tui.core.change.outcome import Verified
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.system.change import rotating
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
    owner: Json = {"kind": "SealedSecret", "name": "kept"}
    fake.create(
        secret("shop", "ghcr", payload(host, "reader", _OLD)),
        {**secret("shop", "fixed", payload(host, "reader", _OLD)), "immutable": True},
        secret("shop", "kept", payload(host, "reader", _OLD), ownerReferences=[owner]),
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
    assert [each["answer"] for each in document["verifiedAfter"]] == ["pulls"]
    assert [each["state"] for each in document["edits"]] == ["done"]
    known = documented("rotate")
    assert printed([document], known) == known
    assert USERS["reader"] not in ran.out


@pytest.mark.parametrize("option", [(), ("--back-on-failure",)])
def test_what_a_registry_refuses_after_all_is_said_and_taken_back_if_asked(
    fleet: FakeCluster,
    ghcr_tui: Headless,
    rotate: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    option: tuple[str, ...],
) -> None:
    answers = iter(("pulls", "refused"))

    def asked(*_: object) -> list[Verified]:
        return [Verified("registry.example.com/a:1", next(answers), "the registry says so")]

    monkeypatch.setattr(rotating, "verified_pulls", asked)
    ran = ghcr_tui(*rotate, *option, stdin=USERS["reader"])
    assert ran.status == 1
    assert "Fails since: registry.example.com/a:1: the registry says so" in ran.out
    assert ("taken back" in ran.out) is bool(option)
