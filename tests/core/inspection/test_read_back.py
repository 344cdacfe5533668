"""What controllers make Secrets of, read back: what is written here is sound, all else judged."""

import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.formats.external_secret import external_secret, generated_secret
from ghcr_tui.core.formats.format import Store
from ghcr_tui.core.formats.sealed_secret import sealed_secret
from ghcr_tui.core.golang.duration import duration, seconds_of
from ghcr_tui.core.golang.json_text import Json, dumps
from ghcr_tui.core.golang.template import render
from ghcr_tui.core.inspection import template_payload
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.secret.controllers import CLUSTER_WIDE, NAMESPACE_WIDE, SCOPES, Scope
from ghcr_tui.core.secret.secret import Secret
from made_up_tokens import github_token

SECRET = Secret("ghcr", "shop", {"team": "a"}, {"note": "b"}, False, {}, {})
_SEALED = b64encode(b"\x02\x00" + bytes(512 + 171 + 16)).decode()
_ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"


def read_back(document: Json) -> Inspection:
    """Return what is read of a document."""
    return inspect_whole(dumps(document))


def codes(document: Json) -> list[str]:
    """Return the codes of all that is said about a document, that it is sealed apart."""
    found = [finding.code for finding in read_back(document).findings]
    return [code for code in found if code not in ("sealed-secret", "external-secret")]


@pytest.mark.parametrize("scope", SCOPES)
def test_a_sealed_secret_as_it_is_written_here_is_sound(scope: Scope) -> None:
    document = sealed_secret(SECRET, {".dockerconfigjson": _SEALED}, scope)
    said = read_back(document).findings[0].message
    assert codes(document) == []
    assert f"scope is {scope}" in said
    assert "171 bytes" in said


@pytest.mark.parametrize(
    ("registry", "username"), [("ghcr.io", "octocat"), ("quay.io", 'a"b{{'), ("x{{.io/p", "a")]
)
@pytest.mark.parametrize("username_property", ["", "username"])
def test_an_external_secret_as_it_is_written_here_is_sound(
    registry: str, username: str, username_property: str
) -> None:
    store = Store("vault", username_property=username_property)
    document = external_secret(SECRET, (Credential(registry, username, ""),), store)
    assert [code for code in codes(document) if code.startswith(("external", "template"))] == []
    assert "payload-not-json" not in codes(document)


def test_a_generator_as_it_is_written_here_is_sound() -> None:
    assert [codes(each) for each in generated_secret(SECRET, _ECR)] == [["not-a-secret"], []]


@pytest.mark.parametrize(
    ("outside", "inside", "code"),
    [
        ({}, {}, []),
        ({NAMESPACE_WIDE: "true"}, {NAMESPACE_WIDE: "true"}, []),
        ({NAMESPACE_WIDE: "true", CLUSTER_WIDE: "true"}, {CLUSTER_WIDE: "true"}, []),
        ({CLUSTER_WIDE: "true"}, {}, ["sealed-scope-disagrees"]),
        ({}, {NAMESPACE_WIDE: "true"}, ["sealed-scope-disagrees"]),
        ({CLUSTER_WIDE: "True"}, {}, ["sealed-scope-odd"]),
        ({CLUSTER_WIDE: "false"}, {}, []),
        ({"sealedsecrets.bitnami.com/managed": "true"}, {}, []),
        ({"sealedsecrets.bitnami.com/scope": "cluster"}, {}, ["sealed-scope-odd"]),
    ],
)
def test_the_scope_is_that_of_the_annotations(
    outside: dict[str, Json], inside: dict[str, Json], code: list[str]
) -> None:
    document = json.loads(dumps(sealed_secret(SECRET, {".dockerconfigjson": _SEALED}, "strict")))
    for part, annotations in ((document, outside), (document["spec"]["template"], inside)):
        part["metadata"]["annotations"] = annotations
    assert codes(document) == code


def test_a_token_in_the_place_of_a_name_is_not_shown() -> None:
    bad = sealed_secret(SECRET._replace(name=github_token()), {".dockerconfigjson": "x"}, "strict")
    found = read_back({"kind": "List", "apiVersion": "v1", "items": [bad, bad]})
    assert all(github_token() not in f"{each.message}{each.where}" for each in found.findings)


