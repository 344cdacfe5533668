"""`ghcr-tui resume`: a run that is killed at any step is gone on with, or taken back."""

import json
import os
import signal
import subprocess
import sys
import threading
from base64 import b64decode
from pathlib import Path

import pytest

from cli.headless import Headless
from ghcr_tui.core.golang.json_text import Json
from kube_kit import statuses
from kube_kit.api import Asked
from kube_kit.objects import TOKEN, account, payload, secret
from kube_kit.server import FakeCluster, kind_named
from kube_kit.statuses import Object, Reply
from made_up_tokens import github_token

pytestmark = [pytest.mark.usefixtures("the_kubectl"), pytest.mark.program]

_NEW = github_token("ghp_", "TheNewOneOfTheTests00000000000")
_COUNT = 3


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


def _is_write(asked: Asked) -> bool:
    return asked.method in ("PATCH", "DELETE") and asked.query.get("dryRun") != "All"


def _payloads(fake: FakeCluster) -> list[str]:
    found = []
    for (resource, _, _), item in sorted(fake.api.store.objects.items()):
        if resource == "secrets":
            data = item["data"]
            assert isinstance(data, dict)
            found.append(b64decode(str(data[".dockerconfigjson"])).decode())
    return found


def _fleet(fake: FakeCluster) -> None:
    for number in range(_COUNT):
        fake.create(secret(f"team-{number}", "ghcr"))


def _begun(old: str, back: Path, *more: str) -> subprocess.Popen[bytes]:
    return _started(
        *("rotate", "--old-token-file", old, "--token-stdin", "--no-verify", "-A", "--yes"),
        *("--wave", "1", "--rollback-file", str(back), *more),
    )


