"""What the tests of the headless verbs share: a run of the program, in process or as one."""

import base64
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from ghcr_tui.__main__ import main

TOKEN = "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"
"""GitHub's own published example, long revoked."""


class Ran(NamedTuple):
    """How a run ended and what it wrote."""

    status: int
    out: str
    err: str


class Headless:
    """Runs `ghcr-tui` in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str, stdin: str | bytes = b"") -> Ran:
        """Run with `arguments`, `stdin` being piped in."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        with tempfile.TemporaryFile() as file:  # a pipe would stall on more than it holds
            file.write(data)
            file.seek(0)
            self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(file))
            status = main(arguments)
        captured = self._capsys.readouterr()
        return Ran(status, captured.out, captured.err)


def run_process(
    *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `ghcr-tui` as a process of its own, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "ghcr_tui", *arguments],
        input=stdin,
        capture_output=True,
        env=environment,
        timeout=60,
        check=False,
    )


def b64(text: str) -> str:
    """Return the base64 of `text`."""
    return base64.b64encode(text.encode()).decode()


def payload(registry: str = "ghcr.io", username: str = "octocat", token: str = TOKEN) -> str:
    """Return a sound payload of one registry, in both forms."""
    entry = {"username": username, "password": token, "auth": b64(f"{username}:{token}")}
    return json.dumps({"auths": {registry: entry}}, separators=(",", ":"))


def secret(
    name: str = "ghcr", namespace: str = "shop", text: str | None = None, **metadata: object
) -> dict[str, object]:
    """Return a pull Secret as `kubectl get -o json` prints it."""
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": namespace, **metadata},
        "type": "kubernetes.io/dockerconfigjson",
        "data": {".dockerconfigjson": b64(payload() if text is None else text)},
    }


def secret_list(count: int) -> dict[str, object]:
    """Return a List of `count` sound pull Secrets."""
    items = [secret(f"pull-{number}") for number in range(count)]
    return {"apiVersion": "v1", "kind": "List", "items": items}


@pytest.fixture
def ghcr_tui(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Headless:
    """Return a callable that runs `ghcr-tui` in this process."""
    return Headless(monkeypatch, capsys)
