"""Plain-words causes and fixes for what stops a pull, told from facts alone.

The status codes and error codes are those of the OCI Distribution Specification and of the
Docker Registry v2 token specification.
"""

from typing import NamedTuple

from ghcr_tui.core.verification.failures import CLOCK_FIX, Failure, explain_failure
from ghcr_tui.core.verification.github_answers import explain_github
from ghcr_tui.core.verification.replies import Reply
from ghcr_tui.core.verification.verification import Cause, Stop


class Asked(NamedTuple):
    """What a question was about.

    `registry` is the registry's authority, `username` fit to be shown; `signed_in`: a credential
    goes along, and `empty` is the half of it that is missing (`username`, `token`), or "";
    `granted`: a token service had granted a token before, and `opens_nothing`: the token says of
    itself that it grants no access; `expired`: when the credential itself says that it expired, in
    words, or "".
    """

    registry: str
    repository: str
    username: str = ""
    signed_in: bool = False
    empty: str = ""
    granted: bool = False
    opens_nothing: bool = False
    expired: str = ""


def explain_anywhere(reply: Reply, asked: Asked) -> Stop | None:
    """Return what ends a walk whichever step got this reply, or None for a reply of its own."""
    if reply.status == 429:
        return Stop("unknown", _rate_limited(reply, asked))
    if reply.status == 407:
        detail = "407: it asks for a username and a password"
        return Stop("unknown", explain_failure(Failure("proxy", reply.host, detail)))
    if reply.status >= 500:
        message = f"{reply.host} has trouble of its own ({reply.status}).{quoted(reply)}"
        return Stop("unknown", Cause("server-error", message, "Try again later."))
    if reply.html and (reply.status < 400 or reply.status == 511):
        return Stop("unknown", _web_page(reply))
    return None


def explain_challenge(reply: Reply) -> Stop:
    """Return why `GET /v2/`, which CRI-O asks first, did not lead on."""
    if reply.status == 401:
        message = f"{reply.host} asks for a credential in a way that cannot be read."
        fix = "Its WWW-Authenticate header must offer Bearer with a realm, or Basic."
        return Stop("refused", Cause("unreadable-challenge", message, fix))
    if reply.status == 403:
        message = f"{reply.host} refuses this machine before it asks for any credential (403)."
        fix = "A firewall, a list of allowed addresses or a proxy may stand in between."
        return Stop("refused", Cause("forbidden", message + quoted(reply), fix))
    if reply.status == 400:
        message = f"{reply.host} refuses GET /v2/ (400).{quoted(reply)}"
        fix = "It may demand a client certificate, which the nodes need too."
        return Stop("refused", Cause("not-a-registry", message, fix))
    message = f"{reply.host} does not answer as a registry does ({reply.status} to GET /v2/)."
    fix = "Check the image reference: its host must be a registry's, with the right port."
    return Stop("refused", Cause("not-a-registry", message + quoted(reply), fix))


def explain_token(reply: Reply, asked: Asked) -> Stop:
    """Return why the token service gave no token."""
    if not asked.signed_in and reply.status in (400, 401, 403, 404):
        return Stop("refused", _private(reply, asked))
    if asked.expired and reply.status in (400, 401, 403):
        return Stop("refused", _expired(reply, asked))
    if reply.status in (401, 403):
        github = explain_github(reply, asked.registry, "token")
        if github is not None:
            return Stop("refused", github)
    if reply.status == 401:
        return Stop("refused", _wrong_credential(reply, asked))
    if reply.status == 403:
        return Stop("refused", _bare_refusal(reply))
    if reply.status in (402, 451):
        return Stop("refused", _by_status(reply))
    message = f"{reply.host} gave no token ({reply.status}).{quoted(reply)}"
    fix = "The token service did not understand the question; the registry may be set up wrongly."
    return Stop("refused", Cause("token-service", message, fix))


def explain_no_token(host: str, method: str) -> Stop:
    """Return why a good answer of the token service is of no use: there is no token in it."""
    field = "access_token" if method == "POST" else "token"
    message = f"{host} answered {method}, but with no {field} that could be sent on."
    return Stop("refused", Cause("token-service", message, "The token service is set up wrongly."))


