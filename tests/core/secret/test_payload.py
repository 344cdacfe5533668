"""The payload, in its two styles. That kubectl writes the same is in test_kubectl_reads_it."""

import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential, decode_auth, mask
from ghcr_tui.core.golang.base64_strict import base64_text
from ghcr_tui.core.secret.payload import Style, payload_object, payload_text
from strategies import credentials, styles

_GHCR = Credential("ghcr.io", "USERNAME", "PAT_TOKEN")
_QUAY = Credential("quay.io", "robot", "r", "me@example.org")


@pytest.mark.parametrize(
    ("given_credentials", "style", "expected"),
    [
        ((_GHCR,), "auth", '{"auths":{"ghcr.io":{"auth":"VVNFUk5BTUU6UEFUX1RPS0VO"}}}'),
        (
            (_GHCR,),
            "kubectl",
            '{"auths":{"ghcr.io":{"username":"USERNAME","password":"PAT_TOKEN",'
            '"auth":"VVNFUk5BTUU6UEFUX1RPS0VO"}}}',
        ),
        (  # the email stands where kubectl puts it, and the order given is kept
            (_QUAY, _GHCR._replace(email="e")),
            "kubectl",
            '{"auths":{"quay.io":{"username":"robot","password":"r","email":"me@example.org",'
            '"auth":"cm9ib3Q6cg=="},"ghcr.io":{"username":"USERNAME","password":"PAT_TOKEN",'
            '"email":"e","auth":"VVNFUk5BTUU6UEFUX1RPS0VO"}}}',
        ),
        (
            (_QUAY,),
            "auth",
            '{"auths":{"quay.io":{"auth":"cm9ib3Q6cg==","email":"me@example.org"}}}',
        ),
        ((), "auth", '{"auths":{}}'),
    ],
)
def test_the_payload_is_compact_json_in_a_fixed_order(
    given_credentials: tuple[Credential, ...], style: Style, expected: str
) -> None:
    assert payload_text(given_credentials, style) == expected


def test_each_layer_has_the_bytes_that_the_shell_pipeline_gives() -> None:
    script = """
        auth=$(printf %s 'USERNAME:PAT_TOKEN' | base64 -w0)
        printf '{"auths":{"ghcr.io":{"auth":"%s"}}}' "$auth" | base64 -w0
    """
    by_hand = subprocess.run(["sh", "-c", script], capture_output=True, check=True, text=True)
    assert base64_text(payload_text((_GHCR,))) == by_hand.stdout


@given(credentials, styles)
def test_any_credential_comes_back_out_of_its_payload(credential: Credential, style: Style) -> None:
    entry = json.loads(payload_text((credential,), style))["auths"][credential.registry]
    assert decode_auth(entry["auth"]) == (credential.username, credential.token)
    assert entry.get("password", credential.token) == credential.token
    assert entry.get("email", "") == credential.email


@given(st.lists(credentials, unique_by=lambda credential: credential.registry))
def test_registries_stand_in_the_order_given(given_credentials: list[Credential]) -> None:
    auths = json.loads(payload_text(tuple(given_credentials)))["auths"]
    assert list(auths) == [credential.registry for credential in given_credentials]


def test_a_masked_payload_shows_bullets_where_the_token_would_stand() -> None:
    masked = payload_object((_GHCR,), "kubectl", masked=True)
    assert masked["auths"] == {
        "ghcr.io": {
            "username": "USERNAME",
            "password": mask("PAT_TOKEN"),
            "auth": "VVNFUk5BTUU6UEFUX1RPS0VO",
        }
    }


@pytest.mark.parametrize("shown", [repr(_GHCR), str(_GHCR), f"{_GHCR}", repr([_GHCR])])
def test_no_way_of_printing_a_credential_shows_its_token(shown: str) -> None:
    assert "PAT_TOKEN" not in shown
    assert mask("PAT_TOKEN") in shown


def test_a_mask_tells_nothing_about_the_length_of_a_token() -> None:
    assert mask("a") == mask("a" * 99) != mask("") == ""
