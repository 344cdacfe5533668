"""The rules about a username: each beside what it must not speak of."""

import pytest

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.username import username_findings
from made_up_tokens import PUBLISHED, digitalocean_token, jwt, service_account_token


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
        ("me@example.com", "dockerhub", ["error docker-hub-mail-address"]),
        ("my-org", "dockerhub", []),
        # A `$` that a shell takes for a variable: one finding says it all.
        ("$oauthtoken", "nvidia", []),
        ("", "nvidia", ["error nvidia-username"]),
        ("$OAUTHTOKEN", "nvidia", ["error nvidia-username"]),
        ("robot", "harbor", ["error harbor-robot-cut"]),
        ("robot${PROJECT}+x", "harbor", ["error harbor-robot-mangled"]),
        ("json_key", "yandex", []),
        ("u" * 1_000_000, "github", ["error username-too-long"]),
    ],
)
def test_a_username_yields_its_findings(username: str, vendor: Vendor, found: list[str]) -> None:
    got = [f"{finding.severity} {finding.code}" for finding in username_findings(username, vendor)]
    assert got == found


@pytest.mark.parametrize(
    ("username", "vendor", "token", "found"),
    [
        (digitalocean_token(), "digitalocean", digitalocean_token(), []),
        (digitalocean_token(), "unknown", digitalocean_token(), []),
        (digitalocean_token(), "digitalocean", "hunter2", ["warning username-is-token"]),
        (PUBLISHED, "github", PUBLISHED, ["warning username-is-token"]),
        ("<token>", "openshift", "made-up", []),
        ("<token>", "unknown", service_account_token(), []),  # by its address
        ("<token>", "unknown", jwt(sub="me"), ["warning username-identity-token"]),
    ],
)
def test_the_token_beside_it_decides_what_a_username_means(
    username: str, vendor: Vendor, token: str, found: list[str]
) -> None:
    got = [f"{each.severity} {each.code}" for each in username_findings(username, vendor, token)]
    assert got == found


@pytest.mark.parametrize(
    ("vendor", "said"), [("github", "GitHub username"), ("aws", "`AWS`"), ("unknown", "the name")]
)
def test_the_fix_for_an_empty_username_is_the_registrys_own(vendor: Vendor, said: str) -> None:
    (finding,) = username_findings("", vendor)
    assert said in finding.fix
