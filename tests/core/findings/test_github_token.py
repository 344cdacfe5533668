"""The rules about GitHub's tokens: whole or not, and what each kind means for a pull."""

import pytest

from ghcr_tui.core.credential.tokens import Vendor, kind_of
from ghcr_tui.core.findings.github_token import github_token_findings
from made_up_tokens import PUBLISHED, github_token, jwt


@pytest.mark.parametrize(
    ("token", "vendor", "found"),
    [
        (PUBLISHED, "github", "info github-classic-token"),
        (github_token("gho_"), "github", "warning github-oauth-token"),
        (github_token("ghs_"), "github", "warning github-installation-token"),
        (github_token("ghu_"), "github", "warning github-user-token"),
        (github_token("ghr_"), "github", "error github-refresh-token"),
        ("github_pat_" + "a" * 82, "github", "error github-fine-grained-token"),
        ("github_pat_" + "a" * 82, "unknown", "warning github-fine-grained-token"),
        ("a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", "github", "warning github-retired-token"),
        ("hunter2", "github", "warning github-token-unrecognised"),
        (jwt(exp=1), "github", "warning github-token-unrecognised"),
        # The checksum.
        (PUBLISHED[:10] + "x" + PUBLISHED[11:], "github", "error github-token-checksum"),
        (PUBLISHED[:-1] + "8", "github", "error github-token-checksum"),
        ("gho_" + PUBLISHED[4:12] + "é" + PUBLISHED[13:], "github", "error github-token-checksum"),
        ("ghs_" + PUBLISHED[4:], "github", "warning github-installation-token"),
        # The length.
        (PUBLISHED[:-1], "github", "error github-token-length"),
        ("ghp_", "github", "error github-token-length"),
        (github_token("ghs_")[:30], "github", "error github-token-length"),
        (PUBLISHED * 2, "github", "error github-token-extra-text"),
        (PUBLISHED + ".", "github", "error github-token-extra-text"),
        ("ghp_" + "a" * 60, "github", "warning github-token-form"),  # GitHub may lengthen them
        ("ghs_" + jwt(exp=1), "github", "warning github-installation-token"),  # has done so here
        ("ghs_" + "a" * 200, "github", "warning github-installation-token"),
        ("ghu_" + "a" * 200, "github", "warning github-user-token"),  # they too may change
        ("gho_" + "a" * 60, "github", "warning github-oauth-token"),
        # A refresh token is one, however long it is: they have had 80 characters for long.
        ("ghr_" + "a" * 76, "github", "error github-refresh-token"),
        ("ghr_" + "a" * 20, "github", "error github-refresh-token"),
        ("ghr_" + "a" * 76, "unknown", "error github-refresh-token"),
        # Kinds that this version does not know.
        ("ghx_" + "a" * 36, "github", "warning github-token-form"),
        ("ghz_15368_" + jwt(exp=1), "unknown", "warning github-token-form"),
        # GitHub on other hosts.
        (PUBLISHED, "github-server", "info github-classic-token"),
        ("github_pat_" + "a" * 82, "github-server", "error github-fine-grained-token"),
        (PUBLISHED, "unknown", "info github-classic-token"),
    ],
)
def test_a_github_token_yields_its_finding(token: str, vendor: Vendor, found: str) -> None:
    findings = github_token_findings(token, kind_of(token), vendor)
    assert [f"{finding.severity} {finding.code}" for finding in findings] == [found]


@pytest.mark.parametrize("vendor", ["unknown", "github-server"])
@pytest.mark.parametrize("token", ["hunter2", "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3"])
def test_another_registrys_password_is_none_of_githubs_business(token: str, vendor: Vendor) -> None:
    assert github_token_findings(token, kind_of(token), vendor) == []


def test_at_an_unknown_host_a_token_is_said_to_be_githubs() -> None:
    (here,) = github_token_findings(PUBLISHED, "github-classic", "github")
    (elsewhere,) = github_token_findings(PUBLISHED, "github-classic", "unknown")
    assert "Only GitHub's own registries take it" not in here.message
    assert "Only GitHub's own registries take it" in elsewhere.message


def test_the_fix_names_what_may_forbid_a_classic_token() -> None:
    (finding,) = github_token_findings("github_pat_" + "a" * 82, "github-fine-grained", "github")
    assert "an organisation may refuse those or limit their lifetime" in finding.fix
