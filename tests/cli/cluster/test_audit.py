"""`ghcr-tui audit`: what it reads, what it says, and how it ends."""

import json
import threading
from pathlib import Path

import pytest

from cli.headless import Headless
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.system.cluster.kubectl import Kubectl
from kube_kit import fleet, statuses
from kube_kit.api import Asked, Right
from kube_kit.objects import TOKEN, account, deployment, secret
from kube_kit.server import FakeCluster
from kube_kit.statuses import Object, Reply
from made_up_tokens import ecr_password

pytestmark = pytest.mark.usefixtures("the_kubectl")


@pytest.fixture(autouse=True)
def kubeconfig(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is the only context."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))


def _document(text: str) -> dict[str, list[Object]]:
    document = json.loads(text)
    assert isinstance(document, dict)
    return document


def test_a_sound_cluster_is_good(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(*fleet.sound("shop"))
    ran = ghcr_tui("audit", "-A")
    assert ran.status == 0, ran.out
    assert "fake: 1 pull secret, 1 pod, 2 workloads in 1 namespace." in ran.out
    assert "Of 1 image in use: 1 would be pulled." in ran.out


def test_all_formats_say_the_same(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(*fleet.missing("a"), *fleet.expired("b"), *fleet.copies(4, 1))
    document = _document(ghcr_tui("audit", "-A", "-o", "json").out)
    lines = [json.loads(line) for line in ghcr_tui("audit", "-A", "-o", "jsonl").out.splitlines()]
    names = {"contexts": "context", "drifted": "drifted"}
    for section, rows in document.items():
        record = names.get(section, section.rstrip("s"))
        assert [{"record": record, **row} for row in rows] == [
            line for line in lines if line["record"] == record
        ]
    assert [row["code"] for row in document["references"]] == ["secret-missing"]
    assert [row["code"] for row in document["drifted"]] == ["copies-drifted"]


def test_no_token_is_in_any_output(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(*fleet.sound("shop"), *fleet.two_tokens("shop2"), secret("x", "y", '{"a":'))
    for output in ("text", "json", "jsonl"):
        ran = ghcr_tui("audit", "-A", "-o", output)
        for token in (TOKEN, fleet.OTHER_TOKEN):
            assert token not in ran.out + ran.err


def test_a_token_has_the_same_name_tomorrow_and_on_no_other_machine(
    fake: FakeCluster, ghcr_tui: Headless, home: Path
) -> None:
    fake.create(*fleet.sound("shop"))

    def name() -> Json:
        return _document(ghcr_tui("audit", "-A", "-o", "json").out)["credentials"][0]["token"]

    first = name()
    assert name() == first
    (key,) = home.rglob("token-names.key")
    assert key.stat().st_mode & 0o077 == 0
    key.unlink()
    assert name() != first


def test_the_contexts_namespace_is_read_where_none_is_named(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    fake.create(secret("shop", "mine"), secret("other", "theirs"))
    document = _document(ghcr_tui("audit", "-o", "json").out)
    assert [row["name"] for row in document["secrets"]] == ["mine"]
    named = _document(ghcr_tui("audit", "-n", "other", "-o", "json").out)
    assert [row["name"] for row in named["secrets"]] == ["theirs"]


def test_a_namespace_that_is_not_there_is_said_to_be(fake: FakeCluster, ghcr_tui: Headless) -> None:
    ran = ghcr_tui("audit", "-n", "nope")
    assert ran.status == 3
    assert "namespace nope: there is no such namespace." in ran.out


@pytest.fixture
def limited(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> FakeCluster:
    """The fake, as somebody sees it with rights in the namespace shop alone."""
    fake.create(*fleet.sound("shop"), *fleet.sound("b"), *fleet.sound("c"))
    fake.api.rights["ann"] = [Right(namespaces=frozenset(("shop",)))]
    login = fake.login()._replace(as_user="ann", namespace="shop")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    return fake


def test_namespaces_that_may_not_be_read_are_named(
    limited: FakeCluster, ghcr_tui: Headless
) -> None:
    limited.api.rights["ann"].append(
        Right(frozenset(("list",)), frozenset(("namespaces",)), frozenset())
    )
    ran = ghcr_tui("audit", "-A")
    assert ran.status == 0
    assert "Not read: namespaces b, c: no right to list secrets." in ran.out
    assert "fake: 1 pull secret, 1 pod" in ran.out


def test_rights_in_one_namespace_are_enough_for_that_one(
    limited: FakeCluster, ghcr_tui: Headless
) -> None:
    ran = ghcr_tui("audit", "-A")
    assert ran.status == 0
    assert "fake: 1 pull secret, 1 pod" in ran.out
    assert "No right to list secrets in the whole cluster (as `ann`). Only shop" in ran.out


def test_a_context_that_fails_costs_its_own_line_alone(
    fake: FakeCluster, ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.create(*fleet.sound("shop"))
    login = fake.login(namespace="shop")
    others = [
        login._replace(context="down", server="https://127.0.0.1:1"),
        login._replace(context="old", token="nobody's"),
        login._replace(context="asks", command="exit 1"),
    ]
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login, *others)))
    ran = ghcr_tui("audit", "--all-contexts", "-o", "json")
    assert ran.status == 3
    rows = {str(row["context"]): row for row in _document(ran.out)["contexts"]}
    assert set(rows) == {"fake", "down", "old", "asks"}
    assert (rows["fake"]["secrets"], rows["fake"]["notRead"]) == (1, [])
    said = {name: json.dumps(row["notRead"]) for name, row in rows.items()}
    assert "nothing listens there" in said["down"]
    assert "Log in again" in said["old"]
    assert "kubectl get pods" in said["asks"]


def test_contexts_are_read_side_by_side(
    fake: FakeCluster, ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.create(secret("shop", "pull"))
    meeting = threading.Barrier(4)  # breaks, and so fails the request, where they come in turn

    def wait_for_each_other(asked: Asked) -> None:
        if asked.path.endswith("/secrets") and "dockercfg" in asked.target:
            meeting.wait(20)

    fake.api.faults.append(wait_for_each_other)
    logins = [fake.login(namespace="shop")._replace(context=f"c-{number}") for number in range(4)]
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(*logins)))
    ran = ghcr_tui("audit", "--all-contexts", "-o", "json")
    assert [row["notRead"] for row in _document(ran.out)["contexts"]] == [[], [], [], []]


def test_what_was_read_before_the_server_went_away_is_reported(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    fake.create(*fleet.sound("shop"))

    def gone(asked: Asked) -> Reply | None:
        return statuses.broken() if asked.path.endswith("/pods") else None

    fake.api.faults.append(gone)
    ran = ghcr_tui("audit", "-A")
    assert ran.status == 3
    assert "Not read: pods: The server failed (500): etcdserver: leader changed." in ran.out
    assert "fake: 1 pull secret, 0 pods, 2 workloads" in ran.out


def test_the_type_of_a_secret_is_learnt_without_reading_it(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    fake.create(*fleet.wrong_type("shop"))
    document = _document(ghcr_tui("audit", "-A", "-o", "json").out)
    assert [row["code"] for row in document["references"]] == ["secret-wrong-type"]
    looked_up = [each for each in fake.api.asked if each.path.endswith("/secrets/opaque")]
    assert all("as=Table" in each.headers["accept"] for each in looked_up)
    assert looked_up


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ("error", 0),
        ("warning", 1),
        ("unused", 1),
        ("none", 0),
        ("expiring=30d", 1),
        ("expiring=1h", 0),
        ("error,unused", 1),
    ],
)
def test_it_fails_on_what_was_asked_for(
    fake: FakeCluster, ghcr_tui: Headless, what: str, status: int
) -> None:
    import time

    from kube_kit.objects import payload

    host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
    soon = payload(host, "AWS", ecr_password(int(time.time()) + 7200))
    fake.create(secret("shop", "ecr", soon), *fleet.two_tokens("shop2"))
    assert ghcr_tui("audit", "-A", "--fail-on", what).status == status


@pytest.mark.parametrize("what", ["errors", "expiring", "expiring=30", "expiring=-1d", ""])
def test_what_cannot_be_failed_on_is_wrong_usage(ghcr_tui: Headless, what: str) -> None:
    ran = ghcr_tui("audit", "-A", "--fail-on", what)
    assert ran.status == 2
    assert "choose error, warning, unused, expiring=30d or none" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--context", "fak"), "no context `fak`. did you mean fake?"),
        (("--kubectl", "no-such-program"), "There is no program no-such-program"),
        (("--kubectl", "'"), "--kubectl names no command"),
        (("dump.json", "-n", "shop"), "files are audited without a cluster"),
        (("--request-timeout", "0"), "a number of seconds"),
    ],
)
def test_wrong_usage_is_a_sentence(
    ghcr_tui: Headless, arguments: tuple[str, ...], said: str
) -> None:
    ran = ghcr_tui("audit", *arguments)
    assert ran.status == 2
    assert said in ran.err
    assert ran.out == ""


def test_without_a_kubeconfig_it_says_so(
    ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "none"))
    ran = ghcr_tui("audit")
    assert ran.status == 2
    assert "there is no kubeconfig with a context in it" in ran.err


