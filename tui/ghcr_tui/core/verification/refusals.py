"""The causes of refusals, in plain words: what happened, and what to do about it."""

from typing import NamedTuple

from ghcr_tui.core.verification.failures import CLOCK_FIX
from ghcr_tui.core.verification.replies import Reply
from ghcr_tui.core.verification.verification import Cause


class Asked(NamedTuple):
    """What a question was about.

    `registry` is the registry's authority, `username` fit to be shown; `signed_in`: a credential
    goes along, and `empty` is the half of it that is missing (`username`, `token`), or "";
    `granted`: a token service had granted a token before, and `opens_nothing`: the token says of
    itself that it grants no access; `wants_reasons`: nobody else asks with GET, and an answer to
    HEAD has no reasons in it; `expired`: when the credential itself says that it expired, in
    words, or "".
    """

    registry: str
    repository: str
    username: str = ""
    signed_in: bool = False
    empty: str = ""
    granted: bool = False
    opens_nothing: bool = False
    wants_reasons: bool = False
    expired: str = ""


def quoted(reply: Reply) -> str:
    """Return the registry's own words as a sentence to append, or nothing."""
    return f' {reply.host} says: "{reply.said}".' if reply.said else ""


def skew_note(skew: int) -> str:
    """Return a sentence on a clock more than five minutes off, or an empty text."""
    if abs(skew) <= 300:
        return ""
    side = "behind" if skew > 0 else "ahead of"
    minutes = abs(skew) // 60
    return f"this machine's clock is {minutes} minutes {side} the server's"


def rate_limited(reply: Reply, asked: Asked) -> Cause:
    """Return the cause of 429: whose limit it is, and when it lifts."""
    message = f"{reply.host} has had too many requests (429).{quoted(reply)}"
    left = f" {reply.pulls_left}." if reply.pulls_left else ""
    if reply.retry_after == 0:
        return Cause("rate-limited", message, f"Try again: it says that the limit lifts now.{left}")
    if reply.retry_after is not None:
        return Cause("rate-limited", message, f"It lifts in {_duration(reply.retry_after)}.{left}")
    if asked.signed_in:
        fix = f"Wait a while: it is the limit of this account, or of this address.{left}"
    else:
        fix = f"Wait a while, or ask with a credential.{left}"
    return Cause("rate-limited", message, fix)


def web_page(reply: Reply) -> Cause:
    """Return the cause where a page for people came."""
    return Cause(
        "captive-portal",
        f"{reply.host} answered with a web page, which no registry does.",
        f"If {reply.host} is the right host, a login page stands in front of it (single sign-on, "
        "a proxy, or the captive portal of this network); else the registry's host or its token "
        "service's realm is wrong.",
    )


def wrong_credential(reply: Reply, asked: Asked) -> Cause:
    """Return the cause where the credential itself is refused."""
    if asked.empty:
        message = f"The {asked.empty} is empty, and {reply.host} asks for one.{quoted(reply)}"
        fix = "Put both username and token into the pull secret."
        return Cause("wrong-credential", message, fix)
    message = f"{reply.host} does not accept this username and token: wrong, expired or revoked."
    return Cause(
        "wrong-credential",
        message + quoted(reply),
        "Make a new token, and check that it belongs to this username and this registry.",
    )


def expired(reply: Reply, asked: Asked) -> Cause:
    """Return the cause where the credential says that its time is over."""
    message = f"This password expired on {asked.expired}.{quoted(reply)}"
    if ".amazonaws." in asked.registry or ".on.aws" in asked.registry:
        fix = (
            "It lasts 12 hours: renew it with a job, or let the kubelet's ECR credential "
            "provider do it."
        )
        return Cause("expired", message, fix)
    return Cause("expired", message, "Make a new token, and renew it before it expires.")


