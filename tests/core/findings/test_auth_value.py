"""What stands in `auth` in place of a credential, alone and beside the other fields."""

import pytest

from ghcr_tui.core.findings.entry import entry_findings, is_plain
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.entry_reader import read_entry
from made_up_secrets import AUTH, TOKEN, b64

UTF16 = b64(f"octocat:{TOKEN}".encode("utf-16-le"))
FRAMED = f"-----BEGIN CERTIFICATE-----\n{AUTH}\n-----END CERTIFICATE-----"
FIELDS = {"username": "octocat", "password": "hunter2hunter2"}


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        (TOKEN, "auth-is-token"),
        ("hunter2hunter2", "auth-is-token"),
        ("dckr_pat_000000000000000000000000000", "auth-is-token"),
        (b64(TOKEN), "auth-no-colon"),
        (b64("hunter2hunter2"), "auth-no-colon"),
        (b64("octocat"), "auth-no-colon"),
        ("octocat:hunter2", "auth-in-clear"),
        ("Tr0ub4dorX", "auth-not-base64"),
        ("my pass phrase", "auth-not-base64"),
        ("YOUR_BASE64_AUTH", "auth-placeholder"),
        ("${AUTH}", "auth-unfilled"),
        (b64("%!s(<nil>):%!s(<nil>)"), "auth-unfilled"),
        (b64("vault:a/b#user:vault:a/b#token"), "auth-unfilled"),
        (UTF16, "auth-utf-16"),
        (b64(f"octocat:{TOKEN}".encode("utf-16")), "auth-utf-16"),
        (b64(TOKEN.encode("utf-16-le")), "auth-utf-16"),
        (FRAMED, "auth-framed"),
        (f"{AUTH}%", "auth-shell-mark"),
        (AUTH[:40], "auth-disagrees"),
        (AUTH[:-3], "auth-cut-off"),
        (b64(":"), "auth-empty"),
        (b64('{"auths": {}}'), "auth-holds-payload"),
        (b64("octocat}:hunter2hunter2"), "auth-stray-sign"),
        (b64("{octocat}:{hunter2hunter2}"), "auth-stray-sign"),
        (b64('octocat:"hunter2hunter2"'), "auth-stray-sign"),
        (b64("octocat:$hunter2hunter2"), "auth-stray-sign"),
        (b64("hubber:hunter2hunter2"), "auth-disagrees"),
    ],
)
def test_a_broken_auth_is_named_beside_the_other_fields_too(auth: str, code: str) -> None:
    entry = read_entry("ghcr.io", {**FIELDS, "auth": auth})

    assert not is_plain(entry)
    assert [finding.code for finding in entry_findings(entry)] == [code]
    said = "".join(finding.message + finding.fix for finding in entry_findings(entry))
    assert not any(secret in said for secret in (TOKEN, "hunter2", "Tr0ub4dor", "my pass"))


@pytest.mark.parametrize(
    "fields",
    [
        {"auth": AUTH},
        {"username": "octocat", "password": TOKEN, "auth": AUTH},
        {"auth": b64("robot$shop+ci:x}y")},
        {"auth": b64("<token>:eyJ")},
        {"auth": b64("$oauthtoken:nvapi-x")},
    ],
)
def test_sound_ones_are_left_alone(fields: dict[str, Json]) -> None:
    found = entry_findings(read_entry("ghcr.io", fields))

    assert [finding.code for finding in found if finding.severity != "info"] == []
