"""Text that is no JSON is never called sound JSON by way of YAML."""

import json

import pytest

from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verdict.verdict import will_it_pull
from made_up_secrets import AUTH, KEY, TOKEN, b64, codes, manifest, only_secret, payload

P = payload()
BROKEN = {
    "a trailing comma": P[:-2] + ",}}",
    "single quotes": P.replace('"', "'"),
    "no quotes around a key": P.replace('"auths"', "auths"),
    "a comment": P.replace("{", "{ # mine\n", 1),
    "a wrapped auth": P.replace(AUTH, f"{AUTH[:40]}\n{AUTH[40:]}"),
    "a tab": P.replace(TOKEN, f"{TOKEN}\t"),
    "a brace too many": f"{P}}}",
    "text behind it": f"{P} done",
    "YAML": f"auths:\n  ghcr.io:\n    auth: {AUTH}\n",
    "no outer braces": P[1:-1],
    "a value that is missing": P.replace(f'"{AUTH}"', ""),
    "typographic quotes": P.replace('"', "”"),
    "a brace too few": P[:-1],
    "kept backslashes": P.replace('"', '\\"'),
    "an unescaped quote": P.replace(TOKEN, 'a"b'),
    "a kept line break": P.replace("{", "{\\n", 1),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_it_is_an_error_with_its_cause_and_nothing_is_pulled_with_it(text: str) -> None:
    inspection = inspect_whole(text)

    assert "sound" not in inspection.summary
    assert {"payload-not-json", "not-readable"} & set(codes(inspection))
    secrets = [judged_secret(secret) for secret in inspection.secrets]
    verdict = will_it_pull(parse_image("ghcr.io/denostr/app:1"), secrets)
    assert verdict.answer in ("fails", "anonymous")


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_as_the_payload_of_a_secret_it_is_one_error_whose_consequence_is_told(text: str) -> None:
    for document in (manifest(b64(text)), manifest(data={}, stringData={KEY: text})):
        secret = only_secret(document)
        (finding,) = (each for each in secret.findings if each.severity != "info")

        assert finding.keeps_out
        assert TOKEN not in finding.message
        assert AUTH not in finding.message


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(manifest())[:-1] + ",}",
        "{apiVersion: v1, kind: Secret, metadata: {name: a}}",
        "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'a'}}",
    ],
)
def test_a_manifest_is_read_as_kubectl_may_and_the_fault_told(text: str) -> None:
    inspection = inspect_whole(text)

    assert len(inspection.secrets) == 1
    assert "manifest-not-json" in codes(inspection)


@pytest.mark.parametrize(
    "text",
    [
        f"# mine\napiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ndata: {{{KEY}: {b64(P)}}}",
        f"{KEY}: {b64(P)}",
        f"auth: {AUTH}",
        f'"ghcr.io": {{"auth": "{AUTH}"}}',
        P,
        json.dumps(P),
    ],
)
def test_yaml_manifests_and_parts_of_json_are_sound(text: str) -> None:
    assert not {"payload-not-json", "manifest-not-json"} & set(codes(inspect_whole(text)))


def test_the_last_line_break_of_a_text_belongs_to_its_last_block() -> None:
    head = "kind: Secret\napiVersion: v1\nmetadata: {name: a}\nstringData:\n  x: "

    ends = {
        inspect_whole(head + value).secrets[0].other[0].text
        for value in ("|\n    a", "|\n    a\n", "|\n    a\n\n\n", "|+\n    a", ">\n    a\n")
    }
    kept = inspect_whole(head + "|+\n    a\n\n\n").secrets[0].other[0].text

    assert ends == {"a\n"}
    assert kept == "a\n\n\n"