def no_access(reply: Reply, asked: Asked) -> Cause:
    """Return the cause where a token was granted, and the image is refused."""
    who = asked.username or "the account"
    if asked.opens_nothing:
        message = f"The token that was granted opens nothing: {who} may not pull"
        message += f" {asked.repository} from {reply.host} ({reply.status}).{quoted(reply)}"
    else:
        message = (
            f"{reply.host} accepts this credential, but not for {asked.repository} "
            f"({reply.status}). Either that name is wrong (it answers the same for a repository "
            f"that does not exist), or {who} may not pull it.{quoted(reply)}"
        )
    return Cause("no-access", message, "Check the spelling first, then the rights.")


def bare_refusal(reply: Reply) -> Cause:
    """Return the cause where nobody can tell what was refused."""
    if reply.said:
        message = f"{reply.host} refuses ({reply.status}).{quoted(reply)}"
    else:
        message = (
            f"{reply.host} refuses ({reply.status}) and does not say why: the token, the rights, "
            "the name, or this machine's address."
        )
    fix = "Check in this order: the spelling, whether the token has expired, its rights, and "
    return Cause("no-access", message, fix + "whether this network may reach the registry.")


def not_public(reply: Reply, asked: Asked) -> Cause:
    """Return the cause where a stranger is refused."""
    return Cause(
        "not-public",
        f"{reply.host} does not give {asked.repository} to everybody ({reply.status}), or there "
        f"is no such image: many registries answer the same for both.{quoted(reply)}",
        "Check the spelling. If it is right, it needs a credential.",
    )


def not_found(reply: Reply, asked: Asked) -> Cause:
    """Return the cause of 404."""
    hidden = ", or does not let this credential know" if asked.signed_in else ""
    rights = " and the rights of the token" if asked.signed_in else ""
    words = quoted(reply)
    if "NAME_UNKNOWN" in reply.codes:
        message = f"{reply.host} has no such repository{hidden}.{words}"
        return Cause("no-such-repository", message, f"Check the repository's name{rights}.")
    if "MANIFEST_UNKNOWN" in reply.codes:
        # Some registries answer this for a repository that is not there at all.
        message = f"{reply.host} has no such tag or digest, or no such repository.{words}"
        fix = "Check repository and tag: they may be mistyped, or deleted."
        return Cause("no-such-tag", message, fix)
    message = f"{reply.host} has no such image{hidden} (404).{words}"
    return Cause("not-found", message, f"Check repository and tag{rights}.")


def token_not_accepted(reply: Reply) -> Cause:
    """Return the cause where a registry does not believe its token service."""
    message = f"{reply.host} does not accept the token that its own token service granted."
    clock = skew_note(reply.skew)
    if clock:
        return Cause("clock-skew", f"{message} In addition, {clock}.", CLOCK_FIX)
    fix = "The clocks of registry and token service may differ, or the two do not fit together."
    return Cause("token-not-accepted", message, fix)


_STATUS_FIXES = {
    400: "The registry did not understand or like the request: an expired password (ECR answers "
    "so), or a client certificate that it demands.",
    402: "The account's plan or quota is used up: whoever pays for the registry has to act.",
    410: "It has been taken away for good.",
    451: "It is withheld for legal reasons: ask the registry's owner.",
}


def by_status(reply: Reply) -> Cause:
    """Return the cause of a status that is met seldom."""
    message = f"{reply.host} did not serve the manifest ({reply.status}).{quoted(reply)}"
    fix = _STATUS_FIXES.get(reply.status, "Ask the registry's owner what that status means there.")
    return Cause("unexpected-status", message, fix)


def _duration(seconds: int) -> str:
    if seconds < 120:
        return "a second" if seconds == 1 else f"{seconds} seconds"
    if seconds < 7200:
        return f"{seconds // 60} minutes"
    hours = seconds // 3600
    if hours < 48:
        return f"{hours} hours"
    return f"{hours // 24} days" if hours < 24 * 366 else "more than a year"
