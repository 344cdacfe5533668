"""Causes told from facts: what a status, an error code and the registry's own words mean."""

import pytest

from ghcr_tui.core.verification.answers import (
    explain_anywhere,
    explain_blob,
    explain_challenge,
    explain_manifest,
    explain_token,
)
from ghcr_tui.core.verification.challenge import parse_challenges
from ghcr_tui.core.verification.origin import parse_origin
from ghcr_tui.core.verification.realm import Realm, judge_realm
from ghcr_tui.core.verification.refusals import Asked, skew_note
from ghcr_tui.core.verification.replies import Reply, Withheld
from ghcr_tui.core.verification.withheld import explain_withheld

_ASKED = Asked("r", "team/app", "someone", signed_in=True)
_STRANGER = Asked("r", "team/app")
_GRANTED = _ASKED._replace(granted=True)
_GITHUB = _ASKED._replace(registry="ghcr.io")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply("r", 429), "rate-limited"),
        (Reply("r", 500), "server-error"),
        (Reply("r", 503), "server-error"),
        (Reply("r", 407), "proxy"),
        (Reply("r", 200, html=True), "captive-portal"),
        (Reply("r", 302, html=True), "captive-portal"),
    ],
)
def test_some_replies_mean_the_same_at_every_step(reply: Reply, code: str) -> None:
    stop = explain_anywhere(reply, _ASKED)
    assert stop is not None
    assert (stop.ending, stop.cause.code) == ("unknown", code)


@pytest.mark.parametrize(
    "reply",
    [Reply("r", 200), Reply("r", 401, html=True), Reply("r", 404, html=True)],
    ids=["good", "an error page of the registry's own front", "the same for 404"],
)
def test_other_replies_are_the_step_s_to_judge(reply: Reply) -> None:
    assert explain_anywhere(reply, _ASKED) is None


@pytest.mark.parametrize(
    ("seconds", "asked", "words"),
    [
        (None, _STRANGER, "ask with a credential"),
        (None, _ASKED, "limit of this account, or of this address"),
        (0, _ASKED, "Try again"),
        (1, _ASKED, "a second"),
        (30, _ASKED, "30 seconds"),
        (600, _ASKED, "10 minutes"),
        (7200, _ASKED, "2 hours"),
        (200_000, _ASKED, "2 days"),
        (99_999_999_999, _ASKED, "more than a year"),
    ],
)
def test_a_rate_limit_says_whose_it_is_or_when_it_lifts(
    seconds: int | None, asked: Asked, words: str
) -> None:
    stop = explain_anywhere(Reply("r", 429, retry_after=seconds), asked)
    assert stop is not None
    assert words in stop.cause.fix


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, "unreadable-challenge"), (403, "forbidden"), (404, "not-a-registry"),
     (400, "not-a-registry")],
)  # fmt: skip
def test_a_challenge_that_leads_nowhere_has_its_cause(status: int, code: str) -> None:
    assert explain_challenge(Reply("r", status)).cause.code == code


@pytest.mark.parametrize(
    ("reply", "asked", "code"),
    [
        pytest.param(Reply("r", 401), _ASKED, "wrong-credential", id="401"),
        pytest.param(Reply("r", 403), _ASKED, "no-access", id="403"),
        pytest.param(Reply("r", 403), _GITHUB, "denied", id="GitHub says 403 to all"),
        pytest.param(Reply("r", 401), _STRANGER, "not-public", id="anonymous"),
        pytest.param(Reply("r", 418), _ASKED, "token-service", id="unheard of"),
        pytest.param(
            Reply("r", 401), _ASKED._replace(expired="2023-11-14 22:13 UTC"), "expired", id="ECR"
        ),
        pytest.param(Reply("r", 402), _ASKED, "unexpected-status", id="quota"),
    ],
)
def test_a_token_service_s_no_has_its_reason(reply: Reply, asked: Asked, code: str) -> None:
    stop = explain_token(reply, asked)
    assert (stop.ending, stop.cause.code) == ("refused", code)


@pytest.mark.parametrize(
    ("reply", "asked", "code"),
    [
        pytest.param(Reply("r", 404), _GRANTED, "not-found", id="404 without a reason"),
        pytest.param(
            Reply("r", 404, codes=("NAME_UNKNOWN",)), _GRANTED, "no-such-repository", id="name"
        ),
        pytest.param(
            Reply("r", 404, codes=("MANIFEST_UNKNOWN",)), _GRANTED, "no-such-tag", id="tag"
        ),
        pytest.param(Reply("r", 401), _ASKED, "wrong-credential", id="Basic refused"),
        pytest.param(Reply("r", 401), _GRANTED, "no-access", id="a token without the right"),
        pytest.param(
            Reply("r", 401, challenge_error="insufficient_scope"),
            _GRANTED,
            "no-access",
            id="scope",
        ),
        pytest.param(
            Reply("r", 401, challenge_error="invalid_token"),
            _GRANTED,
            "token-not-accepted",
            id="the registry does not believe its token service",
        ),
        pytest.param(
            Reply("r", 401, challenge_error="invalid_token", skew=900),
            _GRANTED,
            "clock-skew",
            id="the same with a clock that is off",
        ),
        pytest.param(Reply("r", 403), _ASKED, "no-access", id="Basic without the right"),
        pytest.param(Reply("r", 401), _STRANGER, "not-public", id="anonymous"),
        pytest.param(Reply("r", 451), _ASKED, "unexpected-status", id="withheld by law"),
        pytest.param(
            Reply("r", 400), _ASKED._replace(expired="2023-11-14 22:13 UTC"), "expired", id="ECR"
        ),
    ],
)
def test_a_refused_manifest_has_its_reason(reply: Reply, asked: Asked, code: str) -> None:
    stop = explain_manifest(reply, asked)
    assert (stop.ending, stop.cause.code) == ("refused", code)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (_GRANTED, "accepts this credential, but not for team/app"),
        (_ASKED, "does not say why: the token, the rights, the name, or this machine's address"),
    ],
    ids=["after a granted token", "bare"],
)
def test_a_403_claims_no_more_than_it_proves(asked: Asked, words: str) -> None:
    assert words in explain_manifest(Reply("r", 403), asked).cause.message


