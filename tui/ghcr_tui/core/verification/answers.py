"""Plain-words causes and fixes for what stops a pull, told from facts alone.

The status codes and error codes are those of the OCI Distribution Specification and of the
Docker Registry v2 token specification.
"""

from typing import NamedTuple

from ghcr_tui.core.verification.failures import CLOCK_FIX, Failure, explain_failure
from ghcr_tui.core.verification.verification import Cause, Stop


class Reply(NamedTuple):
    """What a server answered, reduced to what a cause can be told from.

    `codes` are the distribution specification's error codes from the body; `challenge_error` is
    RFC 6750's `error` parameter; `retry_after` is in seconds; `skew` is the server's clock minus
    this machine's, in seconds.
    """

    host: str
    status: int
    html: bool = False
    codes: tuple[str, ...] = ()
    challenge_error: str = ""
    retry_after: int | None = None
    skew: int = 0


def explain_anywhere(reply: Reply) -> Stop | None:
    """Return what ends a walk whichever step got this reply, or None for a reply of its own."""
    if reply.status == 429:
        return Stop("unknown", _rate_limited(reply))
    if reply.status == 407:
        detail = "407: it asks for a username and a password"
        return Stop("unknown", explain_failure(Failure("proxy", reply.host, detail)))
    if reply.status >= 500:
        message = f"{reply.host} has trouble of its own ({reply.status})."
        return Stop("unknown", Cause("server-error", message, "Try again later."))
    if reply.html and (reply.status < 400 or reply.status == 511):
        return Stop("unknown", _captive_portal(reply))
    return None


def explain_challenge(reply: Reply) -> Stop:
    """Return why the first question (`GET /v2/`) did not lead on."""
    if reply.status == 401:
        message = f"{reply.host} asks for a credential in a way that cannot be read."
        fix = "Its WWW-Authenticate header must offer Bearer with a realm, or Basic."
        return Stop("unknown", Cause("unreadable-challenge", message, fix))
    if reply.status == 403:
        message = f"{reply.host} refuses this machine before it asks for any credential (403)."
        fix = "A firewall, a list of allowed addresses or a proxy may stand in between."
        return Stop("unknown", Cause("forbidden", message, fix))
    message = f"{reply.host} does not answer as a registry does ({reply.status} to GET /v2/)."
    fix = "Check the image reference: its host must be a registry's, with the right port."
    return Stop("unknown", Cause("not-a-registry", message, fix))


def explain_token(reply: Reply, github: bool, with_credential: bool) -> Stop:
    """Return why the token service gave no token; `github`: the registry is GitHub's."""
    if not with_credential and reply.status in (400, 401, 403, 404):
        return Stop("refused", _private(reply))
    if github and reply.status in (401, 403):
        return Stop("refused", _github_refusal(reply))
    if reply.status == 401:
        return Stop("refused", _wrong_credential(reply))
    if reply.status == 403:
        return Stop("refused", _no_access(reply))
    message = f"{reply.host} gave no token ({reply.status})."
    fix = "The token service did not understand the question; the registry may be set up wrongly."
    return Stop("unknown", Cause("token-service", message, fix))


def explain_no_token(host: str) -> Stop:
    """Return why a good answer of the token service is of no use: there is no token in it."""
    message = f"{host} answered, but with no token that could be sent on."
    return Stop("unknown", Cause("token-service", message, "The token service is set up wrongly."))


def explain_manifest(reply: Reply, github: bool, with_credential: bool, bearer: bool) -> Stop:
    """Return why the manifest was not served; `bearer`: a token had been granted for it."""
    if reply.status == 404:
        return Stop("refused", _not_found(reply))
    if reply.status in (401, 403) and not with_credential:
        return Stop("refused", _private(reply))
    if reply.status == 401 and bearer and reply.challenge_error == "invalid_token":
        return Stop("refused", _token_not_accepted(reply))
    if reply.status == 401 and not bearer:
        return Stop("refused", _wrong_credential(reply))
    if reply.status in (401, 403):
        return Stop("refused", _github_refusal(reply) if github else _no_access(reply))
    message = f"{reply.host} did not serve the manifest ({reply.status})."
    return Stop("unknown", Cause("unexpected-status", message, "Check the image reference."))


