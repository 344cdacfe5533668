"""Kinds of tokens by their looks, and GitHub's checksum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.tokens import (
    Kind,
    app_of_installation_token,
    github_checksum_matches,
    holds_token,
    kind_of,
    known_prefix,
    vendor_of_kind,
)
from made_up_tokens import (
    BASE62,
    PUBLISHED,
    digitalocean_token,
    ecr_password,
    github_token,
    google_key,
    installation_token,
    jwt,
    yandex_key,
)


@pytest.mark.parametrize(
    ("token", "kind"),
    [
        (PUBLISHED, "github-classic"),
        ("ghp_", "github-classic"),  # cut off, and still recognised
        ("github_pat_11ABC_def", "github-fine-grained"),
        (github_token("gho_"), "github-oauth"),
        (github_token("ghs_"), "github-installation"),
        ("ghs_" + jwt(exp=1), "github-installation"),  # the stateless format
        (installation_token(15368), "github-installation"),
        ("ghx_" + "a" * 36, "github-unknown"),  # a kind of a later day
        ("ghx_user", "unknown"),
        (digitalocean_token(), "digitalocean"),
        (digitalocean_token("dor_v1_"), "digitalocean-refresh"),
        ("nvapi-made-up", "nvidia"),
        ("sha256~made-up", "openshift-oauth"),
        (yandex_key(), "yandex-key"),
        ('{"private_key": "-- none --"}', "json-key"),
        (google_key().replace('"', '\\"'), "google-key"),  # with its quotes escaped
        (github_token("ghu_"), "github-user-to-server"),
        (github_token("ghr_"), "github-refresh"),
        ("a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", "hex-40"),
        ("a94a8fe5ccb19ba61c4c0873d391e987982fbbd", "unknown"),  # 39
        ("A94A8FE5CCB19BA61C4C0873D391E987982FBBD3", "unknown"),  # in capitals
        ("glpat-" + "a" * 20, "gitlab-personal"),
        ("gldt-" + "a" * 20, "gitlab-deploy"),
        ("glcbt-64_" + "a" * 20, "gitlab-job"),
        ("glrt-" + "a" * 20, "gitlab-other"),
        ("dckr_pat_" + "a" * 27, "dockerhub-personal"),
        ("dckr_oat_" + "a" * 27, "dockerhub-organization"),
        (ecr_password(1), "aws-ecr"),
        ("ya29.a0AbC", "google-access"),
        (google_key(), "google-key"),
        ('{"private": 1}', "unknown"),
        (jwt(exp=1), "jwt"),
        ("eyJhbGciOiJub25lIn0", "unknown"),  # one part is no JWT
        ("hunter2", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_token_tells_its_kind(token: str, kind: Kind) -> None:
    assert kind_of(token) == kind


def test_only_some_kinds_tell_their_vendor() -> None:
    assert vendor_of_kind("github-oauth") == "github"
    assert vendor_of_kind("google-key") == "google"
    assert vendor_of_kind("jwt") == "unknown"


@pytest.mark.parametrize(
    ("token", "app"),
    [
        (installation_token(15368), 15368),
        (installation_token(15368, exp=1), 15368),
        ("ghs_" + jwt(exp=1), None),
        (installation_token(15368)[4:], None),
        (installation_token(15368).rpartition(".")[0], None),
        (github_token("ghs_"), None),
    ],
)
def test_an_installation_token_may_name_its_app(token: str, app: int | None) -> None:
    assert app_of_installation_token(token) == app


def test_the_published_example_has_a_right_checksum() -> None:
    assert github_checksum_matches(PUBLISHED)


@given(st.text(alphabet=BASE62, min_size=30, max_size=30))
def test_every_token_made_by_the_rule_has_a_right_checksum(body: str) -> None:
    assert github_checksum_matches(github_token(body=body))


@given(st.integers(4, 39), st.sampled_from(BASE62))
def test_one_wrong_character_breaks_the_checksum(at: int, character: str) -> None:
    token = PUBLISHED[:at] + character + PUBLISHED[at + 1 :]
    assert github_checksum_matches(token) == (token == PUBLISHED)


@pytest.mark.parametrize("ending", ["é", "-", " ", "\ud800", "0-0000"])
def test_what_is_not_base_62_has_no_checksum(ending: str) -> None:
    assert not github_checksum_matches(PUBLISHED[: -len(ending)] + ending)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (PUBLISHED, True),
        (f" {PUBLISHED}\n", True),
        (jwt(exp=1), True),
        ("glpat-" + "a" * 20, True),
        ("ghp_user", False),  # too short for any token, and a name that somebody may have
        (installation_token(15368), True),
        ("ghx_" + "a" * 36, True),
        (digitalocean_token(), True),
        ("nvapi-" + "a" * 40, True),
        ("sha256~" + "a" * 40, True),
        (google_key(), True),
        ("robot$project+pull-everything", False),
        ("a-service-account-of-somebody", False),
        ("octocat", False),
        ("harbor-gho_.example.com", False),
    ],
)
def test_a_field_holds_a_token_or_does_not(text: str, holds: bool) -> None:
    assert holds_token(text) == holds


@given(st.text())
def test_no_text_makes_the_looks_raise(text: str) -> None:
    assert kind_of(text)
    assert text.startswith(known_prefix(text))
    assert github_checksum_matches(text) in (True, False)
