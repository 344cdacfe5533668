"""The real kubectl says whether we write and read as Kubernetes does."""

import base64
import json

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import kubectl
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.formats.catalogue import JSON, YAML
from ghcr_tui.core.formats.format import FormatOptions
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader
from ghcr_tui.core.golang.yaml_writer import dump
from ghcr_tui.core.secret.payload import payload_text
from ghcr_tui.core.secret.secret import manifest
from strategies import NASTY, drafts, json_values, texts

# Without shrinking: every example is a run of kubectl.
_few = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_batch = settings(_few, max_examples=4)


@pytest.fixture(autouse=True)
def _kubectl_is_there() -> None:
    kubectl.kubectl_path()


def test_every_nasty_string_is_read_back_as_itself_wherever_it_stands() -> None:
    secrets = [
        Draft(name=text, namespace=text, labels=((text, text),), annotations=((text, text),))
        for text in NASTY
    ]
    documents = [manifest(secret_of(draft)) for draft in secrets]
    assert kubectl.read_back(map(dump, documents)) == documents


@_batch
@given(st.lists(drafts(), min_size=20, max_size=40))
def test_any_manifest_means_the_same_to_kubectl_and_to_pyyaml(some: list[Draft]) -> None:
    documents = [manifest(secret_of(draft)) for draft in some]
    written = [dump(document) for document in documents]
    assert [yaml.safe_load(text) for text in written] == documents
    assert kubectl.read_back(written) == documents


@_batch
@given(st.lists(drafts(), min_size=20, max_size=40))
def test_any_json_manifest_means_the_same_to_kubectl(some: list[Draft]) -> None:
    documents = [manifest(secret_of(draft)) for draft in some]
    written = [JSON.render(draft, FormatOptions()) for draft in some]
    assert kubectl.read_back(written, "") == documents


@_batch
@given(st.lists(json_values, min_size=20, max_size=40))
def test_any_value_at_all_is_read_back_the_same(values: list[Json]) -> None:
    documents: list[dict[str, Json]] = [
        {"apiVersion": "v1", "kind": "Thing", "metadata": {"name": "a"}, "spec": {"value": value}}
        for value in values
    ]
    read = kubectl.read_back(map(dump, documents))
    assert [_typed(document) for document in read] == [_typed(document) for document in documents]


def test_a_secret_of_a_mebibyte_is_read_back_the_same() -> None:
    draft = Draft(credentials=(Credential("ghcr.io", "u", "x" * 700_000),), string_data=True)
    assert kubectl.read_back([YAML.render(draft, FormatOptions())]) == [manifest(secret_of(draft))]


_ESCAPED = (
    "<a>&b",
    "\u2028\u2029",
    "\"'\\/",
    "\x01\x08\x0c\x1b\x1f\x7f\x80",
    "😀e\u0301",
    "\n\r\t",
)


@pytest.mark.parametrize("text", _ESCAPED)
def test_kubectl_style_has_the_bytes_of_kubectl_for_what_json_may_escape(text: str) -> None:
    _assert_same_payload(Credential(f"r{text}", f"u{text}", f"p{text}", f"e{text}"))


@_few
@given(
    st.builds(Credential, *[texts.filter(lambda text: text and "\0" not in text)] * 3).flatmap(
        lambda one: st.sampled_from(["", "me@example.org", "<é>"]).map(
            lambda email: one._replace(email=email)
        )
    )
)
def test_kubectl_style_has_the_bytes_of_kubectl(credential: Credential) -> None:
    _assert_same_payload(credential)


def test_bytes_that_are_no_text_are_written_as_kubectl_writes_them() -> None:
    _assert_same_payload(Credential("r\udcff", "u\udcfe", "p\udc80\udc81", "e\udcc3"))


def test_auth_style_holds_the_same_auth_as_kubectl() -> None:
    credential = Credential("ghcr.io", "USERNAME", "PAT_TOKEN")
    by_kubectl = json.loads(_payload_of_kubectl(credential))["auths"]["ghcr.io"]
    assert json.loads(payload_text((credential,)))["auths"]["ghcr.io"] == {
        "auth": by_kubectl["auth"]
    }


_SCALARS = """
    1e3 5E10 0o17 0O17 017 0x1F 0X1f 0b11 0B11 1_000 1__0 _1 1_ 0_7 08 09 0009 +09 00 -00
    1. .5 ._5 1._5 -.5 +.5 +._5 .5e3 1e 1e+ 1e+1 1.e1 .e1 1_e10 1e1_0 1e400 1e-400 0x 0o8
    99999999999999999999 18446744073709551615 18446744073709551616 9223372036854775808
    -9223372036854775808 -9223372036854775809 +18446744073709551615 1e21 0.1e-7 -0 -0.0
    0xfffffffffffffffff 0x8000000000000000 -0x8000000000000000 07777777777777777777777777
    y Y n N yes Yes YES yES on On oN off no true True tRUE false ~ null Null nULL
    2026-11-23 2001-12-14t21:59:43.10-05:00 12:30:45 190:20:30.15 << = . + -1 +1 1.2.3
    inf Inf nan NaN .iNf infinity 0x1p4 1+1 -- -1- 0b2 -0b11 -0o17 -017 +0x1f 0b 0b_1 a=b
"""


