"""GitHub's refusals: told apart by the stage and by its own words, and no further than they go."""

from typing import Literal

import pytest

from ghcr_tui.core.verification.github_answers import explain_github
from ghcr_tui.core.verification.github_scopes import api_root, read_package, read_scopes
from ghcr_tui.core.verification.replies import Reply

_DENIED = Reply("ghcr.io", 403)
_CLASSIC = "ghp_aMadeUpTokenOfThirtySixLettersAaaaaa"
_API = "https://api.github.com/"


@pytest.mark.parametrize(
    ("said", "stage", "code"),
    [
        ("permission_denied: The token provided does not match expected scopes.", "manifest",
         "missing-scope"),
        ("The organization has enabled or enforced SAML SSO.", "manifest", "single-sign-on"),
        ("installation not allowed to Read organization package", "manifest", "app-token"),
        ("permission_denied: read_package", "manifest", "package-not-readable"),
        ("authentication failed: bad credentials", "token", "wrong-credential"),
        ("a wording that nobody knows yet", "token", "denied"),
        ("", "token", "denied"),
        ("", "manifest", "denied"),
    ],
)  # fmt: skip
def test_its_own_words_tell_the_causes_apart(
    said: str, stage: Literal["token", "manifest"], code: str
) -> None:
    cause = explain_github(_DENIED._replace(said=said), "ghcr.io", stage)
    assert cause is not None
    assert cause.code == code
    assert said in cause.message


@pytest.mark.parametrize(
    ("stage", "words"),
    [("token", "before it looks at the image"), ("manifest", "knows the token")],
)
def test_without_words_the_stage_is_what_is_known(
    stage: Literal["token", "manifest"], words: str
) -> None:
    cause = explain_github(_DENIED, "ghcr.io", stage)
    assert cause is not None
    assert words in cause.message
    assert "--github-scopes" in cause.fix


def test_the_link_for_single_sign_on_is_the_fix() -> None:
    link = "https://github.com/orgs/o/sso?authorization_request=x"
    cause = explain_github(_DENIED._replace(sso_link=link), "ghcr.io", "manifest")
    assert cause is not None
    assert link in cause.fix


@pytest.mark.parametrize(
    ("registry", "said", "is_told"),
    [
        ("ghcr.io", "", True),
        ("ghcr.io:8443", "", True),
        ("containers.acme.ghe.com", "", True),
        ("containers.acme.example", "", False),
        ("containers.acme.example", "does not match expected scopes", True),
        ("quay.io", "does not match expected scopes", False),
    ],
)
def test_another_s_registry_is_not_github(registry: str, said: str, is_told: bool) -> None:
    cause = explain_github(_DENIED._replace(said=said), registry, "token")
    assert (cause is not None) == is_told


@pytest.mark.parametrize(
    ("domain", "token", "root"),
    [
        ("ghcr.io", "x", _API),
        ("GHCR.io:443", "x", _API),
        ("containers.acme.ghe.com", "x", "https://api.acme.ghe.com/"),
        ("containers.git.acme.example", _CLASSIC, "https://git.acme.example/api/v3/"),
        ("containers.git.acme.example", "no token of GitHub's form", ""),
        ("containers.example", _CLASSIC, ""),
        ("quay.io", _CLASSIC, ""),
    ],
)
def test_the_api_is_the_one_beside_the_registry(domain: str, token: str, root: str) -> None:
    assert api_root(domain, token, _API) == root


@pytest.mark.parametrize(
    ("status", "scopes", "code", "names"),
    [
        (401, None, "github-token-invalid", None),
        (500, None, None, None),
        (200, "read:packages, repo", None, ("read:packages", "repo")),
        (200, "write:packages", None, ("write:packages",)),
        (200, "repo", "missing-scope", ("repo",)),
        (200, "", "missing-scope", ()),
    ],
)
def test_scopes_are_read_from_the_header(
    status: int, scopes: str | None, code: str | None, names: tuple[str, ...] | None
) -> None:
    found = read_scopes(status, scopes, None)
    assert (found.cause and found.cause.code) == code
    assert (found.scopes and found.scopes.scopes) == names


def test_a_token_that_lists_no_scopes_is_no_classic_one() -> None:
    found = read_scopes(200, None, "2027-01-01 10:00:00 UTC")
    assert found.scopes is not None
    assert found.scopes.scopes is None
    assert "2027-01-01" in found.message


@pytest.mark.parametrize(
    ("status", "sso", "body", "code", "words"),
    [
        (200, None, b'{"visibility":"internal"}', "package-seen-not-pulled", "internal"),
        (200, None, b"[]", "package-seen-not-pulled", "visibility is not said"),
        (200, None, b"no JSON", "package-seen-not-pulled", "visibility is not said"),
        (403, "required; url=https://github.com/sso", b"", "single-sign-on", "single sign-on"),
        (403, "partial-results", b"", "single-sign-on", "single sign-on"),
        (403, None, b"", None, "did not say"),
        (404, None, b"", "package-not-readable", "no such package"),
    ],
)
def test_what_github_says_of_a_package(
    status: int, sso: str | None, body: bytes, code: str | None, words: str
) -> None:
    found = read_package(status, sso, body)
    assert (found.cause and found.cause.code) == code
    assert words in found.message
