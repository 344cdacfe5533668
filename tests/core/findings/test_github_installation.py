"""Installation tokens: Actions' own, another App's, and one that does not say whose it is."""

import pytest

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.findings.token import token_findings
from made_up_tokens import github_token, installation_token, jwt

NOON = 1_795_435_200


def only(token: str, vendor: Vendor = "github", now: float | None = NOON) -> Finding:
    """Return the one finding that there is about `token`."""
    (finding,) = token_findings("x-access-token", token, vendor, now)
    return finding


@pytest.mark.parametrize(
    ("token", "vendor", "found"),
    [
        (installation_token(15368, exp=NOON + 60), "github", "warning github-actions-token"),
        (installation_token(123456, exp=NOON + 60), "github", "error github-app-token"),
        (installation_token(123456), "github", "error github-app-token"),
        (installation_token(123456), "github-server", "error github-app-token"),
        (installation_token(123456), "unknown", "warning github-app-token"),
        (installation_token(123456, exp=NOON - 60), "github", "error token-expired"),
        (installation_token(123456).rpartition(".")[0], "github", "error github-token-length"),
        ("ghs_15368_ey", "github", "error github-token-length"),
        ("ghs_" + jwt(exp=NOON + 60), "github", "warning github-installation-token"),
        (github_token("ghs_"), "github", "warning github-installation-token"),
        ("ghs_" + "a" * 500, "github", "warning github-installation-token"),
    ],
)
def test_an_installation_token_yields_its_finding(token: str, vendor: Vendor, found: str) -> None:
    finding = only(token, vendor)
    assert f"{finding.severity} {finding.code}" == found


def test_the_app_and_the_expiry_are_told_as_the_token_tells_them() -> None:
    message = only(installation_token(123456, exp=NOON + 60)).message
    assert "GitHub App 123456" in message
    assert "2026-11-23 12:01 UTC" in message


def test_of_an_app_that_is_not_named_both_ways_to_fail_are_told() -> None:
    message = only(github_token("ghs_")).message
    assert "Actions" in message
    assert "refused for private packages" in message