def test_plain_scalars_are_taken_as_kubectl_takes_them() -> None:
    lines = "".join(f"  k{number}: {text}\n" for number, text in enumerate(_SCALARS.split()))
    _assert_read_alike(f"apiVersion: v1\nkind: Thing\nmetadata: {{name: a}}\nspec:\n{lines}")


@_few
@given(
    st.lists(
        st.one_of(st.text("0123456789", min_size=1), st.text("0123456789_.+-eExobB", min_size=1)),
        min_size=100,
        max_size=200,
    )
)
def test_anything_like_a_number_is_taken_as_kubectl_takes_it(scalars: list[str]) -> None:
    lines = "".join(
        f"  k{number}: {text}\n"
        for number, text in enumerate(scalars)
        if not text.startswith("- ") and text not in ("-", "---", "...")
    )
    _assert_read_alike(f"apiVersion: v1\nkind: Thing\nmetadata: {{name: a}}\nspec:\n{lines}")


@pytest.mark.parametrize(
    "spec",
    [
        "{1e3: a, 1.5: b, true: c, 0x10: d, y: e, 100000.0: f}",
        "{1e6: a, 16777217.0: b, -0.0: c, 1e-5: d, 1e300: e, 1234567.0: f, 0.0001: g}",
        "{.inf: a, .nan: b, 99999999999999999999: c, !!binary aGk=: d}",
        "{b: &b {x: 1, z: 2}, a: {x: 5, <<: *b}, c: {<<: *b, x: 5}, d: {<<: [*b, {x: 3, w: 4}]}}",
        '{"<<": {x: 1}, a: {! "<<": {d: 2}}, b: <<, !!merge <<: {c: 3}, e: {!!str <<: 4}}',
        '{a: !!str 1e3, b: ! 5, c: !!int "0x1f", d: !!float 5, e: !!bool y, f: !!null ""}',
        "{a: !!binary aGVsbG8=, b: !!binary /w==, c: !!timestamp 2026-11-23, d: !!value =}",
        "{a: !!map {b: 1}, c: !!set {d}, e: !!omap [f: 1], g: !!seq [1]}",
        "{a: &a [1, {b: 2}], c: *a, d: &d x, *d : 3}",
        "{a: 1, a: 2}",
    ],
)
def test_keys_tags_and_merges_are_taken_as_kubectl_takes_them(spec: str) -> None:
    _assert_read_alike(f"apiVersion: v1\nkind: Thing\nmetadata: {{name: a}}\nspec: {spec}\n")


@pytest.mark.parametrize(
    "spec",
    [
        *(".inf", "-.INF", "[.nan]", "{~: a}", "{null: a}", "{a: {<<: 5}}", "{a: {<<: [5]}}"),
        *("!!int x", "!!int 1.5", "!!float 1e400", "!!bool 5", "!!null x", "!!binary a"),
        *("{? [a] : b}", "*a", "{a: &a [*b]}", '"\\ud800"', "@a", "`a`"),
    ],
)
def test_what_kubectl_refuses_we_refuse(spec: str) -> None:
    text = f"apiVersion: v1\nkind: Thing\nmetadata: {{name: a}}\nspec: {spec}\n"
    done = kubectl.run("annotate", "--local", "-f", "-", "a=b", "-o", "json", given=text)
    assert done.returncode != 0
    with pytest.raises(YamlError):
        list(YamlReader().read_pieces(text))


def _assert_read_alike(text: str) -> None:
    (ours,) = [value for _, value, _ in YamlReader().read_pieces(text)]
    (theirs,) = kubectl.read_back([text])
    assert _typed(ours) == _typed(theirs)


def _typed(value: Json) -> object:
    """Return `value` so that comparing tells booleans from numbers, which JSON makes all floats."""
    if isinstance(value, dict):
        return {key: _typed(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_typed(child) for child in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return (type(value), value)
    return (float, float(value))


def _assert_same_payload(credential: Credential) -> None:
    ours = payload_text((credential,), "kubectl").encode()
    assert ours == _payload_of_kubectl(credential)


def _payload_of_kubectl(credential: Credential) -> bytes:
    created = kubectl.create(
        "docker-registry",
        f"--docker-server={credential.registry}",
        f"--docker-username={credential.username}",
        f"--docker-password={credential.token}",
        f"--docker-email={credential.email}",
    )
    data = created["data"]
    assert isinstance(data, dict)
    return base64.b64decode(str(data[".dockerconfigjson"]))
