"""`ghcr-tui apply`: one Secret for many namespaces, and no entry that is there is ever lost."""

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.headless import Headless
from documented_json import documented, printed
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED
from kube_kit.api import Asked, Right
from kube_kit.applied import managed_by
from kube_kit.objects import TOKEN, account, payload, pod, secret
from kube_kit.server import FakeCluster, kind_named
from kube_kit.statuses import Object
from made_up_tokens import github_token

pytestmark = pytest.mark.usefixtures("the_kubectl")

_NEW = github_token("ghp_", "TheNewOneOfTheTests00000000000")
_ASK = ("apply", "-u", "octocat", "--token-stdin", "--no-verify")
_PAYLOAD = ("data", ".dockerconfigjson")


@pytest.fixture(autouse=True)
def kubeconfig(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is the only context, and shop its namespace."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))


def _namespaces(fake: FakeCluster, *names: str, **labels: Json) -> None:
    for name in names:
        fake.api.store.put(kind_named("Namespace"), {"metadata": {"name": name, "labels": labels}})


def _entries(fake: FakeCluster, namespace: str, name: str = "ghcr") -> Json:
    data = fake.api.store.objects["secrets", namespace, name]["data"]
    assert isinstance(data, dict)
    found: Json = json.loads(b64decode(str(data[".dockerconfigjson"])))["auths"]
    return found


def _there(fake: FakeCluster) -> list[str]:
    return sorted(key[1] for key in fake.api.store.objects if key[0] == "secrets")


def _writes(fake: FakeCluster) -> Iterator[Asked]:
    return (
        each
        for each in fake.api.asked
        if each.method != "GET" and each.query.get("dryRun") != "All"
    )


def _auths(*tokens: tuple[str, str]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for registry, token in tokens:
        found |= json.loads(payload(registry, token=token))["auths"]
    return found


def test_without_yes_the_server_tries_it_and_nothing_is_written(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    _namespaces(fake, "a", "b")
    ran = ghcr_tui(*_ASK, "--to", "a", "b", stdin=_NEW)
    assert (ran.status, ran.err) == (
        0,
        f"Nothing was changed: --yes does it in fake ({fake.url}).\n",
    )
    assert "2 to create" in ran.out
    assert "+ ghcr.io (octocat): added" in ran.out
    assert "The server would take all 2 changes (dry run)." in ran.out
    assert not list(_writes(fake))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (("--to", "a", "b"), ["a", "b"]),
        (("--to", "a,b"), ["a", "b"]),
        (("-n", "b"), ["b"]),
        (("--selector", "team=shop"), ["a", "c"]),
        (("-A",), ["a", "b", "c", "shop"]),
        ((), ["shop"]),
    ],
)
def test_it_goes_to_the_namespaces_that_are_meant_and_to_no_other(
    fake: FakeCluster, ghcr_tui: Headless, where: tuple[str, ...], expected: list[str]
) -> None:
    _namespaces(fake, "a", "c", team="shop")
    _namespaces(fake, "b", "shop")
    ran = ghcr_tui(*_ASK, *where, "--yes", stdin=_NEW)
    assert (ran.status, ran.err) == (0, "")
    assert _there(fake) == expected
    assert all(_entries(fake, each) == _auths(("ghcr.io", _NEW)) for each in expected)
    again = ghcr_tui(*_ASK, *where, "--yes", stdin=_NEW)
    assert again.status == 0
    assert "as they should be already." in again.out
    assert len(list(_writes(fake))) == len(expected)


def test_a_namespace_that_is_missing_or_forbidden_is_found_before_anything_is_written(
    fake: FakeCluster, ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    _namespaces(fake, "a", "b")
    fake.api.rights["ann"] = [
        Right(frozenset(("get", "list"))),
        Right(frozenset(("patch", "create")), namespaces=frozenset(("a", "gone"))),
    ]
    login = fake.login(namespace="shop")._replace(as_user="ann")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    ran = ghcr_tui(*_ASK, "--to", "a", "b", "gone", "--yes", stdin=_NEW)
    assert ran.status == 1
    assert "The server refuses: b/ghcr: No right to patch secrets in namespace b" in ran.out
    assert 'namespaces "gone" not found' in ran.out
    assert not list(_writes(fake))


def test_a_conflict_names_the_manager_and_take_over_makes_it_ours(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    managed: Json = [managed_by("kubectl-create", _PAYLOAD, ("type",))]
    noted: Json = {LAST_APPLIED: json.dumps({"data": {".dockerconfigjson": payload()}})}
    fake.create(secret("a", "ghcr", managedFields=managed, annotations=noted))
    ran = ghcr_tui(*_ASK, "--to", "a", "--yes", stdin=_NEW)
    assert ran.status == 1
    assert "Fields of it belong to `kubectl-create`. Taking them over (--take-over)" in ran.out
    assert not list(_writes(fake))
    ran = ghcr_tui(*_ASK, "--to", "a", "--yes", "--force-conflicts", stdin=_NEW)
    assert ran.status == 0, ran.out
    assert "~ ghcr.io (octocat): token changed" in ran.out
    assert _entries(fake, "a") == _auths(("ghcr.io", _NEW))
    metadata = fake.api.store.objects["secrets", "a", "ghcr"]["metadata"]
    assert TOKEN not in json.dumps(metadata)
    assert LAST_APPLIED not in json.dumps(metadata)


def test_merging_into_a_global_pull_secret_loses_nothing(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    text = json.dumps({"auths": _auths(("quay.io", "q-0123456789"), ("registry.redhat.io", "r-1"))})
    fake.create(secret("openshift-config", "pull-secret", text))
    where = ("--to", "openshift-config", "--name", "pull-secret")
    ran = ghcr_tui(*_ASK, *where, "--yes", stdin=_NEW)
    assert ran.status == 1
    assert "It holds quay.io, registry.redhat.io, which would be lost. --merge keeps them." in (
        " ".join(ran.out.split())
    )
    assert not list(_writes(fake))
    ran = ghcr_tui(*_ASK, *where, "--merge", "--yes", stdin=_NEW)
    assert (ran.status, ran.err) == (0, "")
    assert _entries(fake, "openshift-config", "pull-secret") == _auths(
        ("quay.io", "q-0123456789"), ("registry.redhat.io", "r-1"), ("ghcr.io", _NEW)
    )


def test_a_file_is_delivered_as_it_is_and_attached(
    fake: FakeCluster, ghcr_tui: Headless, tmp_path: Path
) -> None:
    fake.create(account("a", "default", "first"), pod("a", "old", "ghcr.io/o/i"))
    _namespaces(fake, "b")
    path = tmp_path / "secret.json"
    path.write_text(json.dumps(secret("elsewhere", "mine", labels={"team": "x"})))
    ran = ghcr_tui(
        "apply", str(path), "--to", "a", "b", "--attach", "--no-verify", "--keep-going", "--yes"
    )
    assert ran.status == 1
    assert "left alone the service account b/default" in ran.out
    assert "kubectl delete pod old -n a" in ran.out
    assert _entries(fake, "a", "mine") == _entries(fake, "b", "mine")
    stored = fake.api.store.objects
    assert stored["serviceaccounts", "a", "default"]["imagePullSecrets"] == [
        {"name": "first"},
        {"name": "mine"},
    ]
    metadata = stored["secrets", "a", "mine"]["metadata"]
    assert isinstance(metadata, dict)
    assert metadata["labels"] == {"team": "x"}


def test_it_is_taken_back_whole(fake: FakeCluster, ghcr_tui: Headless, tmp_path: Path) -> None:
    _namespaces(fake, "a")
    fake.create(secret("b", "ghcr"), account("b", "default"), account("a", "default"))
    back = str(tmp_path / "back.json")
    ran = ghcr_tui(
        *_ASK, "--to", "a", "b", "--attach", "--yes", "--rollback-file", back, stdin=_NEW
    )
    assert ran.status == 0, ran.out
    ran = ghcr_tui("resume", "--back", back, "--yes")
    assert ran.status == 0, ran.out
    assert _there(fake) == ["b"]
    assert _entries(fake, "b") == _auths(("ghcr.io", TOKEN))
    for namespace in ("a", "b"):
        stored = fake.api.store.objects["serviceaccounts", namespace, "default"]
        assert not stored.get("imagePullSecrets")


def test_where_a_change_fails_what_was_done_is_taken_back_within_the_run(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    from kube_kit import statuses

    _namespaces(fake, *(f"team-{number}" for number in range(6)))

    def dies(asked: Asked) -> statuses.Reply | None:
        is_write = asked.method == "PATCH" and asked.query.get("dryRun") != "All"
        return statuses.broken() if is_write and "/team-5/" in asked.path else None

    fake.api.faults.append(dies)
    ran = ghcr_tui(*_ASK, "-A", "--wave", "3", "--back-on-failure", "--yes", stdin=_NEW)
    assert ran.status == 1
    assert "taken back: as before the run." in ran.out
    assert _there(fake) == []
    assert ghcr_tui("resume").out == "No run has ended early.\n"


def test_json_is_as_documented_and_has_no_token(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(secret("a", "ghcr"), secret("b", "ghcr", kind="Opaque"))
    ran = ghcr_tui(*_ASK, "--to", "a", "b", "--yes", "-o", "json", stdin=_NEW)
    document = json.loads(ran.out)
    assert [(each["namespace"], each["reason"]) for each in document["leftAlone"]] == [
        ("b", "other type")
    ]
    known = documented("rotate")
    assert printed([document], known) <= known
    assert not {TOKEN, _NEW} & set(ran.out.split('"'))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "a"), "whose credential?"),
        (("-u", "octocat", "--token-stdin", "--to", "a", "secret.yaml"), "A file goes before --to"),
        (("-u", "octocat", "--token-stdin", "--to", "a", "-A"), "Name namespaces, or take all"),
        (("nowhere.yaml", "--to", "a"), "Cannot read"),
    ],
)
def test_what_cannot_be_meant_is_said(
    fake: FakeCluster, ghcr_tui: Headless, arguments: tuple[str, ...], said: str
) -> None:
    ran = ghcr_tui("apply", *arguments, "--yes", stdin=_NEW)
    assert ran.status == 2
    assert said in ran.err
    assert not fake.api.asked


def test_a_saved_plan_is_applied_only_where_nothing_has_moved(
    fake: FakeCluster, ghcr_tui: Headless, tmp_path: Path
) -> None:
    fake.create(secret("a", "ghcr"))
    _namespaces(fake, "b")
    plan = tmp_path / "plan.json"
    asked = (*_ASK, "--to", "a", "b")
    ran = ghcr_tui(*asked, "--save-plan", str(plan), "--yes", stdin=_NEW)
    assert ran.status == 0
    assert "nothing was changed" in ran.err
    assert not list(_writes(fake))
    assert not {TOKEN, _NEW} & set(plan.read_text().split('"'))
    assert plan.stat().st_mode & 0o777 == 0o600
    ran = ghcr_tui(*asked, "--plan", str(plan), "--yes", stdin="another-token-0123456789")
    assert "not the credential that the plan was made with" in ran.err
    _change(fake, "a", labels={"touched": "yes"})
    ran = ghcr_tui(*asked, "--plan", str(plan), "--yes", stdin=_NEW)
    assert ran.status == 2
    assert "a/ghcr in fake was changed." in ran.err
    assert not list(_writes(fake))
    ghcr_tui(*asked, "--save-plan", str(plan), stdin=_NEW)
    ran = ghcr_tui(*asked, "--plan", str(plan), "--yes", stdin=_NEW)
    assert (ran.status, ran.err) == (0, "")
    assert _entries(fake, "b") == _auths(("ghcr.io", _NEW))


def _change(fake: FakeCluster, namespace: str, **metadata: Json) -> None:
    stored: Object = fake.api.store.objects["secrets", namespace, "ghcr"]
    there = stored["metadata"]
    assert isinstance(there, dict)
    fake.api.store.put(kind_named("Secret"), {**stored, "metadata": {**there, **metadata}})


def _config(text: str) -> None:
    from ghcr_tui.system.kept import config_path

    path = config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("read_only = true\n", "This is read-only: nothing is changed."),
        ("read_only = yes\n", "config.toml does not hold"),
        ("read_only = 'yes'\n", "config.toml does not hold"),
    ],
)
def test_what_config_forbids_no_option_allows(
    fake: FakeCluster, ghcr_tui: Headless, config: str, said: str
) -> None:
    _namespaces(fake, "a")
    _config(config)
    ran = ghcr_tui(*_ASK, "--to", "a", "--yes", "--force", "--confirm-context", "fake", stdin=_NEW)
    assert said in ran.err
    assert not list(_writes(fake))


def test_a_protected_context_has_to_be_named(fake: FakeCluster, ghcr_tui: Headless) -> None:
    _namespaces(fake, "a")
    _config('protected_contexts = ["fa*"]\n')
    asked = (*_ASK, "--to", "a", "--yes", "--force")
    ran = ghcr_tui(*asked, stdin=_NEW)
    assert "The context is protected: fake." in ran.err
    assert not list(_writes(fake))
    assert ghcr_tui(*asked, "--confirm-context", "fak", stdin=_NEW).err == ran.err
    assert ghcr_tui(*asked, "--confirm-context", "fake", stdin=_NEW).status == 0
    assert list(_writes(fake))
