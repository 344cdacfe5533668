"""Payloads that are one level too deep: found, shown and named, and of no use to the kubelet."""

import json

import pytest

from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.secret.nested_payload import has_payload, with_nested_entries
from ghcr_tui.core.secret.payload_reader import read_payload
from ghcr_tui.core.verdict.verdict import will_it_pull
from made_up_secrets import AUTH, KEY, b64, manifest, only_secret, payload

P = payload()
AUTHS = json.loads(P)["auths"]
LEGACY = json.dumps(AUTHS)
YAML = f"auths:\n  ghcr.io:\n    auth: {AUTH}\n"
DEEP: list[tuple[str, Json | str]] = [
    ("text in a field", {"value": P}),
    ("under its own key", {KEY: P}),
    ("base64 in a field", {KEY: b64(P)}),
    ("a whole Secret", manifest()),
    ("an object in a field", {"config.json": json.loads(P)}),
    ("the legacy form in a field", {"value": LEGACY}),
    ("deeper", {"data": {"data": {"dockerconfigjson": P}}}),
    ("auths as text", {"auths": LEGACY}),
    ("auths as the text of a payload", {"auths": P}),
    ("auths inside auths", {"auths": {"auths": AUTHS}}),
    ("auths as a list", {"auths": [AUTHS]}),
    ("no auths, and a field", {"auths": None, "value": P}),
    ("a list", [json.loads(P)]),
    ("a JSON text", P),
    ("a JSON text of a JSON text", json.dumps(P)),
]


def _all_texts() -> list[object]:
    cases = [pytest.param(json.dumps(value), id=name) for name, value in DEEP]
    manifest_text = f"apiVersion: v1\nkind: Secret\ndata:\n  {KEY}: {b64(P)}\n"
    return [
        *cases,
        pytest.param(YAML, id="YAML"),
        pytest.param(manifest_text, id="a manifest in YAML"),
    ]


@pytest.mark.parametrize("text", _all_texts())
def test_it_is_found_shown_and_named(text: str) -> None:
    secret = only_secret(manifest(b64(text)))

    assert [(entry.registry, entry.username, entry.usable) for entry in secret.entries] == [
        ("ghcr.io", "octocat", False)
    ]
    assert [finding.code for finding in secret.findings] == ["payload-too-deep"]


@pytest.mark.parametrize("text", _all_texts())
def test_nothing_is_pulled_with_it(text: str) -> None:
    secret = judged_secret(only_secret(manifest(b64(text))))

    verdict = will_it_pull(parse_image("ghcr.io/denostr/app:1"), [secret])

    assert verdict.answer in ("anonymous", "fails")


@pytest.mark.parametrize(
    "text",
    [
        P,
        '{"auths": {}}',
        '{"auths": {"ghcr.io": {}}}',
        '{"auths": {"ghcr.io": {"identitytoken": "x"}}}',
        '{"auths": {"ghcr.io": {"auth": 5}}}',
        json.dumps({"auths": {"docker.io": {"x": 1}}, "value": AUTHS}),
        '{"credsStore": "desktop"}',
        "{}",
        "5",
        "{broken",
        "some: text",
    ],
)
def test_where_nothing_is_hidden_the_payload_stays_as_it_is(text: str) -> None:
    found = read_payload(text, legacy=False, reader=JsonReader())

    assert with_nested_entries(found) is found


def test_what_spoils_the_keyring_spoils_it_beside_a_hidden_payload_too() -> None:
    text = json.dumps({"ghcr.io": [1], "value": AUTHS})
    document = manifest(data={".dockercfg": b64(text)}, type="kubernetes.io/dockercfg")

    secret = only_secret(document)

    assert secret.unreadable == "it is a list, where an object belongs"


def test_the_search_is_bounded() -> None:
    assert not has_payload({"a": [{"b": "c"}] * 100_000})
    assert not has_payload({str(number): '{"a": 1}' * 100 for number in range(10_000)})
    deep: Json = json.loads(P)
    for _ in range(50):
        deep = {"a": deep}
    assert not has_payload(deep)
