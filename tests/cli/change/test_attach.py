"""`ghcr-tui attach`: the list keeps what is there, and pods that need a new start are named."""

import json

import pytest

from cli.headless import Headless
from documented_json import documented, printed
from ghcr_tui.core.golang.json_text import Json
from kube_kit.api import Asked, Right
from kube_kit.objects import TOKEN, account, pod, secret
from kube_kit.server import FakeCluster
from kube_kit.statuses import Object, Reply

pytestmark = pytest.mark.usefixtures("the_kubectl")


@pytest.fixture(autouse=True)
def kubeconfig(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is the only context, and shop its namespace."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))


def _list(fake: FakeCluster, name: str = "default") -> Json:
    return fake.api.store.objects["serviceaccounts", "shop", name].get("imagePullSecrets")


def _owned(kind: str, name: str) -> list[Json]:
    return [{"kind": kind, "name": name, "controller": True}]


def test_a_secret_is_appended_and_nothing_is_lost(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(secret("shop", "ghcr"), account("shop", "default", "first", "second"))
    ran = ghcr_tui("attach", "ghcr", "--yes")
    assert ran.status == 0, ran.err
    assert _list(fake) == [{"name": "first"}, {"name": "second"}, {"name": "ghcr"}]
    assert "its list is then: first, second, ghcr." in ran.out
    assert "1 of 1 done." in ran.out


@pytest.mark.parametrize("empty", [None, [], "absent"])
def test_an_account_without_a_list_gets_one(
    fake: FakeCluster, ghcr_tui: Headless, empty: Json
) -> None:
    bare: Object = {**account("shop", "default"), "imagePullSecrets": empty}
    if empty == "absent":
        del bare["imagePullSecrets"]
    fake.create(secret("shop", "ghcr"), bare)
    assert ghcr_tui("attach", "ghcr", "--yes").status == 0
    assert _list(fake) == [{"name": "ghcr"}]


def test_what_is_attached_already_stays_once(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(secret("shop", "ghcr"), account("shop", "default", "ghcr"))
    ran = ghcr_tui("attach", "ghcr", "--yes")
    assert ran.status == 0
    assert "1 object is as they should be already." in ran.out
    assert _list(fake) == [{"name": "ghcr"}]
    assert not any(each.method == "PATCH" for each in fake.api.asked)


def test_a_dry_run_changes_nothing_and_asks_the_server(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    fake.create(secret("shop", "ghcr"), account("shop", "default", "first"))
    ran = ghcr_tui("attach", "ghcr", "--dry-run", "--yes")
    assert ran.status == 0
    assert "its list is then: first, ghcr." in ran.out
    assert "The server would take the change (dry run)." in ran.out
    assert _list(fake) == [{"name": "first"}]
    assert any("dryRun=All" in each.target for each in fake.api.asked)


def test_a_change_in_between_is_not_overwritten(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(secret("shop", "ghcr"), account("shop", "default", "first"))
    others = ["second"]

    def quicker(asked: Asked) -> None:
        if asked.method == "PATCH" and asked.query.get("dryRun") != "All" and others:
            fake.create(account("shop", "default", "first", others.pop()))

    fake.api.faults.append(quicker)
    assert ghcr_tui("attach", "ghcr", "--yes").status == 0
    assert _list(fake) == [{"name": "first"}, {"name": "second"}, {"name": "ghcr"}]


def test_somebody_who_changes_it_all_the_time_is_no_endless_loop(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    fake.create(secret("shop", "ghcr"), account("shop", "default", "first"))

    def quicker(asked: Asked) -> None:
        if asked.method == "PATCH" and asked.query.get("dryRun") != "All":
            fake.create(account("shop", "default", "first"))

    fake.api.faults.append(quicker)
    ran = ghcr_tui("attach", "ghcr", "--yes")
    assert ran.status == 1
    assert _list(fake) == [{"name": "first"}]


def test_pods_that_have_to_be_made_anew_are_named_with_the_command(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    fake.create(
        secret("shop", "ghcr"),
        account("shop", "default", "first"),
        pod("shop", "web-5d9c-a", "x", "first", ownerReferences=_owned("ReplicaSet", "web-5d9c")),
        pod("shop", "web-5d9c-b", "x", ownerReferences=_owned("ReplicaSet", "web-5d9c")),
        pod("shop", "db-0", "x", ownerReferences=_owned("StatefulSet", "db")),
        pod("shop", "alone", "x"),
        pod("shop", "over", "x", status={"phase": "Succeeded"}),
        pod("shop", "own", "x", "other"),
        pod("shop", "has", "x", "ghcr"),
        pod("shop", "else", "x", serviceAccountName="builder"),
    )
    ran = ghcr_tui("attach", "ghcr", "--yes")
    assert "4 pods were created without it" in ran.out
    for command in (
        "kubectl rollout restart deployment/web -n shop",
        "kubectl rollout restart statefulset/db -n shop",
        "kubectl delete pod alone -n shop",
    ):
        assert ran.out.count(command) == 1
    assert "with a list of their own, which takes the account's place: own." in ran.out


def test_json_says_the_same(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(secret("shop", "ghcr"), account("shop", "ci"), pod("shop", "alone", "x"))
    ran = ghcr_tui("attach", "ghcr", "--service-account", "ci", "--yes", "-o", "json")
    document = json.loads(ran.out)
    assert document["verb"] == "attach"
    known = documented("rotate")
    assert printed([document], known) <= known
    assert [(each["resource"], each["state"]) for each in document["edits"]] == [
        ("serviceaccounts", "done")
    ]
    assert document["edits"][0]["notes"] == ["its list is then: ghcr"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone", "There is no Secret `gone` in namespace `shop`: nothing is attached."),
        ("opaque", "The Secret `opaque` is of type `Opaque`"),
    ],
)
def test_what_no_kubelet_could_use_is_not_attached(
    fake: FakeCluster, ghcr_tui: Headless, name: str, said: str
) -> None:
    fake.create(account("shop", "default"), secret("shop", "opaque", kind="Opaque"))
    ran = ghcr_tui("attach", name, "--yes")
    assert ran.status == 1
    assert said in ran.out
    assert not _list(fake)


def test_a_secret_that_will_not_pull_is_attached_with_a_warning(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    fake.create(secret("shop", "bad", '{"auths":{"ghcr.io":{"auth":"!"}}}'))
    fake.create(account("shop", "default"))
    ran = ghcr_tui("attach", "bad", "--yes")
    assert ran.status == 0
    assert "But: A pull with this fails" in ran.out


def test_an_account_that_is_not_there_is_an_answer(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(secret("shop", "ghcr"))
    ran = ghcr_tui("attach", "ghcr", "--service-account", "none", "--yes")
    assert ran.status == 1
    assert "There is no such service account." in ran.out


def test_without_the_right_to_change_it_says_so(
    fake: FakeCluster, ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.create(secret("shop", "ghcr"), account("shop", "default"))
    fake.api.rights["ann"] = [Right(verbs=frozenset(("get", "list")))]
    login = fake.login(namespace="shop")._replace(as_user="ann")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    ran = ghcr_tui("attach", "ghcr", "--dry-run")
    assert ran.status == 1
    assert "No right to patch serviceaccounts in namespace shop (as `ann`)." in ran.out


def test_rights_to_secrets_and_pods_are_not_needed(
    fake: FakeCluster, ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.create(secret("shop", "ghcr"), account("shop", "default"))
    fake.api.rights["ann"] = [Right(resources=frozenset(("serviceaccounts",)))]
    login = fake.login(namespace="shop")._replace(as_user="ann")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    ran = ghcr_tui("attach", "ghcr", "--yes")
    assert ran.status == 0
    assert "could not be seen" in ran.out
    assert "its pods may not be listed" in ran.out


def test_a_server_that_drops_the_change_is_not_asked_to_make_it_twice(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    from kube_kit.server import DROPPED

    fake.create(secret("shop", "ghcr"), account("shop", "default"))

    def drop(asked: Asked) -> Reply | None:
        is_write = asked.method == "PATCH" and asked.query.get("dryRun") != "All"
        return DROPPED if is_write else None

    fake.api.faults.append(drop)
    ran = ghcr_tui("attach", "ghcr", "--yes")
    assert ran.status == 1
    assert "Nothing was changed" in ran.out
    assert TOKEN not in ran.out + ran.err
