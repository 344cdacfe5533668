"""Mends of one credential: what each finding's cause leaves, and what only a person can say."""

import pytest

from ghcr_tui.core.credential.credential import Credential, encode_auth
from ghcr_tui.core.mending.credential import mended_credential
from made_up_tokens import github_token

_TOKEN = github_token()
_SOUND = Credential("ghcr.io", "octocat", _TOKEN)


@pytest.mark.parametrize(
    ("code", "broken", "username", "token"),
    [
        ("token-whitespace", (" octocat", f" {_TOKEN}\n"), " octocat", _TOKEN),
        ("token-whitespace", ("octocat", f"token: {_TOKEN} \n"), "octocat", _TOKEN),
        ("username-surrounding-quotes", ('"octocat"', _TOKEN), "octocat", _TOKEN),
        ("token-invisible-character", ("octocat", f"{_TOKEN}\u200b"), "octocat", _TOKEN),
        ("token-bearer-prefix", ("octocat", f"Bearer {_TOKEN}"), "octocat", _TOKEN),
        ("token-env-assignment", ("octocat", f"GHCR_TOKEN={_TOKEN}"), "octocat", _TOKEN),
        ("token-holds-username", ("octocat", f"octocat:{_TOKEN}"), "octocat", _TOKEN),
        ("token-in-base64", ("octocat", encode_auth("octocat", _TOKEN)), "octocat", _TOKEN),
        ("token-in-base64", ("", encode_auth("hubot", _TOKEN)), "hubot", _TOKEN),
        ("token-text-before", ("octocat", f"my token is {_TOKEN}"), "octocat", _TOKEN),
        (
            "token-is-payload",
            ("", f'{{"auths":{{"ghcr.io":{{"auth":"{encode_auth("hubot", _TOKEN)}"}}}}}}'),
            "hubot",
            _TOKEN,
        ),
        ("username-has-colon", (f"octocat:{_TOKEN}", ""), "octocat", _TOKEN),
        ("username-has-colon", (f"octocat:{_TOKEN}", _TOKEN), "octocat", _TOKEN),
        ("username-empty", ("", f"octocat:{_TOKEN}"), "octocat", _TOKEN),
        ("username-empty", ("", encode_auth("octocat", _TOKEN)), "octocat", _TOKEN),
        ("harbor-robot-mangled", ("robot$$ci", "x"), "robot$ci", "x"),
        ("aws-username", ("octocat", "x"), "AWS", "x"),
        ("nvidia-username", ("octocat", "x"), "$oauthtoken", "x"),
    ],
)
def test_the_cause_is_taken_away_and_nothing_else(
    code: str, broken: tuple[str, str], username: str, token: str
) -> None:
    mended = mended_credential(code, Credential("ghcr.io", *broken))
    assert mended is not None
    assert mended[0] == Credential("ghcr.io", username, token)
    assert token not in mended[1] or token == "x"


@pytest.mark.parametrize(
    ("code", "username", "token"),
    [
        ("token-whitespace", "octocat", " \n"),
        ("token-holds-username", "octocat", "octocat:"),
        ("token-in-base64", "octocat", "!"),
        ("token-in-base64", "octocat", "bm8gdG9rZW4="),
        ("token-text-before", "octocat", "no token at all"),
        ("token-is-payload", "octocat", '{"auths":{"a.example":{},"b.example":{}}}'),
        ("token-is-payload", "octocat", f'{{"x":"{"y" * 2_000_000}"}}'),
        ("username-has-colon", "octocat:one", "another"),
        ("username-has-colon", ":", ""),
        ("username-empty", "", "no-colon"),
        ("username-empty", "", "octocat:no-token"),
        ("google-username", "octocat", "what is no key of Google's"),
        ("harbor-robot-mangled", "octocat", "x"),
        ("no-such-code", "octocat", "x"),
    ],
)
def test_what_only_a_person_knows_is_left_alone(code: str, username: str, token: str) -> None:
    assert mended_credential(code, Credential("ghcr.io", username, token)) is None


def test_an_email_goes_only_where_nothing_is_lost_with_it() -> None:
    for code, email, becomes in (
        ("email-odd", "no address", ""),
        ("email-is-token", _TOKEN, ""),
        ("email-is-token", github_token("gho_"), None),
    ):
        mended = mended_credential(code, _SOUND._replace(email=email))
        assert (None if mended is None else mended[0].email) == becomes
