"""The API server's rules, each with its counter-example; kubectl is asked where it can judge."""

import json

import pytest
from hypothesis import given

import kubectl
from ghcr_tui.core.golang.json_text import dumps
from ghcr_tui.core.secret.object_rules import (
    annotation_key_problem,
    label_key_problem,
    label_value_problem,
    name_problem,
    namespace_problem,
)
from ghcr_tui.core.text.inert import is_inert
from strategies import anything

_NAMES = [
    ("ghcr", ""),
    ("a", ""),
    ("0", ""),
    ("a-b.c-d.0", ""),
    ("a" * 253, ""),
    (".".join(["a" * 300])[:253], ""),  # a part may be longer than 63, unlike in DNS
    ("a" * 254, "has 254 characters, and 253 are the limit"),
    ("", "is empty"),
    ("GHCR", "has capital letters"),
    ("ghcr_io", "has `_`"),
    ("ghcr io", "has ` `"),
    ("ghcr/io", "has `/`"),
    ("ghcr\n", "has `␊`"),
    ("é", "has `é`"),
    ("\u200bghcr", "has `<U+200B>`"),
    ("-ghcr", "must begin and end with a letter or a digit"),
    ("ghcr-", "must begin and end with a letter or a digit"),
    (".ghcr", "so must each part between dots"),
    ("ghcr.", "so must each part between dots"),
    ("a..b", "so must each part between dots"),
    ("a.-b", "so must each part between dots"),
]
_NAMESPACES = [
    ("default", ""),
    ("0-a", ""),
    ("a" * 63, ""),
    ("a" * 64, "has 64 characters, and 63 are the limit"),
    ("", "is empty"),
    ("a.b", "has `.`"),  # a label, not a subdomain
    ("Default", "has capital letters"),
    ("kube_system", "has `_`"),
    ("-a", "must begin and end"),
    ("a-", "must begin and end"),
]
_LABEL_KEYS = [
    ("component", ""),
    ("App_v1.2-b", ""),
    ("0", ""),
    ("a" * 63, ""),
    ("example.org/a", ""),
    ("a" * 253 + "/" + "b" * 63, ""),
    ("a" * 64, "has 64 characters, and 63 are the limit"),
    ("example.org/" + "a" * 64, "has 64 characters"),
    ("a" * 254 + "/b", "has a prefix before the `/` that has 254 characters"),
    ("", "is empty"),
    ("a/", "has no name behind the `/`"),
    ("/a", "has a prefix before the `/` that is empty"),
    ("a/b/c", "has more than one `/`"),
    ("Example.org/a", "has a prefix before the `/` that has capital letters"),
    ("ex_ample/a", "has a prefix before the `/` that has `_`"),
    ("-a", "must begin and end with a letter or a digit"),
    ("a.", "must begin and end with a letter or a digit"),
    ("a b", "has ` `"),
    ("é", "has `é`"),
]
_LABEL_VALUES = [
    ("", ""),
    ("a", ""),
    ("1e3", ""),  # a matter of quoting in YAML, not of validity
    ("A_b.c-d", ""),
    ("a" * 63, ""),
    ("a" * 64, "has 64 characters, and 63 are the limit"),
    ("-a", "must begin and end"),
    ("a-", "must begin and end"),
    ("a_", "must begin and end"),
    ("a b", "has ` `"),
    ("a/b", "has `/`"),
    ("a=b", "has `=`"),
    ("a\n", "has `␊`"),
    ("é", "has `é`"),
]


@pytest.mark.parametrize(("name", "problem"), _NAMES)
def test_a_name_is_a_dns_1123_subdomain(name: str, problem: str) -> None:
    assert problem in name_problem(name)
    assert bool(name_problem(name)) == bool(problem)


@pytest.mark.parametrize(("namespace", "problem"), _NAMESPACES)
def test_a_namespace_is_a_dns_1123_label(namespace: str, problem: str) -> None:
    assert problem in namespace_problem(namespace)
    assert bool(namespace_problem(namespace)) == bool(problem)


@pytest.mark.parametrize(("key", "problem"), _LABEL_KEYS)
def test_a_label_key_is_a_qualified_name(key: str, problem: str) -> None:
    assert problem in label_key_problem(key)
    assert bool(label_key_problem(key)) == bool(problem)


@pytest.mark.parametrize(("value", "problem"), _LABEL_VALUES)
def test_a_label_value_is_short_and_plain(value: str, problem: str) -> None:
    assert problem in label_value_problem(value)
    assert bool(label_value_problem(value)) == bool(problem)


@pytest.mark.parametrize(
    ("key", "sound"),
    [
        (
            "Example.org/a",
            True,
        ),  # what a label may not: the API server looks at it in small letters
        ("KUBECTL.kubernetes.io/Last", True),
        ("a b", False),
        ("a/b/c", False),
        ("", False),
    ],
)
def test_an_annotation_key_is_a_label_key_that_may_have_capitals(key: str, sound: bool) -> None:
    assert (annotation_key_problem(key) == "") is sound


@pytest.mark.parametrize(("value", "problem"), [row for row in _LABEL_VALUES if row[0]])
def test_kubectl_says_the_same_of_label_values(value: str, problem: str) -> None:
    secret = dumps({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}})
    done = kubectl.run("label", "--local", "-f", "-", "-o", "json", f"k={value}", given=secret)
    assert (done.returncode != 0) is bool(problem)
    if not problem:
        assert json.loads(done.stdout)["metadata"]["labels"] == {"k": value}


_SELECTABLE = [(key, problem) for key, problem in _LABEL_KEYS if key.isascii() and " " not in key]
_PREFIXES = [
    (f"{name}/a", problem) for name, problem in _NAMES if name.isascii() and not name[-1:].isspace()
]


@pytest.mark.parametrize(("key", "problem"), [*_SELECTABLE, *_PREFIXES])
def test_kubectl_says_the_same_of_label_keys_and_of_names_as_their_prefixes(
    key: str, problem: str
) -> None:
    done = kubectl.run(
        *("create", "poddisruptionbudget", "x", "--min-available=1", f"--selector={key}=b"),
        *("--dry-run=client", "-o", "name"),
    )
    assert (done.returncode != 0) is bool(problem)


@given(anything)
def test_any_text_is_judged_in_words_that_are_safe_to_show(text: str) -> None:
    for judge in (
        name_problem,
        namespace_problem,
        label_key_problem,
        annotation_key_problem,
        label_value_problem,
    ):
        assert is_inert(judge(text))
