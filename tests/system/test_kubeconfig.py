"""The names in a kubeconfig: merged as kubectl merges, from whatever is in the files."""

import os
from pathlib import Path

import pytest

from ghcr_tui.system.kubeconfig import known_namespaces

SHOP = """\
current-context: live
contexts:
- {name: test, context: {cluster: a, user: a, namespace: test}}
- {name: live, context: {cluster: a, user: a, namespace: shop}}
- {name: bare, context: {cluster: a, user: a}}
"""
OTHER = """\
current-context: other
contexts:
- {name: live, context: {namespace: not-this-one}}
- {name: other, context: {namespace: web}}
"""


def test_the_current_one_comes_first_and_each_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(SHOP)
    (tmp_path / "b").write_text(OTHER)
    paths = os.pathsep.join(("", str(tmp_path / "missing"), *(str(tmp_path / x) for x in "ab")))
    assert known_namespaces({"KUBECONFIG": paths}) == ("shop", "test", "web")


def test_without_the_variable_it_is_the_file_at_home(home: Path) -> None:
    (home / ".kube").mkdir()
    (home / ".kube" / "config").write_text(SHOP)
    assert known_namespaces({}) == ("shop", "test")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "contexts: 3",
        "contexts: [1, {name: 2}, {name: a, context: b}, {name: a, context: {namespace: [x]}}]",
        'contexts: [{name: a, context: {namespace: "\\e[31m"}}]',
        "a: [",
        "a: " + "[" * 5000,
        "--- \n---\n",
    ],
)
def test_what_is_no_kubeconfig_has_no_names(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").write_text(text)
    assert known_namespaces({"KUBECONFIG": str(tmp_path / "a")}) == ()