def explain_manifest(reply: Reply, asked: Asked) -> Stop:
    """Return why the manifest was not served."""
    if reply.status == 404:
        return Stop("refused", _not_found(reply, asked))
    if reply.status in (401, 403) and not asked.signed_in:
        return Stop("refused", _private(reply, asked))
    if reply.status == 401 and asked.granted and reply.challenge_error == "invalid_token":
        return Stop("refused", _token_not_accepted(reply))
    if asked.expired and reply.status in (400, 401, 403):
        return Stop("refused", _expired(reply, asked))
    if reply.status in (401, 403):
        github = explain_github(reply, asked.registry, "manifest")
        if github is not None:
            return Stop("refused", github)
    if reply.status == 401 and not asked.granted:
        return Stop("refused", _wrong_credential(reply, asked))
    if reply.status in (401, 403):
        return Stop("refused", _no_access(reply, asked) if asked.granted else _bare_refusal(reply))
    return Stop("refused" if 400 <= reply.status < 500 else "unknown", _by_status(reply))


def explain_blob(reply: Reply, what: str) -> Stop:
    """Return why a part of the image was not served; `what` names it."""
    message = f"{reply.host} does not serve {what} ({reply.status}).{quoted(reply)}"
    if reply.redirected_to:
        fix = (
            f"It is kept at {reply.redirected_to}, where the registry sends everybody: a firewall "
            "may stand in between, or the store has lost it."
        )
        return Stop("refused", Cause("store-refuses", message, fix))
    if reply.status == 404:
        fix = "The registry has lost it (a clean-up gone wrong, perhaps): push the image again."
        return Stop("refused", Cause("part-missing", message, fix))
    fix = "The registry gives the manifest and not what it names: its storage is set up wrongly."
    return Stop("refused", Cause("part-refused", message, fix))


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


def _rate_limited(reply: Reply, asked: Asked) -> Cause:
    message = f"{reply.host} has had too many requests (429).{quoted(reply)}"
    left = f" {reply.pulls_left}." if reply.pulls_left else ""
    if reply.retry_after is not None:
        return Cause("rate-limited", message, f"It lifts in {_duration(reply.retry_after)}.{left}")
    if asked.signed_in:
        fix = f"Wait a while: it is the limit of this account, or of this address.{left}"
    else:
        fix = f"Wait a while, or ask with a credential.{left}"
    return Cause("rate-limited", message, fix)


def _web_page(reply: Reply) -> Cause:
    return Cause(
        "captive-portal",
        f"{reply.host} answered with a web page, which no registry does.",
        f"If {reply.host} is the right host, a login page stands in front of it (single sign-on, "
        "a proxy, or the captive portal of this network); else the registry's host or its token "
        "service's realm is wrong.",
    )


def _wrong_credential(reply: Reply, asked: Asked) -> Cause:
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


def _expired(reply: Reply, asked: Asked) -> Cause:
    message = f"This password expired on {asked.expired}.{quoted(reply)}"
    if ".amazonaws." in asked.registry or ".on.aws" in asked.registry:
        fix = (
            "It lasts 12 hours: renew it with a job, or let the kubelet's ECR credential "
            "provider do it."
        )
        return Cause("expired", message, fix)
    return Cause("expired", message, "Make a new token, and renew it before it expires.")


def _no_access(reply: Reply, asked: Asked) -> Cause:
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


def _bare_refusal(reply: Reply) -> Cause:
    if reply.said:
        message = f"{reply.host} refuses ({reply.status}).{quoted(reply)}"
    else:
        message = (
            f"{reply.host} refuses ({reply.status}) and does not say why: the token, the rights, "
            "the name, or this machine's address."
        )
    fix = "Check in this order: the spelling, whether the token has expired, its rights, and "
    return Cause("no-access", message, fix + "whether this network may reach the registry.")


def _private(reply: Reply, asked: Asked) -> Cause:
    return Cause(
        "not-public",
        f"{reply.host} does not give {asked.repository} to everybody ({reply.status}), or there "
        f"is no such image: many registries answer the same for both.{quoted(reply)}",
        "Check the spelling. If it is right, it needs a credential.",
    )


def _not_found(reply: Reply, asked: Asked) -> Cause:
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


def _token_not_accepted(reply: Reply) -> Cause:
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


def _by_status(reply: Reply) -> Cause:
    message = f"{reply.host} did not serve the manifest ({reply.status}).{quoted(reply)}"
    fix = _STATUS_FIXES.get(reply.status, "Ask the registry's owner what that status means there.")
    return Cause("unexpected-status", message, fix)


def _duration(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} seconds"
    return f"{seconds // 60} minutes" if seconds < 7200 else f"{seconds // 3600} hours"
