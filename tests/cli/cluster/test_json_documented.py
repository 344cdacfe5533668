"""docs/json.md names just what the verbs about clusters print."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.cluster.test_why import event, failing
from cli.headless import Headless
from core.cluster.runtime_words import RUNTIMES
from ghcr_tui.core.golang.json_text import Json
from kube_kit import fleet
from kube_kit.objects import account, pod, secret
from kube_kit.server import FakeCluster

pytestmark = pytest.mark.usefixtures("the_kubectl")
_DOCUMENT = (Path(__file__).parents[3] / "docs" / "json.md").read_text()
_OF_FINDINGS = {"code", "severity", "message", "fix", "where"}


def _section(title: str) -> str:
    """Return the section that begins with `title`, up to the next of its kind."""
    return _DOCUMENT.partition(f"## {title}")[2].partition("\n## ")[0]


def _documented(section: str) -> set[str]:
    return set(re.findall(r"`([a-zA-Z]+)(?:\[\])?`", section))


def _names(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        for name, child in value.items():
            yield name
            yield from _names(child)
    elif isinstance(value, list):
        for child in value:
            yield from _names(child)


@pytest.fixture(autouse=True)
def filled(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster in which every list has a row."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))
    words = RUNTIMES[0][0]
    fake.create(
        *fleet.sound("a"),
        *fleet.missing("b"),
        *fleet.copies(4, 1),
        secret("shop", "ghcr"),
        account("shop", "default"),
        failing("web", words, "ghcr"),
        event("web", words),
        failing("gone", words, "gone"),
        pod("shop", "old", "x"),
    )
    fake.api.rights["ann"] = []


@pytest.mark.parametrize(
    ("title", "arguments"),
    [
        ("`ghcr-tui audit -o json`", ("audit", "-A", "-o", "json")),
        ("`ghcr-tui why POD -o json`", ("why", "-o", "json")),
        ("`ghcr-tui attach -o json`", ("attach", "ghcr", "-o", "json")),
    ],
)
def test_every_name_that_is_printed_is_documented(
    ghcr_tui: Headless, title: str, arguments: tuple[str, ...]
) -> None:
    printed = set(_names(json.loads(ghcr_tui(*arguments).out)))
    assert printed - _documented(_section(title)) - _OF_FINDINGS == set()


def test_every_name_that_is_documented_for_the_audit_is_printed(
    ghcr_tui: Headless, fake: FakeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = set(_names(json.loads(ghcr_tui("audit", "-A", "-o", "json").out)))
    login = fake.login()._replace(as_user="ann")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    refused = set(_names(json.loads(ghcr_tui("audit", "-A", "-o", "json").out)))
    first_cells = re.findall(r"^\| ([^|]+) \|", _section("`ghcr-tui audit -o json`"), re.MULTILINE)
    documented = {name for cell in first_cells for name in _documented(cell)}
    assert documented - whole - refused == set()
