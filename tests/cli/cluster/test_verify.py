"""`audit --verify` and `why --verify`: what registries say, each pair asked once."""

import json

import pytest

from cli.headless import Headless
from documented_json import documented
from ghcr_tui.core.golang.json_text import Json
from kube_kit.objects import account, deployment, payload, pod, secret
from kube_kit.server import FakeCluster
from registry_kit.fixtures import Registry
from registry_kit.tokens import USERS

pytestmark = pytest.mark.usefixtures("the_kubectl")


@pytest.fixture(autouse=True)
def kubeconfig(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is the only context, and shop its namespace."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))


def _login(registry: Registry, user: str, token: str = "") -> str:
    return payload(registry.authority, user, token or USERS[user])


def _proofs(text: str) -> dict[str, dict[str, Json] | None]:
    rows = json.loads(text)["images"]
    return {row["users"][0].rpartition("/")[2]: row["proof"] for row in rows}


def test_the_registry_has_the_last_word(
    fake: FakeCluster, ghcr_tui: Headless, bearer_registry: Registry
) -> None:
    host = bearer_registry.authority
    fake.create(
        account("shop", "default"),
        secret("shop", "good", _login(bearer_registry, "reader")),
        secret("shop", "old", _login(bearer_registry, "reader", "right-token-0")),
        deployment("shop", "pulls", f"{host}/team/app:1", "good"),
        deployment("shop", "refused", f"{host}/team/app:1", "old"),
        deployment("shop", "public", f"{host}/public/app:1"),
        deployment("shop", "stale", f"{host}/public/app:1", "old"),
        deployment("shop", "second", f"{host}/team/app:1", "old", "good"),
    )
    ran = ghcr_tui("audit", "--verify", "-o", "json")
    proofs = {name: proof["answer"] for name, proof in _proofs(ran.out).items() if proof}
    assert proofs == {
        "pulls": "pulls",
        "refused": "refused",
        "public": "pulls",
        "stale": "refused",
        "second": "pulls",
    }
    assert {
        f"images[].proof.{name}" for proof in _proofs(ran.out).values() for name in proof or ()
    } == {way for way in documented("audit") if way.startswith("images[].proof.")}
    assert ran.status == 1
    assert USERS["reader"] not in ran.out
    text = ghcr_tui("audit", "--verify").out
    assert "The image is public: without the Secret it would be pulled." in text


def test_each_pair_of_repository_and_credential_is_asked_once(
    fake: FakeCluster, ghcr_tui: Headless, bearer_registry: Registry
) -> None:
    host = bearer_registry.authority
    for number in range(4):
        namespace = f"team-{number}"
        fake.create(
            account(namespace, "default"),
            secret(namespace, "good", _login(bearer_registry, "reader")),
            deployment(namespace, "web", f"{host}/team/app:1", "good"),
        )
    assert bearer_registry.token_server is not None
    before = len(bearer_registry.token_server.authorizations)
    ran = ghcr_tui("audit", "-A", "--verify", "-o", "json")
    assert ran.status == 0
    assert len(bearer_registry.token_server.authorizations) - before == 1


def test_nothing_is_asked_without_being_told_to(
    fake: FakeCluster, ghcr_tui: Headless, bearer_registry: Registry
) -> None:
    assert bearer_registry.token_server is not None
    before = len(bearer_registry.token_server.received)
    host = bearer_registry.authority
    fake.create(account("shop", "default"), deployment("shop", "web", f"{host}/team/app:1"))
    assert _proofs(ghcr_tui("audit", "-o", "json").out) == {"web": None}
    assert len(bearer_registry.token_server.received) == before


def test_a_pods_own_credentials_are_asked(
    fake: FakeCluster, ghcr_tui: Headless, bearer_registry: Registry
) -> None:
    image = f"{bearer_registry.authority}/team/app:1"
    fake.create(
        secret("shop", "mine", _login(bearer_registry, "stranger")),
        pod("shop", "web", image, "mine"),
    )
    ran = ghcr_tui("why", "web", "--verify", "-o", "json")
    assert ran.status == 1
    assert json.loads(ran.out)["images"][0]["proof"]["answer"] == "refused"
    assert "The registry says:" in ghcr_tui("why", "web", "--verify").out


def test_a_lost_keyring_and_an_image_without_a_name_ask_nobody(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    fake.create(
        secret("shop", "broken", '{"auths":{"127.0.0.1:1":{"auth":"!"}}}'),
        account("shop", "default", "broken"),
        deployment("shop", "lost", "127.0.0.1:1/team/app:1"),
        deployment("shop", "named", "Not A Name"),
    )
    assert _proofs(ghcr_tui("audit", "--verify", "-o", "json").out) == {"lost": None, "named": None}
