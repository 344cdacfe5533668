"""From an empty form to a Secret in a file, and back, the way a person goes."""

import json
import stat
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from journeys.emulator import Terminal
from journeys.filling import fill, go_to, squeezed
from journeys.traces import sent_to_clipboard
from kubectl import read_back
from made_up_tokens import github_token

TOKEN = github_token()
AUTH = b64encode(f"octocat:{TOKEN}".encode()).decode()
PAYLOAD = json.dumps({"auths": {"ghcr.io": {"auth": AUTH}}}, separators=(",", ":"))
TYPED = {
    "username": "octocat",
    "token": TOKEN,
    "namespace": "denostr",
    "labels": "component=denostr",
}
DATA = b64encode(PAYLOAD.encode()).decode()
SECRET = {
    "apiVersion": "v1",
    "kind": "Secret",
    "metadata": {"name": "ghcr", "namespace": "denostr", "labels": {"component": "denostr"}},
    "type": "kubernetes.io/dockerconfigjson",
    "data": {".dockerconfigjson": DATA},
}


def composed(cwd: Path) -> Terminal:
    terminal = Terminal(cwd=cwd)
    terminal.wait_for(".dockerconfigjson")
    fill(terminal, TYPED)
    terminal.wait_for(lambda _: DATA in squeezed(terminal.box("Manifest")))
    return terminal


def test_what_is_typed_is_saved_for_its_owner_alone_and_kubectl_reads_it(tmp_path: Path) -> None:
    with composed(tmp_path) as terminal:
        preview = terminal.box("Manifest")
        terminal.press("ctrl+s")
        terminal.wait_for("ghcr-secret.yaml")
        terminal.press("enter")
        terminal.wait_for("Saved the manifest")
        saved = tmp_path / "ghcr-secret.yaml"
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
        assert squeezed(saved.read_text()) == squeezed(preview)
        assert read_back([saved.read_text()]) == [SECRET]


def test_the_manifest_changes_while_each_field_is_typed() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        fill(terminal, {"namespace": "den"})
        terminal.wait_for(lambda _: "namespace: den" in terminal.box("Manifest"))
        terminal.type("ostr")
        terminal.wait_for(lambda _: "namespace: denostr" in terminal.box("Manifest"))


def test_what_was_saved_comes_back_through_inspect_into_the_form(tmp_path: Path) -> None:
    file = tmp_path / "ghcr-secret.yaml"
    file.write_text(json.dumps(SECRET))
    with Terminal([str(file)]) as terminal:
        terminal.wait_for("octocat")
        assert TOKEN not in squeezed(terminal.text)
        terminal.press("ctrl+r")
        terminal.wait_for(lambda text: TOKEN in text)
        terminal.press("f4")
        terminal.wait_for("Credentials")
        terminal.wait_for(lambda _: DATA in squeezed(terminal.box("Manifest")))
        shown = {label: terminal.field(label) for label in ("username", "namespace", "labels")}
        assert shown == {label: TYPED[label] for label in shown}


def test_a_token_with_an_error_is_neither_saved_nor_copied(tmp_path: Path) -> None:
    with Terminal(cwd=tmp_path) as terminal:
        terminal.wait_for(".dockerconfigjson")
        fill(terminal, {"username": "octocat", "token": f"{TOKEN[:-1]}x", "namespace": "denostr"})
        terminal.press("ctrl+s")
        terminal.wait_for("Not saved")
        assert terminal.focus == "token"
        terminal.press("ctrl+y")
        terminal.wait_for("Not copied")
        assert list(sent_to_clipboard(terminal.output)) == []
        assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_replaced_only_after_its_changes_were_seen(tmp_path: Path) -> None:
    saved = tmp_path / "ghcr-secret.yaml"
    saved.write_text("mine: yes\n")
    with composed(tmp_path) as terminal:
        terminal.press("ctrl+s")
        terminal.wait_for("A file is there")
        terminal.press("enter")
        terminal.wait_for("mine: yes")
        assert TOKEN not in squeezed(terminal.text)
        terminal.press("escape")
        terminal.wait_gone("mine: yes")
        assert saved.read_text() == "mine: yes\n"
        terminal.press("enter")
        terminal.wait_for("mine: yes")
        terminal.type("y")
        terminal.wait_for("Saved the manifest")
        assert read_back([saved.read_text()]) == [SECRET]


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        pytest.param(80, 24, id="the size terminals open with"),
        pytest.param(60, 20, id="half a laptop's screen"),
    ],
)
def test_a_small_window_saves_the_same_secret(tmp_path: Path, columns: int, rows: int) -> None:
    with Terminal(cwd=tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("username")
        fill(terminal, {"username": "octocat", "token": TOKEN, "namespace": "denostr"})
        go_to(terminal, "labels")
        terminal.type(TYPED["labels"])
        terminal.wait_for("component=denostr")
        terminal.press("ctrl+s")
        terminal.wait_for("ghcr-secret.yaml")
        terminal.press("enter")
        terminal.wait_for("Saved the manifest")
        manifest = read_back([(tmp_path / "ghcr-secret.yaml").read_text()])
        assert manifest == [SECRET]


def test_a_second_registry_goes_into_the_same_secret(tmp_path: Path) -> None:
    with composed(tmp_path) as terminal:
        terminal.press("ctrl+n")
        terminal.wait_for(lambda _: terminal.focus == "registry")
        terminal.press("ctrl+u")
        fill(terminal, {"registry": "quay.io", "username": "org+bot", "token": "made-up-for-quay"})
        terminal.press("ctrl+s")
        terminal.wait_for("ghcr-secret.yaml")
        terminal.press("enter")
        terminal.wait_for("Saved the manifest")
        [manifest] = read_back([(tmp_path / "ghcr-secret.yaml").read_text()])
        data = manifest["data"]
        assert isinstance(data, dict)
        payload = json.loads(b64decode(str(data[".dockerconfigjson"])))
        assert list(payload["auths"]) == ["ghcr.io", "quay.io"]
        assert b64decode(payload["auths"]["quay.io"]["auth"]) == b"org+bot:made-up-for-quay"
