"""What a file gives away: credentials in clear, in whatever text they are."""

import json
from pathlib import Path

import pytest

from ghcr_tui.core.inspection.exposed import exposed, may_expose
from made_up_secrets import b64
from made_up_tokens import github_token

TOKEN = github_token()
PAYLOAD = json.dumps({"auths": {"ghcr.io": {"auth": b64(f"octocat:{TOKEN}")}}})
MANIFEST = f"""apiVersion: v1
kind: Secret
metadata: {{name: ghcr, namespace: shop}}
type: kubernetes.io/dockerconfigjson
data: {{.dockerconfigjson: {b64(PAYLOAD)}}}
"""
CORPUS = sorted(
    path for path in (Path(__file__).parents[2] / "corpus").iterdir() if path.suffix != ".codes"
)


@pytest.mark.parametrize(
    ("text", "line", "secret"),
    [
        (PAYLOAD, 0, ""),
        (MANIFEST, 0, "shop/ghcr"),
        (f"# How we pull\n\n```yaml\n{MANIFEST}```\n", 4, "shop/ghcr"),
        (f"first\nsecond: [\nCONFIG = '{PAYLOAD}'\n", 3, ""),
        (f'new Secret("x", {{\n  data: "{b64(PAYLOAD)}" }});', 2, ""),
    ],
)
def test_a_credential_is_named_with_its_place(text: str, line: int, secret: str) -> None:
    (found,) = exposed(text)
    assert (found.line, found.secret) == (line, secret)
    assert (found.registry, found.username, found.finding) == ("ghcr.io", "octocat", None)
    assert may_expose(text.encode())
    assert TOKEN not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a sentence about imagePullSecrets and .dockerconfigjson",
        MANIFEST.replace(b64(PAYLOAD), "ENC[AES256_GCM,data:bWFkZQ==,type:str]") + "sops: {}\n",
        MANIFEST.replace(b64(PAYLOAD), "${DOCKER_CONFIG_JSON}"),
        '{"auths": {"ghcr.io": {"auth": "{{ .Values.auth }}"}}}',
        '{"auths": {"ghcr.io": {"username": "octocat", "password": "<your-token>"}}}',
        '{"auths": {"ghcr.io": {}}}',
    ],
)
def test_what_is_none_is_passed_over(text: str) -> None:
    assert list(exposed(text)) == []


def test_values_beside_a_sops_block_are_a_fault_and_a_credential() -> None:
    rows = list(exposed(MANIFEST + "sops: {version: 3.9.0}\n"))
    assert [row.finding.code if row.finding else "" for row in rows] == ["sops-not-encrypted", ""]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_no_file_that_gives_something_away_is_passed_over(path: Path) -> None:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if any(exposed(text)):
        assert may_expose(data)
