"""Causes told from facts, and the verdict that a walk's end and the anonymous answer add up to."""

from typing import get_args

import pytest

from ghcr_tui.core.verification.answers import (
    Reply,
    explain_anywhere,
    explain_challenge,
    explain_manifest,
    explain_realm,
    explain_token,
    skew_note,
)
from ghcr_tui.core.verification.failures import Failure, FailureKind, explain_failure
from ghcr_tui.core.verification.image_manifest import read_manifest
from ghcr_tui.core.verification.verification import Cause, Stop, conclude

_REFUSED = Stop("refused", Cause("denied", "ghcr.io refuses the credential."))
_UNKNOWN = Stop("unknown", Cause("timeout", "ghcr.io did not answer in time."))


@pytest.mark.parametrize("kind", get_args(FailureKind))
def test_every_trouble_names_the_host_and_what_to_do(kind: FailureKind) -> None:
    cause = explain_failure(Failure(kind, "{registry}.example", "{detail}"))
    assert cause.code == kind
    assert "{registry}.example" in cause.message
    assert cause.fix


def test_a_private_authority_is_answered_with_the_option_by_name() -> None:
    assert "--ca-file" in explain_failure(Failure("tls-untrusted", "r.example")).fix


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
    stop = explain_anywhere(reply)
    assert stop is not None
    assert (stop.answer, stop.cause.code) == ("unknown", code)


@pytest.mark.parametrize(
    "reply",
    [Reply("r", 200), Reply("r", 401, html=True), Reply("r", 404, html=True)],
    ids=["good", "an error page of the registry's own front", "the same for 404"],
)
def test_other_replies_are_the_step_s_to_judge(reply: Reply) -> None:
    assert explain_anywhere(reply) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, "Wait"), (30, "30 seconds"), (600, "10 minutes"), (7200, "2 hours")],
)
def test_a_rate_limit_says_when_it_lifts(seconds: int | None, words: str) -> None:
    stop = explain_anywhere(Reply("r", 429, retry_after=seconds))
    assert stop is not None
    assert words in stop.cause.fix


@pytest.mark.parametrize(
    ("status", "code"), [(401, "unreadable-challenge"), (403, "forbidden"), (404, "not-a-registry")]
)
def test_a_challenge_that_leads_nowhere_is_not_a_refusal(status: int, code: str) -> None:
    stop = explain_challenge(Reply("r", status))
    assert (stop.answer, stop.cause.code) == ("unknown", code)


@pytest.mark.parametrize(
    ("reply", "github", "with_credential", "answer", "code"),
    [
        pytest.param(Reply("r", 401), False, True, "refused", "wrong-credential", id="401"),
        pytest.param(Reply("r", 403), False, True, "refused", "no-access", id="403"),
        pytest.param(Reply("r", 403), True, True, "refused", "denied", id="GitHub says 403 to all"),
        pytest.param(Reply("r", 401), False, False, "refused", "not-public", id="anonymous"),
        pytest.param(Reply("r", 418), False, True, "unknown", "token-service", id="unheard of"),
    ],
)
def test_a_token_service_s_no_has_its_reason(
    reply: Reply, github: bool, with_credential: bool, answer: str, code: str
) -> None:
    stop = explain_token(reply, github, with_credential)
    assert (stop.answer, stop.cause.code) == (answer, code)


def test_a_github_refusal_names_scope_and_single_sign_on() -> None:
    fix = explain_token(Reply("ghcr.io", 403), True, True).cause.fix
    assert "read:packages" in fix
    assert "single sign-on" in fix


@pytest.mark.parametrize(
    ("reply", "with_credential", "bearer", "code"),
    [
        pytest.param(Reply("r", 404), True, True, "not-found", id="404 without a reason"),
        pytest.param(
            Reply("r", 404, codes=("NAME_UNKNOWN",)), True, True, "no-such-repository", id="name"
        ),
        pytest.param(
            Reply("r", 404, codes=("MANIFEST_UNKNOWN",)), True, True, "no-such-tag", id="tag"
        ),
        pytest.param(Reply("r", 401), True, False, "wrong-credential", id="Basic refused"),
        pytest.param(Reply("r", 401), True, True, "no-access", id="a token without the right"),
        pytest.param(
            Reply("r", 401, challenge_error="insufficient_scope"),
            True,
            True,
            "no-access",
            id="scope",
        ),
        pytest.param(
            Reply("r", 401, challenge_error="invalid_token"),
            True,
            True,
            "token-not-accepted",
            id="the registry does not believe its token service",
        ),
        pytest.param(
            Reply("r", 401, challenge_error="invalid_token", skew=900),
            True,
            True,
            "clock-skew",
            id="the same with a clock that is off",
        ),
        pytest.param(Reply("r", 403), True, False, "no-access", id="Basic without the right"),
        pytest.param(Reply("r", 401), False, False, "not-public", id="anonymous"),
    ],
)
def test_a_refused_manifest_has_its_reason(
    reply: Reply, with_credential: bool, bearer: bool, code: str
) -> None:
    stop = explain_manifest(reply, False, with_credential, bearer)
    assert (stop.answer, stop.cause.code) == ("refused", code)


