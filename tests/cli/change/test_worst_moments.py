"""Rotations on a fake server at the worst of moments, and of as much as a company has."""

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.headless import Headless
from kube_kit import statuses
from kube_kit.api import Asked
from kube_kit.objects import TOKEN, payload, secret
from kube_kit.server import FakeCluster, kind_named
from made_up_tokens import github_token
from registry_kit.certificates import Authority
from screens.clustering import waiting

pytestmark = pytest.mark.usefixtures("the_kubectl")
_NEW = github_token("ghp_", "TheNewOneOfTheTests00000000000")
_THIRD = github_token("ghp_", "SomebodyElsesNewOne00000000000")
_NAMESPACES = 200


@pytest.fixture
def old(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[str, ...]:
    """Return the verb with the old token, the fake being its only context."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))
    path = tmp_path / "old"
    path.write_text(TOKEN)
    return ("rotate", "--old-token-file", str(path), "--token-stdin", "--no-verify", "-A")


def _is_write(asked: Asked) -> bool:
    return asked.method == "PATCH" and asked.query.get("dryRun") != "All"


def _tokens(fake: FakeCluster) -> list[str]:
    found = []
    for (resource, _, _), item in sorted(fake.api.store.objects.items()):
        data = item.get("data")
        if resource == "secrets" and isinstance(data, dict):
            text = b64decode(str(data[".dockerconfigjson"])).decode()
            auth = json.loads(text)["auths"]["ghcr.io"]["auth"]
            found.append(b64decode(auth).decode().partition(":")[2])
    return found


def _put(fake: FakeCluster, namespace: str, token: str) -> None:
    stored = fake.api.store.objects["secrets", namespace, "ghcr"]
    data = secret(namespace, "ghcr", payload(token=token))["data"]
    fake.api.store.put(kind_named("Secret"), {**stored, "data": data})


def test_of_two_rotations_at_once_neither_overwrites_the_other_and_it_is_said(
    fake: FakeCluster, ghcr_tui: Headless, old: tuple[str, ...]
) -> None:
    fake.create(*(secret(f"team-{number}", "ghcr") for number in range(3)))
    rivals = ["team-1"]

    def quicker(asked: Asked) -> None:
        if _is_write(asked) and rivals:
            _put(fake, rivals.pop(), _THIRD)

    fake.api.faults.append(quicker)
    ran = ghcr_tui(*old, "--yes", "--keep-going", stdin=_NEW)
    assert ran.status == 1
    said = " ".join(ran.out.split())
    assert "team-1/ghcr: It was changed meanwhile. Somebody else has put another token" in said
    assert _tokens(fake) == [_NEW, _THIRD, _NEW]


def test_rights_that_expire_half_way_end_the_run_which_is_gone_on_with_later(
    fake: FakeCluster, ghcr_tui: Headless, old: tuple[str, ...]
) -> None:
    fake.create(*(secret(f"team-{number}", "ghcr") for number in range(6)))
    left = [2]

    def expires(asked: Asked) -> statuses.Reply | None:
        if not _is_write(asked):
            return None
        left[0] -= 1
        return statuses.unauthorized() if left[0] < 0 else None

    fake.api.faults.append(expires)
    ran = ghcr_tui(*old, "--yes", "--wave", "1", stdin=_NEW)
    assert ran.status == 1
    assert "login" in ran.out
    assert _tokens(fake) == [_NEW] * 2 + [TOKEN] * 4
    fake.api.faults.clear()
    ran = ghcr_tui("resume", "--go-on", "--token-stdin", "--yes", stdin=_NEW)
    assert ran.status == 0, ran.out
    assert _tokens(fake) == [_NEW] * 6


def test_pods_that_fail_to_pull_since_are_named_and_what_was_done_is_taken_back(
    fake: FakeCluster, ghcr_tui: Headless, old: tuple[str, ...]
) -> None:
    fake.create(secret("a", "ghcr"), waiting("before", "ghcr", namespace="a"))

    def fails_then(asked: Asked) -> None:
        if _is_write(asked):
            fake.create(waiting("since", "ghcr", namespace="a"))

    fake.api.faults.append(fails_then)
    ran = ghcr_tui(*old, "--yes", "--watch", "1s", "--back-on-failure", stdin=_NEW)
    assert ran.status == 1
    assert "Fails since: a/since in fake waits for its image" in ran.out
    assert "a/before" not in ran.out
    assert _tokens(fake) == [TOKEN]


@pytest.fixture
def three(authority: Authority, tmp_path: Path) -> Iterator[list[FakeCluster]]:
    """Return three clusters of 200 namespaces, in each a copy of one Secret."""
    clusters = []
    for number in range(3):
        folder = tmp_path / f"cluster-{number}"
        folder.mkdir()
        clusters.append(FakeCluster(authority, folder))
        clusters[-1].create(*(secret(f"team-{each}", "ghcr") for each in range(_NAMESPACES)))
    yield clusters
    for cluster in clusters:
        cluster.stop()


def test_200_namespaces_in_3_contexts_are_rotated_in_a_bounded_number_of_requests(
    three: list[FakeCluster],
    ghcr_tui: Headless,
    old: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    logins = [each.login()._replace(context=f"c{n}") for n, each in enumerate(three)]
    monkeypatch.setenv("KUBECONFIG", str(three[0].kubeconfig(*logins)))
    ran = ghcr_tui(*old, "--all-contexts", "--yes", stdin=_NEW)
    assert (ran.status, ran.err) == (0, "")
    assert "600 of 600 done." in ran.out
    for cluster in three:
        assert set(_tokens(cluster)) == {_NEW}
        asked = [each for each in cluster.api.asked if each.path.startswith("/api")]
        assert len(asked) < 2 * _NAMESPACES + 60  # a dry run and a patch each, and lists
