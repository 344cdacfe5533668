"""The old token is revoked when nothing that is seen holds it any more, if asked twice."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.headless import Headless, Ran
from kube_kit.api import Right
from kube_kit.objects import TOKEN, secret
from kube_kit.server import FakeCluster
from made_up_tokens import github_token
from registry_kit.server import Request, Server, answer

pytestmark = pytest.mark.usefixtures("the_kubectl")
_NEW = github_token("ghp_", "TheNewOneOfTheTests00000000000")


class _GitHub:
    """Stands in for GitHub's API on loopback."""

    def __init__(self) -> None:
        self.status = 202
        self.server = Server(lambda request: answer(self.status))

    @property
    def received(self) -> list[Request]:
        return self.server.received


@pytest.fixture
def github() -> Iterator[_GitHub]:
    made = _GitHub()
    with made.server:
        yield made


@pytest.fixture
def rotate(
    fake: FakeCluster,
    github: _GitHub,
    ghcr_tui: Headless,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> "_Rotate":
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))
    old = tmp_path / "old"
    old.write_text(TOKEN)
    return _Rotate(ghcr_tui, ("--old-token-file", str(old), "--github-api", _url(github)))


class _Rotate:
    def __init__(self, ghcr_tui: Headless, options: tuple[str, ...]) -> None:
        self._ghcr_tui = ghcr_tui
        self._options = options

    def __call__(self, *more: str) -> Ran:
        fixed = ("rotate", *self._options, "--token-stdin", "--no-verify", "--yes")
        return self._ghcr_tui(*fixed, *more, stdin=_NEW)


def _url(github: _GitHub) -> str:
    return f"http://{github.server.authority}/api/v3"


def test_it_is_offered_and_done_only_when_asked_twice(
    fake: FakeCluster, github: _GitHub, rotate: _Rotate
) -> None:
    fake.create(secret("a", "ghcr"))
    offered = rotate("-A")
    assert "Nothing that was read holds the old token any more: --yes-revoke" in offered.out
    assert "files on nodes" in offered.out
    assert github.received == []

    done = rotate("-A", "--yes-revoke", "-o", "json")
    assert done.status == 0, done.err
    assert json.loads(done.out)["revocation"]["answer"] == "revoked"
    (request,) = github.received
    assert (request.method, request.path) == ("POST", "/api/v3/credentials/revoke")
    assert json.loads(request.body) == {"credentials": [TOKEN]}
    assert request.authorization == ""
    assert TOKEN not in done.out + done.err


def test_a_token_that_something_still_holds_is_left_alive(
    fake: FakeCluster, github: _GitHub, rotate: _Rotate
) -> None:
    fake.create(secret("a", "ghcr"), {**secret("b", "fixed"), "immutable": True})
    fake.create(secret("elsewhere", "copy", kind="Opaque"))
    ran = rotate("-n", "a", "--yes-revoke")
    assert ran.status == 1
    said = " ".join(ran.out.split())
    assert "not revoked: it is still in b/fixed in fake, elsewhere/copy in fake." in said
    assert github.received == []


def test_where_not_all_can_be_seen_it_is_left_alive(
    fake: FakeCluster, github: _GitHub, rotate: _Rotate, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.create(secret("a", "ghcr"), secret("b", "other"))
    fake.api.rights["ann"] = [Right(namespaces=frozenset(("a",)))]
    login = fake.login(namespace="a")._replace(as_user="ann")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    ran = rotate("--yes-revoke")
    assert ran.status == 1
    assert "not revoked, since not all could be seen" in ran.out
    assert github.received == []


@pytest.mark.parametrize(("status", "said"), [(422, "(422)"), (500, "(500)"), (403, "(403)")])
def test_what_github_refuses_is_said(
    fake: FakeCluster, github: _GitHub, rotate: _Rotate, status: int, said: str
) -> None:
    github.status = status
    fake.create(secret("a", "ghcr"))
    ran = rotate("-A", "--yes-revoke")
    assert ran.status == 1
    assert f"GitHub did not revoke it {said}" in ran.out
    assert len(github.received) == 1


def test_a_token_of_another_kind_is_not_sent_to_github(
    fake: FakeCluster, github: _GitHub, ghcr_tui: Headless, rotate: _Rotate, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_text("a-robots-password-0123456789")
    ran = ghcr_tui(
        "rotate", "--old-token-file", str(other), "--token-stdin", "--no-verify", "-A", "--yes",
        "--yes-revoke", "--github-api", _url(github), stdin=_NEW,
    )  # fmt: skip
    assert ran.status == 0
    assert "none that GitHub revokes" in ran.out
    assert github.received == []
