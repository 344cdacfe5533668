"""Rules about a payload as a whole: whether Go can read it, and what it holds."""

import json

import pytest

from ghcr_tui.core.findings.entry import SPOILS
from ghcr_tui.core.findings.payload import legacy_finding, payload_findings
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.secret.payload_reader import read_payload
from made_up_secrets import AUTH, TOKEN, b64

ENTRY = {"auth": AUTH}
OTHER = {"auth": b64(f"hubber:{TOKEN}")}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (json.dumps({"auths": {"ghcr.io": ENTRY}}), []),
        (json.dumps({"auths": {"ghcr.io": ENTRY, "quay.io": ENTRY}}), []),
        (json.dumps({"auths": {"ghcr.io": ENTRY, "https://ghcr.io": ENTRY}}), []),
        (json.dumps({"auths": {"ghcr.io": ENTRY, "https://ghcr.io": OTHER}}), ["registry-same"]),
        (json.dumps({"auths": {"ghcr.io": ENTRY}, "psFormat": "x"}), []),
        (json.dumps({"auths": {"a": ENTRY}, "credsStore": "x"}), ["credential-helper-ignored"]),
        (json.dumps({"auths": {"a": {}}, "credsStore": "x"}), []),  # the entry says it
        (json.dumps({"auths": {}, "credsStore": "x"}), ["credentials-in-keychain"]),
        (json.dumps({"credHelpers": {"a": "b"}}), ["credentials-in-keychain"]),
        (json.dumps({"auths": {"a": ENTRY}, "credsStore": ""}), []),
        (json.dumps({"auths": {}, "credSstore": "x"}), ["credentials-in-keychain"]),
        (json.dumps({"auths": {}, "CREDHELPERS": {"a": "b"}}), ["credentials-in-keychain"]),
        ('{"auths": {}}', ["auths-empty"]),
        ("{}", ["auths-missing"]),
        ("null", ["payload-unfilled"]),
        (json.dumps({"ghcr.io": ENTRY}), ["auths-missing"]),
        ('{"auths": []}', ["payload-not-readable"]),
        ("[]", ["payload-not-readable"]),
        ("", ["payload-empty"]),
        (" \n", ["payload-empty"]),
        ("\ufeff{}", ["payload-byte-order-mark"]),
        ("{'auths': {}}", ["payload-not-json"]),
        (TOKEN, ["payload-not-json"]),
        ('{"auths": {"a": {"email": "b", "email": "c"}}}', ["payload-duplicate-keys"]),
        ('{"auths": {"a": {}}, "auths": {}, "x": 1, "x": 2}', ["payload-duplicate-keys"] * 2),
        ('{"auths": {"a": {"x": 1e999}}}', ["payload-not-readable"]),
    ],
)
def test_a_payload_has_just_these_findings(text: str, codes: list[str]) -> None:
    found = payload_findings(read_payload(text, legacy=False, reader=JsonReader()))

    assert [finding.code for finding in found] == codes
    assert TOKEN not in "".join(finding.message for finding in found)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (json.dumps({"ghcr.io": ENTRY}), []),
        ("{}", ["auths-empty"]),
        (json.dumps({"auths": {"ghcr.io": ENTRY}}), ["auths-in-legacy"]),
        ("[]", ["payload-not-readable"]),
    ],
)
def test_a_legacy_payload_has_just_these_findings(text: str, codes: list[str]) -> None:
    found = payload_findings(read_payload(text, legacy=True, reader=JsonReader()))

    assert [finding.code for finding in found] == codes


def test_only_what_the_api_server_lets_in_can_spoil_the_keyring() -> None:
    let_in, refused = (
        payload_findings(read_payload(text, legacy=False, reader=JsonReader()))[0].message
        for text in ('{"auths": 5}', "5")
    )

    assert SPOILS in let_in
    assert SPOILS not in refused
    assert "The API server refuses" in refused


def test_two_auths_are_said_to_be_merged_and_other_names_to_be_lost() -> None:
    text = '{"auths": {"a": {"username": 1, "username": 2}}, "auths": {}}'
    merged, lost = payload_findings(read_payload(text, legacy=False, reader=JsonReader()))
    assert "has `auths` more than once. Go merges" in merged.message
    assert "has `username` more than once in one object. Go keeps the last one" in lost.message


def test_the_legacy_form_works_and_is_only_told_of() -> None:
    assert legacy_finding().severity == "info"