def _started(*arguments: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ghcr_tui", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    with process.stdin as pipe:
        pipe.write(_NEW.encode())
    return process


def _rotate(old: str, back: Path, *more: str) -> None:
    assert _begun(old, back, *more).wait(60) == 0


class _Killer:
    """Kills the run at its write of this number, before it counts or after."""

    def __init__(self, fake: FakeCluster, number: int, *, counts: bool) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.started = threading.Event()
        self._fake = fake
        self._number = number
        self._counts = counts
        fake.api.faults.append(self)

    def __call__(self, asked: Asked) -> Reply | None:
        if not _is_write(asked):
            return None
        self._number -= 1
        if self._number >= 0:
            return None
        self._fake.api.faults.clear()
        if self._counts:
            self._fake.api.answer(asked)
        assert self.started.wait(10)
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        return statuses.broken("nobody hears this")


def _killed(fake: FakeCluster, old: str, back: Path, number: int, *, counts: bool) -> None:
    killer = _Killer(fake, number, counts=counts)
    killer.process = _begun(old, back)
    killer.started.set()
    assert killer.process.wait(60) == -signal.SIGKILL


@pytest.mark.parametrize("counts", [False, True], ids=["unheard", "heard"])
@pytest.mark.parametrize("number", range(_COUNT))
@pytest.mark.parametrize("way", ["on", "back"])
def test_a_run_that_is_killed_at_any_write_is_taken_up(
    fake: FakeCluster,
    ghcr_tui: Headless,
    old: str,
    tmp_path: Path,
    number: int,
    counts: bool,
    way: str,
) -> None:
    _fleet(fake)
    back = tmp_path / "back.json"
    _killed(fake, old, back, number, counts=counts)
    changed = number + counts
    assert _payloads(fake) == [payload(token=_NEW)] * changed + [payload()] * (_COUNT - changed)
    listed = ghcr_tui("resume")
    assert listed.status == 1
    assert f"{number} of {_COUNT} done, 1 not known" in listed.out
    assert not {TOKEN, _NEW} & set(_words(Path.home()))

    if way == "on":
        ran = ghcr_tui("resume", "--go-on", "--token-stdin", "--yes", stdin=_NEW)
    else:
        ran = ghcr_tui("resume", "--back", str(back), "--yes")
    assert (ran.status, ran.err) == (0, "")
    expected = payload(token=_NEW) if way == "on" else payload()
    assert _payloads(fake) == [expected] * _COUNT
    assert ghcr_tui("resume").out == "No run has ended early.\n"


@pytest.mark.parametrize("counts", [False, True], ids=["unheard", "heard"])
@pytest.mark.parametrize("number", range(3))
def test_an_apply_that_is_killed_at_any_write_goes_on_when_it_is_run_again(
    fake: FakeCluster, ghcr_tui: Headless, number: int, counts: bool
) -> None:
    fake.create(secret("a", "ghcr"), account("a", "default"))
    fake.api.store.put(kind_named("Namespace"), {"metadata": {"name": "b"}})
    asked = (
        *("apply", "-u", "octocat", "--token-stdin", "--no-verify", "--to", "a", "b"),
        *("--attach", "--keep-going", "--wave", "1", "--yes"),
    )
    killer = _Killer(fake, number, counts=counts)
    killer.process = _started(*asked)
    killer.started.set()
    assert killer.process.wait(60) == -signal.SIGKILL
    assert "1 not known" in ghcr_tui("resume").out
    assert ghcr_tui(*asked, stdin=_NEW).status == 1  # b has no account to attach it to
    assert _payloads(fake) == [payload(token=_NEW)] * 2
    stored = fake.api.store.objects["serviceaccounts", "a", "default"]
    assert stored["imagePullSecrets"] == [{"name": "ghcr"}]
    assert ghcr_tui("resume").out == "No run has ended early.\n"


def test_what_was_changed_after_the_run_is_not_taken_back(
    fake: FakeCluster, ghcr_tui: Headless, old: str, tmp_path: Path
) -> None:
    _fleet(fake)
    back = tmp_path / "back.json"
    _rotate(old, back)
    other = payload(token="somebody-elses-0123456789")
    stored = fake.api.store.objects["secrets", "team-1", "ghcr"]
    changed: Object = {**stored, "data": secret("team-1", "ghcr", other)["data"]}
    fake.api.store.put(kind_named("Secret"), changed)
    ran = ghcr_tui("resume", "--back", str(back), "--yes")
    assert ran.status == 1
    assert "2 of 3 are as they were before." in ran.out
    assert "not back team-1/ghcr: It was changed after the run" in ran.out
    assert _payloads(fake) == [payload(), other, payload()]


def test_going_back_twice_is_as_going_back_once(
    fake: FakeCluster, ghcr_tui: Headless, old: str, tmp_path: Path
) -> None:
    _fleet(fake)
    back = tmp_path / "back.json"
    _rotate(old, back)
    for _ in range(2):
        assert ghcr_tui("resume", "--back", str(back), "--yes").status == 0
        assert _payloads(fake) == [payload()] * _COUNT


def test_the_rollback_file_is_private_and_may_be_encrypted(
    fake: FakeCluster, ghcr_tui: Headless, old: str, tmp_path: Path
) -> None:
    pyrage = pytest.importorskip("pyrage")
    identity = pyrage.x25519.Identity.generate()
    key = tmp_path / "key.txt"
    key.write_text(f"# made for a test\n{identity}\n")
    _fleet(fake)
    back = tmp_path / "back.age"
    _rotate(old, back, "--age", str(identity.to_public()))
    assert back.stat().st_mode & 0o777 == 0o600
    assert b"BEGIN AGE ENCRYPTED FILE" in back.read_bytes()
    assert ghcr_tui("resume", "--back", str(back), "--yes").status == 2
    ran = ghcr_tui("resume", "--back", str(back), "--identity", str(key), "--yes")
    assert (ran.status, ran.err) == (0, "")
    assert _payloads(fake) == [payload()] * _COUNT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--go-on", "--token-stdin"), "nothing to take up"),
        (("--back", __file__), "no rollback file"),
        (("--back", "nowhere.json"), "Cannot read"),
    ],
)
def test_what_cannot_be_taken_up_is_said(
    ghcr_tui: Headless, arguments: tuple[str, ...], said: str
) -> None:
    ran = ghcr_tui("resume", *arguments, "--yes", stdin=_NEW)
    assert ran.status in (2, 3)
    assert said in ran.err


def test_another_token_does_not_go_on(
    fake: FakeCluster, ghcr_tui: Headless, old: str, tmp_path: Path
) -> None:
    _fleet(fake)
    _killed(fake, old, tmp_path / "back.json", 1, counts=False)
    ran = ghcr_tui("resume", "--go-on", "--token-stdin", "--yes", stdin="another-0123456789")
    assert ran.status == 2
    assert "not the token that the run was putting in place" in ran.err


def test_a_context_that_leads_elsewhere_is_not_touched(
    fake: FakeCluster, ghcr_tui: Headless, old: str, tmp_path: Path
) -> None:
    _fleet(fake)
    back = tmp_path / "back.json"
    _rotate(old, back)
    document: dict[str, Json] = json.loads(back.read_text())
    back.write_text(json.dumps({**document, "servers": {"fake": "https://other.example.com"}}))
    ran = ghcr_tui("resume", "--back", str(back), "--yes")
    assert ran.status == 2
    assert "led to https://other.example.com then" in ran.err
    assert _payloads(fake) == [payload(token=_NEW)] * _COUNT


def _words(folder: Path) -> list[str]:
    """Return every word of the files that were kept."""
    files = [path for path in folder.glob("**/*") if path.is_file()]
    return [word for path in files for word in path.read_text(errors="replace").split('"')]
