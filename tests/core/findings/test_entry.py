"""Rules about one entry: what its `auth` is instead of base64, and what it holds beside."""

import pytest

from ghcr_tui.core.findings.entry import SPOILS, entry_findings
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.entry_reader import read_entry
from made_up_secrets import AUTH, TOKEN, b64

KUBECTL: dict[str, Json] = {"username": "octocat", "password": TOKEN, "auth": AUTH}


def codes(value: Json, keychain: bool = False) -> list[str]:
    return [finding.code for finding in entry_findings(read_entry("ghcr.io", value), keychain)]


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        (f"{AUTH[:9]} {AUTH[9:]}", "auth-broken-by-spaces"),
        (AUTH[:-3], "auth-cut-off"),
        (f"octocat:{TOKEN}", "auth-in-clear"),
        ("\u7f16\u7801", "auth-not-base64"),
        ("base64 of it goes here!", "auth-not-base64"),
        (b64("a:???>>>").replace("/", "_"), "auth-url-safe"),
        (f'"{AUTH}"', "auth-quoted"),
        (b64(AUTH), "auth-encoded-twice"),
        (b64(TOKEN), "auth-no-colon"),
    ],
)
def test_an_auth_that_spoils_everything_is_told_from_the_others(auth: str, code: str) -> None:
    (finding,) = entry_findings(read_entry("ghcr.io", {"auth": auth}))

    assert (finding.code, finding.severity) == (code, "error")
    assert str(finding.where) == 'auths["ghcr.io"].auth'
    assert finding.message.endswith(SPOILS)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (KUBECTL, []),
        ({**KUBECTL, "serveraddress": "ghcr.io"}, []),
        ({**KUBECTL, "email": "a@b"}, []),
        ({"auth": AUTH}, ["auth-only"]),
        ({"auth": AUTH.rstrip("=")}, ["auth-only"]),
        ({"auth": f"{AUTH[:9]}\n{AUTH[9:]}"}, ["auth-wrapped", "auth-only"]),
        ({**KUBECTL, "auth": ""}, ["password-only"]),
        ({**KUBECTL, "auth": None}, ["password-only"]),
        ({**KUBECTL, "password": "other"}, ["auth-disagrees"]),
        ({**KUBECTL, "username": "", "password": None}, ["auth-only"]),
        ({**KUBECTL, "identitytoken": "a"}, ["identity-token-ignored"]),
        ({**KUBECTL, "identitytoken": ""}, []),
        ({"registrytoken": "a"}, ["identity-token"]),
        ({"auth": b64("a:b\n")}, ["auth-trailing-newline", "auth-only"]),
        ({"auth": b64("a:b\r\n")}, ["auth-trailing-newline", "auth-only"]),
        ({"auth": b64('_json_key:{"a": "b"}\n')}, ["auth-only"]),  # a JSON key ends as its file
        ({"auth": b64("\ufeffa:b")}, ["auth-byte-order-mark", "auth-only"]),
        ({"auth": b64(b"a:\xff")}, ["auth-invalid-utf8", "auth-only"]),
        ({"auth": b64('{"auths":{}}')}, ["auth-holds-payload"]),
        ({}, ["entry-empty"]),
        ({"email": "a@b"}, ["entry-empty"]),
        ({"auth": 0}, ["entry-not-readable"]),
        ([], ["entry-not-readable"]),
    ],
)
def test_an_entry_has_just_these_findings(value: Json, found: list[str]) -> None:
    assert codes(value) == found


def test_an_empty_entry_beside_a_credential_store_is_told_as_that() -> None:
    assert codes({}, keychain=True) == ["credentials-in-keychain"]