def test_a_granted_token_that_says_it_opens_nothing_is_told_from_one_that_is_refused() -> None:
    """Docker's token service answers a typo and a missing right with such a token alike."""
    asked = _GRANTED._replace(opens_nothing=True)
    assert "opens nothing" in explain_manifest(Reply("r", 401), asked).cause.message


def test_an_expired_password_of_ecr_is_answered_with_what_renews_it() -> None:
    asked = _ASKED._replace(
        registry="1.dkr.ecr.eu-west-1.amazonaws.com", expired="2023-11-14 22:13 UTC"
    )
    cause = explain_manifest(Reply("r", 403), asked).cause
    assert "expired on 2023-11-14 22:13 UTC" in cause.message
    assert "12 hours" in cause.fix


@pytest.mark.parametrize("half", ["username", "token"])
def test_a_credential_of_which_half_is_missing_is_said_to_be_one(half: str) -> None:
    cause = explain_token(Reply("r", 401), _ASKED._replace(empty=half)).cause
    assert f"The {half} is empty" in cause.message


def test_the_registry_s_own_words_are_quoted() -> None:
    reply = Reply("r", 403, said="client with IP '192.0.2.1' is not allowed access")
    message = explain_manifest(reply, _ASKED).cause.message
    assert 'r says: "client with IP' in message


def test_an_image_nobody_may_read_anonymously_may_be_a_typo_too() -> None:
    cause = explain_manifest(Reply("r", 401), _STRANGER).cause
    assert "no such image" in cause.message
    assert "spelling" in cause.fix


@pytest.mark.parametrize("codes", [(), ("NAME_UNKNOWN",)])
def test_a_stranger_is_told_of_no_credential(codes: tuple[str, ...]) -> None:
    cause = explain_manifest(Reply("r", 404, codes=codes), _STRANGER).cause
    assert "credential" not in cause.message + cause.fix


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply("r", 404), "part-missing"),
        (Reply("r", 403), "part-refused"),
        (Reply("store.test", 403, redirected_to="store.test"), "store-refuses"),
    ],
)
def test_a_part_that_is_not_served_has_its_reason(reply: Reply, code: str) -> None:
    assert explain_blob(reply, "layer 1 of 3", _ASKED).cause.code == code


def test_a_realm_that_was_not_allowed_is_named_with_the_option() -> None:
    realm = Realm("ask", "auth.evil.example", "another site", "r.example")
    stop = explain_withheld(Withheld(realm))
    assert (stop.ending, stop.cause.code) == ("unknown", "realm-not-allowed")
    assert "--allow-realm auth.evil.example" in stop.cause.fix
    assert "r.example" in stop.cause.message


def test_a_realm_in_clear_on_the_registry_s_own_host_is_a_proxy_s_mistake() -> None:
    registry = parse_origin("https://r.example")
    assert registry is not None
    realm = judge_realm("http://r.example/token", registry, False, lambda _: "example")
    fix = explain_withheld(Withheld(realm)).cause.fix
    assert "X-Forwarded-Proto" in fix
    assert "nodes do send" in fix


@pytest.mark.parametrize(
    ("skew", "words"), [(0, ""), (300, ""), (-300, ""), (900, "15 minutes behind"),
                        (-7200, "120 minutes ahead")]
)  # fmt: skip
def test_a_clock_is_mentioned_when_it_is_off_by_minutes(skew: int, words: str) -> None:
    assert words in skew_note(skew)
    assert bool(words) == bool(skew_note(skew))


@pytest.mark.parametrize(
    ("target", "ending"),
    [
        ("r.example:8443", "unknown"),
        ("store.r.example", "unknown"),
        ("other.example", "refused"),
        ("notr.example", "refused"),
    ],
)
@pytest.mark.parametrize("status", [401, 403])
def test_where_go_sends_the_credential_on_a_refusal_proves_nothing(
    target: str, ending: str, status: int
) -> None:
    """Go's net/http: to the host itself at any port, and to hosts below it."""
    asked = _GRANTED._replace(registry="r.example:5000")
    reply = Reply(target, status, redirected_to=target)
    assert explain_blob(reply, "the layer", asked).ending == ending
    assert explain_manifest(reply, asked).ending == ending
    assert explain_blob(reply, "the layer", asked._replace(signed_in=False)).ending == "refused"


def test_two_realms_in_one_challenge_get_nothing_and_are_named() -> None:
    challenges = parse_challenges(['Bearer realm="https://a/t",realm="https://b/t"'])
    stop = explain_challenge(Reply("r", 401, challenges=challenges))
    assert (stop.ending, stop.cause.code) == ("unknown", "two-realms")
    assert "https://a/t" in stop.cause.message
    assert "https://b/t" in stop.cause.message
