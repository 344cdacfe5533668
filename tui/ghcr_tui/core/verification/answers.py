"""Plain-words causes and fixes for what stops a pull, told from facts alone.

The status codes and error codes are those of the OCI Distribution Specification and of the
Docker Registry v2 token specification.
"""

from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.verification.failures import Failure, explain_failure
from ghcr_tui.core.verification.github_answers import explain_github
from ghcr_tui.core.verification.origin import is_address, parse_origin
from ghcr_tui.core.verification.refusals import (
    Asked,
    bare_refusal,
    by_status,
    expired,
    no_access,
    not_found,
    not_public,
    quoted,
    rate_limited,
    token_not_accepted,
    web_page,
    wrong_credential,
)
from ghcr_tui.core.verification.replies import Reply
from ghcr_tui.core.verification.verification import Cause, Stop


def explain_anywhere(reply: Reply, asked: Asked) -> Stop | None:
    """Return what ends a walk whichever step got this reply, or None for a reply of its own."""
    if reply.status == 429:
        return Stop("unknown", rate_limited(reply, asked))
    if reply.status == 407:
        detail = "407: it asks for a username and a password"
        return Stop("unknown", explain_failure(Failure("proxy", reply.host, detail)))
    if reply.status >= 500:
        message = f"{reply.host} has trouble of its own ({reply.status}).{quoted(reply)}"
        return Stop("unknown", Cause("server-error", message, "Try again later."))
    if reply.html and (reply.status < 400 or reply.status == 511):
        return Stop("unknown", web_page(reply))
    return None


def explain_challenge(reply: Reply) -> Stop:
    """Return why a question that is asked without a proof first did not lead on."""
    if reply.status == 401:
        if any(len(each.realms) > 1 for each in reply.challenges):
            return Stop("unknown", _two_realms(reply))
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


def _two_realms(reply: Reply) -> Cause:
    """A runtime takes the last one; here nobody is sent a credential on the sly."""
    realms = [realm for each in reply.challenges for realm in each.realms]
    shown = " and ".join(excerpt(realm, 60) for realm in realms[:2])
    message = (
        f"{reply.host} names more than one token service in one challenge ({shown}): runtimes "
        "take the last one, and the credential was sent to none."
    )
    return Cause("two-realms", message, "Its WWW-Authenticate header must name one realm.")


def explain_token(reply: Reply, asked: Asked) -> Stop:
    """Return why the token service gave no token."""
    if not asked.signed_in and reply.status in (400, 401, 403, 404):
        return Stop("refused", not_public(reply, asked))
    if asked.expired and reply.status in (400, 401, 403):
        return Stop("refused", expired(reply, asked))
    if reply.status in (401, 403):
        github = explain_github(reply, asked.registry, "token")
        if github is not None:
            return Stop("refused", github)
    if reply.status == 401:
        return Stop("refused", wrong_credential(reply, asked))
    if reply.status == 403:
        return Stop("refused", bare_refusal(reply))
    if reply.status in (402, 451):
        return Stop("refused", by_status(reply))
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
    if _was_kept_back(reply, asked):
        return Stop("unknown", _kept_back(reply))
    if reply.status == 404:
        return Stop("refused", not_found(reply, asked))
    if reply.status in (401, 403) and not asked.signed_in:
        return Stop("refused", not_public(reply, asked))
    if reply.status == 401 and asked.granted and reply.challenge_error == "invalid_token":
        return Stop("refused", token_not_accepted(reply))
    if asked.expired and reply.status in (400, 401, 403):
        return Stop("refused", expired(reply, asked))
    if reply.status in (401, 403):
        github = explain_github(reply, asked.registry, "manifest")
        if github is not None:
            return Stop("refused", github)
    if reply.status == 401 and not asked.granted:
        return Stop("refused", wrong_credential(reply, asked))
    if reply.status in (401, 403):
        return Stop("refused", no_access(reply, asked) if asked.granted else bare_refusal(reply))
    return Stop("refused" if 400 <= reply.status < 500 else "unknown", by_status(reply))


def explain_blob(reply: Reply, what: str, asked: Asked) -> Stop:
    """Return why a part of the image was not served; `what` names it."""
    if _was_kept_back(reply, asked):
        return Stop("unknown", _kept_back(reply))
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


def _was_kept_back(reply: Reply, asked: Asked) -> bool:
    """Tell whether a runtime would have sent on the credential that is missed here.

    Source: Go's net/http, shouldCopyHeaderOnRedirect: the host itself, at any port, and below it.
    """
    if not (asked.signed_in and reply.redirected_to and reply.status in (401, 403)):
        return False
    first, target = map(_host_in, (asked.registry, reply.redirected_to))
    return target == first or (target.endswith(f".{first}") and not is_address(first))


def _host_in(authority: str) -> str:
    origin = parse_origin(f"https://{authority}/")
    return origin.host if origin else authority


def _kept_back(reply: Reply) -> Cause:
    message = (
        f"The registry redirects to {reply.redirected_to}, which refuses ({reply.status}): the "
        "credential was kept back there, and container runtimes send it on."
    )
    return Cause("credential-kept-back", message, "Name that host in the image reference instead.")
