"""The rules about the other vendors' tokens, and about tokens that say when they expire."""

from base64 import b64encode

import pytest

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.token import token_findings
from ghcr_tui.core.findings.token_case import TokenCase
from made_up_tokens import (
    digitalocean_token,
    ecr_password,
    google_key,
    jwt,
    service_account_token,
)

NOON = 1_795_435_200
DAY = 24 * 3600
NOBODY = "00000000-0000-0000-0000-000000000000"
KEY = google_key()
ENCODED_KEY = b64encode(KEY.encode()).decode()


@pytest.mark.parametrize(
    ("vendor", "username", "token", "found"),
    [
        ("gitlab", "me", "glpat-" + "a" * 20, "info gitlab-token"),
        ("gitlab", "gitlab+deploy-token-1", "gldt-" + "a" * 20, "info gitlab-token"),
        ("unknown", "me", "glpat-" + "a" * 20, "info gitlab-token"),  # self-hosted
        ("gitlab", "gitlab-ci-token", "64_abcdef", "warning gitlab-job-token"),
        ("gitlab", "me", "glcbt-64_abcdef", "warning gitlab-job-token"),
        ("gitlab", "me", "glrt-" + "a" * 20, "error gitlab-token-other"),
        ("gitlab", "me", "made-up-password", ""),
        ("dockerhub", "me", "dckr_pat_" + "a" * 27, "info docker-hub-token"),
        ("dockerhub", "org", "dckr_oat_" + "a" * 27, "info docker-hub-token"),
        ("dockerhub", "me", "made-up-password", ""),
        ("quay", "org+robot", "MADEUP" * 10, ""),
        ("aws", "AWS", "opaque", "warning aws-token-expires"),
        ("unknown", "AWS", "opaque", ""),
        ("aws", "AWS", ecr_password(NOON + DAY), "warning aws-token-expires"),
        ("aws", "AWS", ecr_password(NOON - DAY), "error token-expired"),
        ("google", "_json_key", KEY, "info google-key"),
        ("google", "_json_key", KEY.strip(), "info google-key"),
        ("google", "_json_key", ENCODED_KEY, "error google-key-unreadable"),
        ("google", "_json_key", KEY[:40], "error google-key-unreadable"),
        ("google", "_json_key", "hunter2", "error google-key-unreadable"),
        ("google", "_json_key_base64", ENCODED_KEY, "info google-key"),
        ("google", "_json_key_base64", KEY, "error google-key-unreadable"),
        ("unknown", "_json_key", KEY, "info google-key"),  # a domain of one's own
        ("unknown", "me", KEY, "error google-key-username"),
        ("google", "oauth2accesstoken", "ya29.made-up", "warning google-token-expires"),
        ("google", "_json_key", "ya29.made-up", "error google-token-for-json-key"),
        ("azure", NOBODY, jwt(exp=NOON + DAY), "warning azure-token-expires"),
        ("azure", NOBODY, jwt(exp=NOON - DAY), "error token-expired"),
        ("azure", NOBODY, "hunter2", "error azure-token-not-jwt"),
        ("azure", "team", "made-up-password", ""),
        ("unknown", "me", jwt(exp=NOON + DAY), "warning token-expires"),
        ("unknown", "me", jwt(exp=NOON + 365 * DAY), "info token-expires"),
        ("unknown", "me", jwt(exp=NOON), "error token-expired"),
        ("unknown", "me", jwt(sub="nobody"), ""),
        ("github", "me", "ghs_" + jwt(exp=NOON - DAY), "error token-expired"),
        ("digitalocean", "me", digitalocean_token(), "info digitalocean-token"),
        ("digitalocean", "me", digitalocean_token("doo_v1_"), "info digitalocean-token"),
        ("digitalocean", "me", digitalocean_token("dor_v1_"), "error digitalocean-refresh-token"),
        ("github", "me", digitalocean_token(), "error token-other-vendor"),
        ("nvidia", "$oauthtoken", "nvapi-made-up", "info nvidia-key"),
        ("nvidia", "$oauthtoken", "bWFkZSB1cCBsZWdhY3kga2V5", ""),  # the older form
        ("openshift", "me", "sha256~made-up", "warning openshift-login-token"),
        ("unknown", "me", "sha256~made-up", "warning openshift-login-token"),
        ("unknown", "<token>", service_account_token(exp=NOON + DAY), "info openshift-token"),
        ("unknown", "<token>", service_account_token(exp=NOON - DAY), "error token-expired"),
        ("unknown", "unused", service_account_token(exp=NOON + DAY), "warning token-expires"),
    ],
)
def test_a_token_yields_its_finding(vendor: Vendor, username: str, token: str, found: str) -> None:
    findings = token_findings(username, token, vendor, NOON)
    told = " ".join(f"{finding.severity} {finding.code}" for finding in findings)
    assert told == found


def test_an_expiry_is_told_without_a_clock_and_never_called_past() -> None:
    (finding,) = token_findings("me", jwt(exp=NOON - DAY), "unknown")
    assert (finding.code, finding.severity) == ("token-expires", "warning")
    assert "2026-11-22 12:00 UTC" in finding.message


def test_a_case_shows_no_token() -> None:
    assert "hunter2" not in repr(TokenCase("me", "hunter2", "unknown", "quay", None))
