"""All rules on one credential: sound ones stay in peace, and no text breaks or leaks anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.tokens import PREFIXES
from ghcr_tui.core.findings.credential import credential_findings
from ghcr_tui.core.findings.finding import SEVERITIES, gravest
from ghcr_tui.core.text.inert import inert
from made_up_tokens import BASE62, PUBLISHED, github_token, google_key, jwt

NOON = 1_795_435_200.0


@pytest.mark.parametrize(
    "credential",
    [
        Credential("ghcr.io", "octocat", PUBLISHED),
        Credential("ghcr.io", "octo-cat", github_token(), "me@example.com"),
        Credential("https://ghcr.io", "x-access-token", github_token()),
        Credential("https://index.docker.io/v1/", "me", "dckr_pat_" + "a" * 27),
        Credential("https://index.docker.io/v1/", "me", "made-up password"),
        Credential("docker.io", "me", "made-up-password"),
        Credential("quay.io", "org+robot", "MADEUP" * 10),
        Credential("quay.io", "$oauthtoken", "madeup" * 6),
        Credential("registry.gitlab.com", "gitlab+deploy-token-7", "gldt-" + "a" * 20),
        Credential("registry.gitlab.example.com:5050", "me", "glpat-" + "a" * 20),
        Credential("europe-west1-docker.pkg.dev", "_json_key", google_key()),
        Credential("team.azurecr.io", "team", "made+up/" * 6 + "="),
        Credential("harbor.example.com", "robot$team+puller", "Made-Up-1"),
        Credential("registry.example.com:5000/team/", "user", "password"),
        Credential("nvcr.io", "$oauthtoken", "nvapi-made-up"),
        Credential("localhost:5000", "admin", "admin"),
        Credential("registry.example.com", "me", jwt(sub="me")),
    ],
)
def test_a_sound_credential_yields_no_error_and_no_warning(credential: Credential) -> None:
    found = credential_findings(credential, NOON)
    assert gravest(found) in (None, "info"), found
    assert len(found) < 3


def test_every_field_has_its_findings_under_its_own_name() -> None:
    found = credential_findings(Credential("gchr.io", "a:b", "", "me"))
    assert [(finding.where.field, finding.code) for finding in found] == [
        ("registry", "registry-near-miss"),
        ("username", "username-has-colon"),
        ("token", "token-empty"),
        ("email", "email-odd"),
    ]


@pytest.mark.parametrize(
    ("email", "codes"),
    [
        ("", []),
        ("me@example.com", []),
        ("me", ["email-odd"]),
        (github_token(), ["email-is-token"]),
    ],
)
def test_an_email_is_hardly_looked_at(email: str, codes: list[str]) -> None:
    found = credential_findings(Credential("ghcr.io", "octocat", PUBLISHED, email))
    assert [finding.code for finding in found if finding.where.field == "email"] == codes


@pytest.mark.parametrize(
    "username", ["octocat", "octo-cat", "USERNAME", "a:b", "", "xxx", "u" * 40]
)
@pytest.mark.parametrize("registry", ["ghcr.io", "gchr.io", "ghcr.io/own", "quay.io"])
def test_the_short_way_for_sound_tokens_comes_to_the_same_as_the_long_way(
    registry: str, username: str
) -> None:
    short = credential_findings(Credential(registry, username, PUBLISHED))
    long = credential_findings(Credential(registry, username, PUBLISHED, "no-address"))
    assert short == [finding for finding in long if finding.where.field != "email"]


REGISTRIES = st.sampled_from(
    ["ghcr.io", "gchr.io", "quay.io", "a.azurecr.io", "us-docker.pkg.dev", "h.example", "docker.io"]
)
USERNAMES = st.sampled_from(["octocat", "AWS", "_json_key", "_json_key_base64", "", "a:b"])
WRAPPINGS = st.sampled_from(
    ["{}", " {}", '"{}"', "Bearer {}", "GHCR_TOKEN={}", "${{{}}}", '{{"auths":"{}"', "x:{}", "{}=="]
)
BEGINNINGS = st.sampled_from(["", "eyJhbGciOiJub25lIn0.", *(prefix.text for prefix in PREFIXES)])
# Distinct on purpose: no sentence of ours has four of these in a row.
SECRETS = st.text(alphabet="ΩЖ€" + BASE62[:10] + "§", min_size=8, max_size=60)


@given(REGISTRIES, USERNAMES, WRAPPINGS, BEGINNINGS, SECRETS)
def test_no_finding_holds_the_token(
    registry: str, username: str, wrapping: str, beginning: str, secret: str
) -> None:
    token = wrapping.format(beginning + secret)
    for finding in credential_findings(Credential(registry, username, token), NOON):
        assert secret not in repr(finding), finding
        assert all(secret[at : at + 6] not in repr(finding) for at in range(len(secret) - 5))


ADDRESSES = st.sampled_from(
    [
        "https://{}",
        "u:{}@ghcr.io",
        "https://{}@gchr.io/",
        "ghcr.io?{}",
        "gchr.io#{}",
        "ghcr.io:{}",
        "{}:x@a/b",
    ]
)


@given(WRAPPINGS | ADDRESSES, st.text(alphabet=BASE62, min_size=36, max_size=36))
def test_no_finding_holds_a_token_that_was_typed_into_another_field(
    wrapping: str, body: str
) -> None:
    token = f"ghp_{body}"
    for credential in (
        Credential(wrapping.format(token), "octocat", "x"),
        Credential("ghcr.io", wrapping.format(token), "x"),
        Credential("ghcr.io", "octocat", "x", wrapping.format(token)),
    ):
        assert body not in repr(credential_findings(credential))


@given(st.text(), st.text(), st.text(), st.text(), st.none() | st.floats(0, 1e12))
def test_no_text_makes_any_rule_raise(
    registry: str, username: str, token: str, email: str, now: float | None
) -> None:
    for finding in credential_findings(Credential(registry, username, token, email), now):
        assert finding.severity in SEVERITIES
        assert finding.where.field in ("registry", "username", "token", "email")
        assert finding.message.endswith(".")
        assert finding.fix or finding.severity == "info"
        assert inert(finding.message, 2000) == finding.message
