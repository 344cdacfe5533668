"""There is no second opinion: whatever judges a Secret says the same of it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.entry_verdicts import verdicts_of_entries
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verdict.verdict import what_comes_of, will_it_pull
from made_up_secrets import AUTH, TOKEN, b64

_NOW = 1_800_000_000.0
_CORPUS = [
    each for each in (Path(__file__).parents[2] / "corpus").iterdir() if each.suffix != ".codes"
]
_TEXTS = st.sampled_from(("", "octocat", TOKEN, "ghr_x", "AWS", "two words", "a:b", "{}", " \n"))
_ENTRIES: st.SearchStrategy[object] = st.one_of(
    st.fixed_dictionaries({}, optional={"username": _TEXTS, "password": _TEXTS}),
    st.sampled_from((AUTH, b64("no colon"), b64("a:"), b64(":b"), "?", "")).map(
        lambda auth: {"auth": auth}
    ),
    st.sampled_from((None, [], "text", {"identitytoken": "x"}, {"auth": 5})),
)
_KEYS = st.sampled_from(
    ("ghcr.io", "ghcr.io/owner", "quay.io", "index.docker.io", "a b", "", "*.example.com", "[x]")
)
_TYPES = st.sampled_from(
    ("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "Opaque", "", "docker-registry")
)
_IMAGES = ("ghcr.io/owner/app", "quay.io/a/b", "nginx", "x.example.com/a", "localhost/x")


@st.composite
def _manifests(draw: st.DrawFn) -> str:
    auths = draw(st.dictionaries(_KEYS, _ENTRIES, max_size=4))
    key = draw(st.sampled_from((".dockerconfigjson", ".dockercfg")))
    document = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": draw(st.sampled_from(("ghcr", "Not A Name"))), "namespace": "web"},
        "type": draw(_TYPES),
        "data": {key: b64(json.dumps({"auths": auths}))},
    }
    return json.dumps(document)


def _agree(secret: InspectedSecret, about_all: tuple[Finding, ...]) -> None:
    judged = judged_secret(secret)
    whole = what_comes_of(judged)
    rows = [verdict.answer for verdict in verdicts_of_entries(secret)]
    errors = [each for each in (*secret.findings, *about_all) if each.severity == "error"]
    assert whole.answer != "pulls" or not errors
    assert whole.answer != "pulls" or set(rows) <= {"pulls"}
    assert "fails" not in rows or whole.answer == "fails"
    for image in _IMAGES:
        verdict = will_it_pull(parse_image(image), [judged])
        if verdict.answer == "pulls":
            named = next(each for each in verdict.tried if each.standing == "sound")
            assert all(each.severity != "error" for each in named.findings)
            assert named.match.credential.token or named.match.username
            assert "pulls" in rows
        if whole.answer == "pulls":
            assert verdict.answer in ("pulls", "anonymous")


@pytest.mark.parametrize("path", _CORPUS, ids=lambda path: path.name)
def test_all_that_judges_a_secret_of_the_corpus_agrees(path: Path) -> None:
    whole = inspect_whole(path.read_bytes().decode("utf-8", "surrogateescape"), _NOW)
    for secret in whole.secrets:
        _agree(secret, whole.findings)


@given(_manifests())
def test_all_that_judges_a_generated_secret_agrees(text: str) -> None:
    whole = inspect_whole(text, _NOW)
    for secret in whole.secrets:
        _agree(secret, whole.findings)