def test_a_realm_that_was_not_allowed_is_named_with_the_option() -> None:
    stop = explain_realm("auth.evil.example", "r.example", "it is on another site", asked=True)
    assert stop.answer == "unknown"
    assert "--allow-realm auth.evil.example" in stop.cause.fix


@pytest.mark.parametrize(
    ("skew", "words"), [(0, ""), (300, ""), (-300, ""), (900, "15 minutes behind"),
                        (-7200, "120 minutes ahead")]
)  # fmt: skip
def test_a_clock_is_mentioned_when_it_is_off_by_minutes(skew: int, words: str) -> None:
    assert words in skew_note(skew)
    assert bool(words) == bool(skew_note(skew))


@pytest.mark.parametrize(
    ("with_credential", "sent", "stop", "public", "answer", "words"),
    [
        pytest.param(True, True, None, False, "pulls", "with this credential.", id="private"),
        pytest.param(True, True, None, True, "pulls", "without one too", id="public"),
        pytest.param(True, True, None, None, "pulls", "with this credential.", id="not compared"),
        pytest.param(True, False, None, None, "pulls", "proves nothing", id="never asked for"),
        pytest.param(False, False, None, True, "pulls", "it is public", id="anonymous"),
        pytest.param(True, True, _REFUSED, False, "refused", "does not pull", id="refused"),
        pytest.param(True, True, _REFUSED, True, "refused", "cannot pull what it could pull with "
                     "none", id="the credential is in the way"),
        pytest.param(False, False, _REFUSED, False, "refused", "without a credential", id="none"),
        pytest.param(True, True, _UNKNOWN, None, "unknown", "could not be found out", id="network"),
        pytest.param(True, True, _UNKNOWN, True, "unknown", "could not be found out", id="consent"),
    ],
)  # fmt: skip
def test_the_verdict_says_what_was_proved(
    with_credential: bool,
    sent: bool,
    stop: Stop | None,
    public: bool | None,
    answer: str,
    words: str,
) -> None:
    verdict = conclude("ghcr.io/a/b:1", "ghcr.io", with_credential, sent, stop, public)
    assert verdict.answer == answer
    assert words in verdict.sentence
    assert (verdict.cause is None) == (answer == "pulls")


def test_a_public_image_that_is_refused_gets_a_code_of_its_own() -> None:
    verdict = conclude("ghcr.io/a/b:1", "ghcr.io", True, True, _REFUSED, True)
    assert verdict.cause is not None
    assert verdict.cause.code == "public-but-refused"


@pytest.mark.parametrize(
    ("body", "platforms", "size"),
    [
        (b'{"config":{"size":2},"layers":[{"size":3},{"size":4}]}', (), 9),
        (b'{"config":{"size":2},"layers":[{"size":3},{}]}', (), None),
        (b'{"config":{"size":2},"layers":[{"size":true}]}', (), None),
        (b'{"config":{"size":-2},"layers":[]}', (), None),
        (b'{"layers":5,"manifests":5}', (), None),
        (
            b'{"manifests":[{"platform":{"os":"linux","architecture":"arm64","variant":"v8"}},'
            b'{"platform":{"os":"unknown","architecture":"unknown"}},{"platform":[]},7,{}]}',
            ("linux/arm64/v8",),
            None,
        ),
        (b'{"manifests":[{"platform":{"os":"li\\u001bnux"}}]}', ("li␛nux",), None),
    ],
)
def test_a_manifest_says_its_platforms_and_size(
    body: bytes, platforms: tuple[str, ...], size: int | None
) -> None:
    manifest = read_manifest(body, "sha256:0", "type")
    assert (manifest.platforms, manifest.size) == (platforms, size)


@pytest.mark.parametrize("body", [b"", b"\xff", b"[1]", b"[" * 100_000, b"1" * 5_000])
def test_what_is_no_manifest_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError, match="manifest is not"):
        read_manifest(body, "", "")
