"""The rules about a token, whatever its vendor: each beside what it must not speak of."""

from base64 import b64encode

import pytest

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.token import token_findings
from made_up_tokens import PUBLISHED, github_token, google_key, jwt

SOUND = github_token()
CLASSIC = "info github-classic-token"


def codes(token: str, vendor: Vendor = "github", username: str = "octocat") -> list[str]:
    found = token_findings(username, token, vendor)
    return [f"{finding.severity} {finding.code}" for finding in found]


@pytest.mark.parametrize(
    ("token", "found"),
    [
        ("", ["error token-empty"]),
        ("x" * 1_000_000, ["error token-too-long"]),
        (SOUND, [CLASSIC]),
        (PUBLISHED, [CLASSIC]),
        # White space and invisible characters; what is inside is judged all the same.
        (f"{SOUND}\n", ["error token-whitespace", CLASSIC]),
        (f" {SOUND} ", ["error token-whitespace", CLASSIC]),
        (f"{SOUND}\xa0", ["error token-whitespace", CLASSIC]),
        (" \n", ["error token-whitespace"]),
        (f"{SOUND[:20]} {SOUND[20:]}", ["error token-whitespace"]),
        (f"{SOUND[:20]}\n{SOUND[20:]}", ["error token-invisible-character"]),
        (f"{SOUND[:20]}\u200b{SOUND[20:]}", ["error token-invisible-character"]),
        (f"\ufeff{SOUND}", ["error token-invisible-character", CLASSIC]),
        (f"{SOUND}\x00", ["error token-invisible-character"]),
        # Quotes.
        (f'"{SOUND}"', ["error token-surrounding-quotes", CLASSIC]),
        (f"'{SOUND}'", ["error token-surrounding-quotes", CLASSIC]),
        (f"“{SOUND}”", ["error token-surrounding-quotes", CLASSIC]),
        (f" `{SOUND}` ", ["error token-whitespace", "error token-surrounding-quotes", CLASSIC]),
        # What stands before a token.
        (f"Bearer {SOUND}", ["error token-bearer-prefix"]),
        (f"bearer  {SOUND}", ["error token-bearer-prefix"]),
        (f"token {SOUND}", ["error token-bearer-prefix"]),
        (f"Authorization: Bearer {SOUND}", ["error token-bearer-prefix"]),
        ("Basic b2N0b2NhdDp4", ["error token-bearer-prefix"]),
        (f"GHCR_TOKEN={SOUND}", ["error token-env-assignment"]),
        (f'export GHCR_TOKEN="{SOUND}"', ["error token-env-assignment"]),
        (f"ghcr_token: {SOUND}", ["error token-env-assignment"]),
        (f"password: '{SOUND}'", ["error token-env-assignment"]),
        (f"octocat:{SOUND}", ["error token-holds-username"]),
        (f"somebody:{SOUND}", ["error token-env-assignment"]),
        (f"somebody {SOUND}", ["error token-text-before"]),
        # A token that is encoded already, or a whole payload.
        (b64encode(SOUND.encode()).decode(), ["error token-in-base64"]),
        (b64encode(f"octocat:{SOUND}".encode()).decode(), ["error token-in-base64"]),
        (b64encode(f"another:{SOUND}".encode()).decode(), ["error token-in-base64"]),
        (b64encode(b"AWS:" + b"made-up-" * 300).decode(), ["error token-in-base64"]),
        ('{"auths":{"ghcr.io":{"auth":"eA=="}}}', ["error token-is-payload"]),
        # Placeholders.
        ("PAT_TOKEN", ["warning placeholder-token"]),
        ("github-personal-access-token", ["warning placeholder-token"]),
        ("<token>", ["warning placeholder-token"]),
        ("<your token here>", ["warning placeholder-token"]),
        ("changeme", ["warning placeholder-token"]),
        ("xxxx", ["warning placeholder-token"]),
        ("ghp_" + "x" * 36, ["warning placeholder-token"]),
        ("ghp_xxxxXXXXxxxx", ["warning placeholder-token"]),
        ("ghp_your_token_here", ["warning placeholder-token"]),
        ("YOUR_TOKEN", ["warning placeholder-token"]),
        ("••••••••", ["warning placeholder-token"]),
        ("********", ["warning placeholder-token"]),
        ("...", ["warning placeholder-token"]),
        ("$GHCR_TOKEN", ["error token-unexpanded-variable"]),
        ("${GHCR_TOKEN}", ["error token-unexpanded-variable"]),
        ("${{ secrets.GITHUB_TOKEN }}", ["error token-unexpanded-variable"]),
        ("$(cat token)", ["error token-unexpanded-variable"]),
        ("{{ .Values.token }}", ["error token-unexpanded-variable"]),
    ],
)
def test_a_token_for_ghcr_yields_its_findings(token: str, found: list[str]) -> None:
    assert codes(token) == found


@pytest.mark.parametrize(
    "token",
    [
        "hunter2",
        "password",
        "correct horse battery staple",
        "bearer of bad news",
        "basic instincts",
        "Pa$$w0rd",
        "$ecret",
        "p%ss",
        "a=b=c",
        "AB_CD==",
        'It\'s "quoted" inside',
        "'",
        "pässwörd",
        "密码密码",
        "{curly",
        "<>",
        "Str0ng!Pass:word",
        "your",
        "mytokenring",
        "my-secret-password",
        "put-it-down",
        "token-7",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4",  # 40 hex digits, and not GitHub's
        "bWFkZSB1cDpwYXNz",  # base64 of `made up:pass`: a password may look so
        "X" * 64 + "0",
    ],
)
def test_a_made_up_password_on_a_registry_of_ones_own_yields_nothing(token: str) -> None:
    assert codes(token, "harbor") == codes(token, "unknown") == []


def test_a_typographic_quote_inside_a_password_is_only_doubted() -> None:
    assert codes("made“up", "harbor") == ["warning token-smart-quote"]


@pytest.mark.parametrize(
    ("token", "vendor", "foreign"),
    [
        (SOUND, "github", False),
        (SOUND, "quay", True),
        (SOUND, "dockerhub", True),
        (SOUND, "unknown", False),  # may be a mirror
        (SOUND, "harbor", False),
        ("github_pat_" + "a" * 82, "gitlab", True),
        ("glpat-" + "a" * 20, "github", True),
        ("glpat-" + "a" * 20, "gitlab", False),
        ("dckr_pat_" + "a" * 27, "github", True),
        ("ya29.abc", "azure", True),
        (google_key(), "github", True),
        (jwt(sub="x"), "quay", False),  # a JWT is anybody's
    ],
)
def test_a_token_of_another_vendor_is_told(token: str, vendor: Vendor, foreign: bool) -> None:
    assert ("error token-other-vendor" in codes(token, vendor)) == foreign
