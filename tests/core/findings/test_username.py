"""The rules about a username: each beside what it must not speak of."""

import pytest

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.username import username_findings
from made_up_tokens import PUBLISHED, jwt


@pytest.mark.parametrize(
    ("username", "vendor", "found"),
    [
        ("octocat", "github", []),
        ("octo-cat", "github", []),
        ("x-access-token", "github", []),
        ("me@example.com", "unknown", []),
        ("DOMAIN\\me", "unknown", []),
        ("Jörg Müller", "unknown", []),  # a directory's user may be called so
        ("", "github", ["error username-empty"]),
        ("octo:cat", "github", ["error username-has-colon"]),
        (":", "github", ["error username-has-colon"]),
        # What pasting adds.
        ("octocat ", "github", ["error username-whitespace"]),
        ("\n", "github", ["error username-whitespace"]),
        ("octo\u200bcat", "github", ["error username-invisible-character"]),
        ("octo\tcat", "github", ["error username-invisible-character"]),
        ('"octocat"', "github", ["error username-surrounding-quotes"]),
        ("“octocat”", "github", ["error username-surrounding-quotes"]),
        ("O'Neill", "unknown", []),
        ("O’Neill", "unknown", ["warning username-smart-quote"]),
        # Placeholders, and names that only look like them.
        ("USERNAME", "github", ["warning placeholder-username"]),
        ("your-username", "github", ["warning placeholder-username"]),
        ("<username>", "github", ["warning placeholder-username"]),
        ("YOUR_GITHUB_USERNAME", "github", ["warning placeholder-username"]),
        ("xxxx", "github", ["warning placeholder-username"]),
        ("$GITHUB_ACTOR", "github", ["error username-unexpanded-variable"]),
        ("${{ github.actor }}", "github", ["error username-unexpanded-variable"]),
        ("{{ .Values.user }}", "github", ["error username-unexpanded-variable"]),
        ("user", "unknown", []),
        ("admin", "harbor", []),
        ("my-org", "github", []),
        ("token", "unknown", []),  # Cloudsmith's
        ("$oauthtoken", "unknown", []),  # NVIDIA's, as it stands
        ("robot$name", "harbor", []),
        ("robot$project+name", "harbor", []),
        # Names with a meaning.
        ("<token>", "unknown", ["warning username-identity-token"]),
        ("<token>", "azure", ["warning username-identity-token"]),
        (PUBLISHED, "github", ["warning username-is-token"]),
        (jwt(exp=1), "unknown", ["warning username-is-token"]),
        ("AWS", "aws", []),
        ("aws", "aws", ["error aws-username"]),
        ("AKIAIOSFODNN7EXAMPLE", "aws", ["error aws-username"]),
        ("aws", "unknown", []),
        ("_json_key", "google", []),
        ("_json_key_base64", "google", []),
        ("oauth2accesstoken", "google", []),
        ("me@example.com", "google", ["error google-username"]),
        ("org+robot", "quay", ["info quay-robot"]),
        ("org+robot", "unknown", []),
        ("me", "quay", []),
        ("u" * 1_000_000, "github", ["error username-too-long"]),
    ],
)
def test_a_username_yields_its_findings(username: str, vendor: Vendor, found: list[str]) -> None:
    got = [f"{finding.severity} {finding.code}" for finding in username_findings(username, vendor)]
    assert got == found
