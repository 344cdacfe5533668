"""`ghcr-tui rotate`: planned, proved, agreed to, done in waves, checked, and taken back."""

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.headless import Headless
from ghcr_tui.core.golang.json_text import Json
from kube_kit import statuses
from kube_kit.api import Asked, Right
from kube_kit.objects import PULL, TOKEN, payload, secret
from kube_kit.server import FakeCluster
from kube_kit.statuses import Object, Reply
from kube_kit.store import KINDS
from made_up_tokens import github_token

pytestmark = pytest.mark.usefixtures("the_kubectl")

_NEW = github_token("ghp_", "TheNewOneOfTheTests00000000000")


@pytest.fixture(autouse=True)
def kubeconfig(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is the only context, and shop its namespace."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))


@pytest.fixture
def old(tmp_path: Path) -> str:
    """Return the path of a file with the old token."""
    path = tmp_path / "old"
    path.write_text(TOKEN)
    return str(path)


def _payload(fake: FakeCluster, namespace: str, name: str) -> str:
    data = fake.api.store.objects["secrets", namespace, name]["data"]
    assert isinstance(data, dict)
    return b64decode(str(data[".dockerconfigjson"])).decode()


def _fleet(fake: FakeCluster, count: int = 12) -> None:
    for number in range(count):
        fake.create(secret(f"team-{number}", "ghcr"))
    fake.create(secret("shop", "other", payload(token="another-token-0123456789")))


def _tokens(fake: FakeCluster) -> list[str]:
    return [
        _payload(fake, namespace, name)
        for resource, namespace, name in sorted(fake.api.store.objects)
        if resource == "secrets" and name == "ghcr"
    ]


def _writes(fake: FakeCluster) -> Iterator[Asked]:
    return (
        each
        for each in fake.api.asked
        if each.method != "GET" and each.query.get("dryRun") != "All"
    )


def test_without_yes_the_plan_is_shown_and_nothing_is_written(
    fake: FakeCluster, ghcr_tui: Headless, old: str
) -> None:
    _fleet(fake, 2)
    ran = ghcr_tui(
        "rotate", "--old-token-file", old, "--token-stdin", "--no-verify", "-A", stdin=_NEW
    )
    assert ran.status == 0, ran.err
    assert "2 to change" in ran.out
    assert "~ ghcr.io (octocat): token changed" in ran.out
    assert "The server would take all 2 changes (dry run)." in ran.out
    assert ran.err == f"Nothing was changed: --yes does it in fake ({fake.url}).\n"
    assert not list(_writes(fake))
    assert any(each.query.get("dryRun") == "All" for each in fake.api.asked)


@pytest.mark.parametrize("wave", [(), ("--wave", "5")])
def test_every_copy_gets_the_new_token_and_no_other_secret_is_touched(
    fake: FakeCluster, ghcr_tui: Headless, old: str, wave: tuple[str, ...]
) -> None:
    _fleet(fake)
    other = _payload(fake, "shop", "other")
    uids = {key: item["metadata"] for key, item in fake.api.store.objects.items()}
    ran = ghcr_tui(
        "rotate", "--old-token-file", old, "--token-stdin", "--no-verify", "-A", "--yes", *wave,
        stdin=_NEW,
    )  # fmt: skip
    assert (ran.status, ran.err) == (0, "")
    assert "12 of 12 done.\n" in ran.out
    assert _tokens(fake) == [payload(token=_NEW)] * 12
    assert _payload(fake, "shop", "other") == other
    for key, item in fake.api.store.objects.items():
        assert _uid(item["metadata"]) == _uid(uids[key])
    assert not list(Path.home().glob("**/*.journal"))


def test_the_old_token_is_found_in_a_secret_that_was_named(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    _fleet(fake, 2)
    ran = ghcr_tui(
        "rotate", "--from-secret", "team-1/ghcr:ghcr.io", "--token-stdin", "--no-verify",
        "-A", "--yes", stdin=_NEW,
    )  # fmt: skip
    assert ran.status == 0, ran.err
    assert _tokens(fake) == [payload(token=_NEW)] * 2


def test_whatever_a_user_has_is_rotated(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(secret("a", "ghcr"), secret("b", "ghcr", payload(token="an-older-one-0123456789")))
    fake.create(secret("c", "other", payload(username="robot")))
    ran = ghcr_tui(
        "rotate", "--username", "octocat@ghcr.io", "--token-stdin", "--no-verify", "-A", "--yes",
        stdin=_NEW,
    )  # fmt: skip
    assert ran.status == 0, ran.err
    assert _tokens(fake) == [payload(token=_NEW)] * 2
    assert _payload(fake, "c", "other") == payload(username="robot")


def test_what_may_not_be_changed_is_said_before_anything_is(
    fake: FakeCluster, ghcr_tui: Headless, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fleet(fake, 3)
    fake.api.rights["reader"] = [
        Right(frozenset(("get", "list", "watch"))),
        Right(frozenset(("patch",)), namespaces=frozenset(("team-0", "team-1"))),
    ]
    login = fake.login(namespace="shop")._replace(as_user="reader")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    asked = ("rotate", "--old-token-file", old, "--token-stdin", "--no-verify", "-A", "--yes")
    ran = ghcr_tui(*asked, stdin=_NEW)
    assert ran.status == 1
    assert "The server refuses: team-2/ghcr: No right to patch secrets" in ran.out
    assert "Nothing was changed" in ran.err
    assert not list(_writes(fake))

    ran = ghcr_tui(*asked, "--force", "--keep-going", stdin=_NEW)
    assert ran.status == 1
    assert "--force passes over this: team-2/ghcr" in ran.err
    assert "2 of 3 done." in ran.out
    assert _tokens(fake) == [payload(token=_NEW)] * 2 + [payload()]


def test_a_change_by_somebody_else_in_between_is_kept(
    fake: FakeCluster, ghcr_tui: Headless, old: str
) -> None:
    both = json.dumps({"auths": {"ghcr.io": json.loads(payload())["auths"]["ghcr.io"]}})
    fake.create(secret("a", "ghcr", both))
    waiting = [1]

    def quicker(asked: Asked) -> None:
        if asked.method == "PATCH" and asked.query.get("dryRun") != "All" and waiting:
            waiting.pop()
            entries = json.loads(both)["auths"] | {"quay.io": {"auth": "b3RoZXI6b3RoZXI="}}
            _change(fake, "a", json.dumps({"auths": entries}))

    fake.api.faults.append(quicker)
    ran = ghcr_tui(
        "rotate", "--old-token-file", old, "--token-stdin", "--no-verify", "-A", "--yes",
        stdin=_NEW,
    )  # fmt: skip
    assert ran.status == 0, ran.out
    entries = json.loads(_payload(fake, "a", "ghcr"))["auths"]
    assert entries == {
        "ghcr.io": json.loads(payload(token=_NEW))["auths"]["ghcr.io"],
        "quay.io": {"auth": "b3RoZXI6b3RoZXI="},
    }


def test_a_controller_that_puts_the_old_value_back_is_seen_and_said(
    fake: FakeCluster, ghcr_tui: Headless, old: str
) -> None:
    fake.create(secret("a", "ghcr"))
    done: list[int] = []

    def put_back(asked: Asked) -> None:
        if asked.method == "PATCH" and asked.query.get("dryRun") != "All":
            done.append(1)
        elif done and asked.path.endswith("/a/secrets/ghcr"):
            _change(fake, "a", payload())

    fake.api.faults.append(put_back)
    ran = ghcr_tui(
        "rotate", "--old-token-file", old, "--token-stdin", "--no-verify", "-A", "--yes",
        stdin=_NEW,
    )  # fmt: skip
    assert ran.status == 1
    assert "somebody has changed it back" in ran.out


def test_the_first_failure_stops_the_run_and_the_rest_is_not_begun(
    fake: FakeCluster, ghcr_tui: Headless, old: str
) -> None:
    _fleet(fake, 30)

    def dies(asked: Asked) -> Reply | None:
        is_write = asked.method == "PATCH" and asked.query.get("dryRun") != "All"
        if is_write and "/team-1/" in asked.path:
            return statuses.broken("it is down")
        return None

    fake.api.faults.append(dies)
    ran = ghcr_tui(
        "rotate", "--old-token-file", old, "--token-stdin", "--no-verify", "-A", "--yes",
        "--wave", "10", stdin=_NEW,
    )  # fmt: skip
    assert ran.status == 1
    assert (
        "not done team-1/ghcr: The server failed (500): it is down. Nothing was changed."
        in " ".join(ran.out.split())
    )
    assert "not begun. `ghcr-tui resume` goes on" in ran.out
    assert 0 < _tokens(fake).count(payload(token=_NEW)) < 30


def test_the_same_is_told_as_json_and_no_token_is_in_it(
    fake: FakeCluster, ghcr_tui: Headless, old: str
) -> None:
    _fleet(fake, 1)
    fake.create({**secret("z", "fixed"), "immutable": True})
    ran = ghcr_tui(
        "rotate", "--old-token-file", old, "--token-stdin", "--no-verify", "-A", "--yes",
        "-o", "json", stdin=_NEW,
    )  # fmt: skip
    document = json.loads(ran.out)
    assert document["done"] == "done"
    assert [(each["namespace"], each["state"]) for each in document["edits"]] == [
        ("team-0", "done")
    ]
    assert [each["reason"] for each in document["leftAlone"]] == ["immutable"]
    assert TOKEN not in ran.out + ran.err
    assert _NEW not in ran.out + ran.err


def test_read_only_has_no_way_round(fake: FakeCluster, ghcr_tui: Headless, old: str) -> None:
    _fleet(fake, 1)
    ran = ghcr_tui(
        "rotate", "--old-token-file", old, "--token-stdin", "--no-verify", "-A", "--yes",
        "--force", "--read-only", stdin=_NEW,
    )  # fmt: skip
    assert "read-only" in ran.err
    assert not list(_writes(fake))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from-secret", "ghcr"), "takes NS/NAME"),
        (("--from-secret", "team-0/ghcr:quay.io"), "holds no token for `quay.io`"),
        (("--from-secret", "nowhere/ghcr"), "no such thing"),
        (("--username", "octocat"), "takes USER@REGISTRY"),
        (("--username", "nobody@ghcr.io"), "Nothing that was read has a token"),
    ],
)
def test_what_leads_to_no_old_token_is_said(
    fake: FakeCluster, ghcr_tui: Headless, arguments: tuple[str, str], said: str
) -> None:
    _fleet(fake, 1)
    ran = ghcr_tui("rotate", *arguments, "--token-stdin", "-A", "--yes", stdin=_NEW)
    assert ran.status in (2, 3)
    assert said in ran.err
    assert not list(_writes(fake))


def _uid(metadata: Json) -> Json:
    assert isinstance(metadata, dict)
    return metadata["uid"]


def _change(fake: FakeCluster, namespace: str, text: str) -> None:
    """Change the payload of a Secret as somebody else does."""
    stored = fake.api.store.objects["secrets", namespace, "ghcr"]
    changed: Object = {**stored, "data": secret(namespace, "ghcr", text, PULL)["data"]}
    kind = next(each for each in KINDS if each.kind == "Secret")
    fake.api.store.put(kind, changed)