def test_the_age_of_a_sealed_secret_is_said_where_it_is_known() -> None:
    document = sealed_secret(SECRET, {".dockerconfigjson": _SEALED}, "strict")
    for moment, said in (("2026-10-01T10:00:00Z", "A SealedSecret of 2026-10-01 for"), (5, "A Se")):
        document["metadata"] = {"name": "ghcr", "namespace": "shop", "creationTimestamp": moment}
        assert read_back(document).findings[0].message.startswith(said)


def test_a_template_of_thousands_of_names_is_rendered_a_few_times_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rendered: list[int] = []

    def counted(template: str, values: dict[str, str], *, is_strict: bool) -> str:
        rendered.append(len(template))
        return render(template, values, is_strict=is_strict)

    monkeypatch.setattr(template_payload, "render", counted)
    names = [f"n{number}" for number in range(3000)]
    fields = ",".join(f'"{name}":"{{{{ .{name} }}}}"' for name in names)
    template: Json = {
        "type": "kubernetes.io/dockerconfigjson",
        "data": {".dockerconfigjson": f'{{"auths":{{"quay.io":{{{fields}}}}}}}'},
    }
    document: Json = {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {"name": "ghcr", "namespace": "shop"},
        "spec": {
            "secretStoreRef": {"name": "vault"},
            "target": {"template": template},
            "data": [{"secretKey": name} for name in names],
        },
    }
    assert "template-unescaped" in codes(document)
    assert len(rendered) < 30


def test_several_objects_are_told_apart_by_their_names() -> None:
    good = sealed_secret(SECRET, {".dockerconfigjson": _SEALED}, "strict")
    bad = sealed_secret(SECRET._replace(name="other"), {".dockerconfigjson": "broken"}, "strict")
    found = read_back({"kind": "List", "apiVersion": "v1", "items": [good, bad]}).findings
    assert [str(each.where) for each in found if each.severity == "error"] == [
        'shop/other: spec.encryptedData[".dockerconfigjson"]'
    ]


def test_the_controllers_own_words_are_inert_and_without_tokens() -> None:
    document = sealed_secret(SECRET, {".dockerconfigjson": _SEALED}, "strict")
    words = f"\x1b[2Jno key could decrypt {github_token()}" + "x" * 5000
    document["status"] = {"conditions": [{"type": "Synced", "status": "False", "message": words}]}
    (finding,) = [each for each in read_back(document).findings if each.severity == "error"]
    assert "no key could decrypt" in finding.message
    assert "\x1b" not in finding.message
    assert github_token() not in finding.message
    assert len(finding.message) < 300


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.just("{{ .x }}")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
_NAMES = st.sampled_from(
    (
        *("metadata", "spec", "template", "target", "data", "dataFrom", "encryptedData", "type"),
        *("annotations", "secretKey", "sourceRef", "generatorRef", "kind", "name", "sops", "age"),
        *(".dockerconfigjson", "status", "conditions", "refreshInterval", "secretStoreRef"),
    )
)
_TREES = st.recursive(
    _VALUES, lambda inner: st.dictionaries(_NAMES, inner, max_size=6), max_leaves=30
)


@given(
    st.dictionaries(_NAMES, _TREES, max_size=6),
    st.sampled_from(("SealedSecret", "ExternalSecret", "ClusterExternalSecret", "PushSecret")),
)
def test_no_document_is_more_than_judged(tree: dict[str, Json], kind: str) -> None:
    found = inspect_whole(json.dumps({**tree, "kind": kind}))
    assert all(finding.message for finding in found.findings)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1h", 3600), ("1h30m0s", 5400), ("0", 0), ("-1.5h", -5400), ("250ms", 0.25),
     ("", None), ("1", None), ("1d", None), ("h", None), ("1h 2m", None)],
)  # fmt: skip
def test_a_duration_is_read_as_go_reads_it(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0s"), (59, "59s"), (60, "1m0s"), (1800, "30m0s"), (3600, "1h0m0s"), (5400, "1h30m0s")],
)
def test_a_duration_is_written_as_go_writes_it(seconds: int, text: str) -> None:
    assert duration(seconds) == text
