"""How unknown text is named: by its beginning, and never by a token in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.redaction import (
    is_secret_username,
    quoted_start,
    shown_key,
    shown_registry,
    shown_username,
    shown_wrapper,
)
from ghcr_tui.core.text.inert import is_inert
from made_up_secrets import TOKEN
from strategies import anything


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Really really no JSON", "`Really real…`"),
        ("\n  Really", "`Really`"),
        ('{"auths":{"ghcr.io"', '`{"auths":{"…`'),
        ("apiVersion: v1", "`apiV…: v1`"),
        ("GHCR_TOKEN=abcdefghij", "`GHCR…=abcd…`"),
        (TOKEN, "`ghp_…`"),
        ("hunter2hunter2", "`hunt…`"),
        ("\x1b[31mred", "`␛[31mred`"),
        ("", "``"),
    ],
)
def test_the_beginning_is_short_and_inert(text: str, shown: str) -> None:
    assert quoted_start(text) == shown


@given(
    st.sampled_from(("", "a ", "user:", "token: ", "X=", '{"', "[", "'", "<", "--")),
    st.text("abcdefghijABCDEFGHIJ0123456789_-.+/!$%", min_size=8),
    anything,
)
def test_no_token_is_ever_shown(before: str, token: str, behind: str) -> None:
    assert token not in quoted_start(before + token + behind)


@given(anything)
def test_whatever_is_shown_is_inert(text: str) -> None:
    assert is_inert(quoted_start(text) + shown_key(text) + shown_registry(text))


@pytest.mark.parametrize(
    ("registry", "shown"),
    [
        ("ghcr.io", "ghcr.io"),
        (TOKEN, "••••••••"),
        (f"https://octocat:{TOKEN}@ghcr.io/a", "https://••••••••@ghcr.io/a"),
        (f"octocat:{TOKEN}@ghcr.io", "••••••••@ghcr.io"),
        ("ghcr.io/a@sha256:0", "ghcr.io/a@sha256:0"),
    ],
)
def test_a_login_in_a_registry_is_hidden(registry: str, shown: str) -> None:
    assert shown_registry(registry) == shown


def test_a_token_for_a_key_is_hidden() -> None:
    assert (shown_key(TOKEN), shown_key("data")) == ("`••••••••`", "`data`")


@pytest.mark.parametrize("name", ["value", "config.json", ".dockerconfigjson", "pullSecret"])
def test_a_name_that_says_what_is_inside_is_shown(name: str) -> None:
    assert shown_wrapper(name) == f"`{name}`"


@pytest.mark.parametrize("name", ["hunter", "S3cretValue", "ghp_MadeUpForTestsOnlySecret", ""])
def test_any_other_name_around_a_payload_may_be_a_secret(name: str) -> None:
    assert shown_wrapper(name) == "`••••••••`"


@pytest.mark.parametrize(
    ("username", "token", "is_secret"),
    [
        ("octocat", TOKEN, False),
        ("admin", "", False),
        ("", "", False),
        (TOKEN, "hunter2", True),
        ("hunter2", "hunter2", True),  # whatever it is, it opens the registry
        ("dop_v1_" + "c0ffee00" * 8, "", True),
        ("nvapi-" + "made-up-" * 5, "", True),
        ("$oauthtoken", TOKEN, False),
        ("robot$project+pull", TOKEN, False),
    ],
)
def test_a_username_that_is_a_secret_is_hidden(username: str, token: str, is_secret: bool) -> None:
    assert is_secret_username(username, token) == is_secret
    assert (shown_username(username, token) == username) != is_secret