def explain_realm(authority: str, registry: str, reason: str, asked: bool) -> Stop:
    """Return why no credential went to the realm: consent was not given, or it never may."""
    if asked:
        message = (
            f"{registry} wants the credential sent to {authority}, which is on another site; "
            "that was not allowed, so the credential was not tried."
        )
        fix = f"If you trust {authority} with it, allow that: --allow-realm {authority}."
        return Stop("unknown", Cause("realm-not-allowed", message, fix))
    message = f"{registry} wants the credential sent to {authority}. It was not: {reason}."
    fix = "Do not use this credential with that registry until its owner explains."
    return Stop("unknown", Cause("realm-refused", message, fix))


def skew_note(skew: int) -> str:
    """Return a sentence on a clock more than five minutes off, or an empty text."""
    if abs(skew) <= 300:
        return ""
    side = "behind" if skew > 0 else "ahead of"
    minutes = abs(skew) // 60
    return f"this machine's clock is {minutes} minutes {side} the server's"


def _rate_limited(reply: Reply) -> Cause:
    message = f"{reply.host} has had too many requests from here (429)."
    if reply.retry_after is None:
        return Cause("rate-limited", message, "Wait a while, or ask with a credential.")
    return Cause("rate-limited", message, f"It lifts in {_duration(reply.retry_after)}.")


def _captive_portal(reply: Reply) -> Cause:
    return Cause(
        "captive-portal",
        f"{reply.host} answered with a web page, which no registry does.",
        "A login page of this network (captive portal) or a proxy stands in between: open a "
        "browser and sign in. Otherwise the host is not a registry.",
    )


def _wrong_credential(reply: Reply) -> Cause:
    return Cause(
        "wrong-credential",
        f"{reply.host} does not accept this username and token: wrong, expired or revoked.",
        "Make a new token, and check that it belongs to this username and this registry.",
    )


def _github_refusal(reply: Reply) -> Cause:
    return Cause(
        "denied",
        f"{reply.host} refuses the credential ({reply.status}). It gives the same answer to a "
        "wrong or expired token and to one without the right to this package.",
        "Check that the token is a classic one (ghp_…), not expired, has read:packages, is "
        "authorised for the organisation's single sign-on, and that its owner may read the "
        "package.",
    )


def _no_access(reply: Reply) -> Cause:
    return Cause(
        "no-access",
        f"{reply.host} knows the credential, but does not let it pull this image ({reply.status}).",
        "Give its owner the right to pull from this repository, or the token the scope for it.",
    )


def _private(reply: Reply) -> Cause:
    return Cause(
        "not-public",
        f"{reply.host} does not give this image to everybody ({reply.status}).",
        "It needs a credential.",
    )


def _not_found(reply: Reply) -> Cause:
    if "NAME_UNKNOWN" in reply.codes:
        message = f"{reply.host} has no such repository, or does not let this credential know."
        return Cause("no-such-repository", message, "Check the repository's name and the rights.")
    if "MANIFEST_UNKNOWN" in reply.codes:
        # Some registries answer this for a repository that is not there at all.
        message = f"{reply.host} has no such tag or digest, or no such repository."
        fix = "Check repository and tag: they may be mistyped, or deleted."
        return Cause("no-such-tag", message, fix)
    message = f"{reply.host} has no such image, or does not let this credential know (404)."
    return Cause("not-found", message, "Check repository and tag, and the rights of the token.")


def _token_not_accepted(reply: Reply) -> Cause:
    message = f"{reply.host} does not accept the token that its own token service granted."
    clock = skew_note(reply.skew)
    if clock:
        return Cause("clock-skew", f"{message} In addition, {clock}.", CLOCK_FIX)
    fix = "The clocks of registry and token service may differ, or the two do not fit together."
    return Cause("token-not-accepted", message, fix)


def _duration(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} seconds"
    return f"{seconds // 60} minutes" if seconds < 7200 else f"{seconds // 3600} hours"