def test_a_dump_needs_no_cluster(ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    items: Json = [
        secret("shop", "ghcr"),
        account("shop", "default"),
        deployment("shop", "web", fleet.IMAGE, "gone"),
    ]
    dump = json.dumps({"apiVersion": "v1", "kind": "List", "items": items})
    ran = ghcr_tui("audit", "-", stdin=dump)
    assert ran.status == 1
    assert "shop/Deployment/web" in ran.out
    assert "secret-missing" in ran.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is nothing in it"),
        ("{", "cannot be read as JSON"),
        ('{"kind":"ConfigMap"}', "there is no Secret, service account, pod or workload in it"),
    ],
)
def test_a_dump_that_is_none_is_unreadable_input(ghcr_tui: Headless, text: str, said: str) -> None:
    ran = ghcr_tui("audit", "-", stdin=text)
    assert ran.status == 2
    assert said in ran.err


def test_nothing_active_of_a_hostile_cluster_reaches_the_terminal(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    evil = "\x1b]0;owned\x07\u202e"
    hostile = deployment(f"ns{evil}", f"web{evil}", f"ghcr.io/a{evil}", f"sec{evil}")
    fake.create(hostile, secret(f"ns{evil}", f"pull{evil}"))
    for output in ("text", "json", "jsonl"):
        ran = ghcr_tui("audit", "-A", "-o", output)
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out


def test_the_kubectl_that_is_named_is_used(
    fake: FakeCluster, ghcr_tui: Headless, the_kubectl: Kubectl
) -> None:
    fake.create(*fleet.sound("shop"))
    assert ghcr_tui("audit", "-A", "--kubectl", "env kubectl").status == 0
