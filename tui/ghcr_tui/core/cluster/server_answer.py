"""What an API server, or kubectl on the way to it, says instead of an answer: one sentence each.

Sources: Kubernetes, apimachinery pkg/api/errors and `Status` (API conventions), as a 1.36 server
answered; client-go's exec plugins (plugin/pkg/client/auth/exec); Go's net and crypto/x509 errors,
which `kubectl proxy` passes on as 500 in plain text.
"""

import json
import re
from typing import Literal, NamedTuple

from ghcr_tui.core.cluster.harmless import harmless
from ghcr_tui.core.credential.redaction import shown_key
from ghcr_tui.core.text.inert import inert

ProblemKind = Literal[
    "login",  # the cluster does not know who asks
    "forbidden",  # it knows, and that person has no right
    "missing",  # there is no such object, or no such resource
    "expired",  # a list or watch that has to be begun anew
    "busy",  # too many requests
    "conflict",  # the object was changed meanwhile, or is there already
    "refused",  # the server does not take what it was sent
    "server",  # the server itself failed
    "unreachable",
    "timeout",
    "certificate",
    "plugin",  # the credential plugin of the kubeconfig
    "kubectl",  # kubectl is not there, or cannot be used
    "unknown",
]


class ServerAnswer(NamedTuple):
    """Why there is no answer: `sentence` is whole, inert, and never holds a token.

    `retry_after` are the seconds to wait that the server named, 0 where it named none. `managers`
    are those whose fields would be taken over, where that is what the server refuses.
    """

    kind: ProblemKind
    sentence: str
    retry_after: float = 0.0
    managers: tuple[str, ...] = ()


ONCE = "Run `kubectl get pods` in a terminal once: it can ask there."
_FORBIDDEN = re.compile(
    r'User "(?P<user>[^"]*)" cannot (?P<verb>[a-z]+) resource "(?P<resource>[^"]*)" in API group '
    r'"(?P<group>[^"]*)" (?:in the namespace "(?P<namespace>[^"]*)"|at the cluster scope)'
)
_MANAGER = re.compile(r'conflicts? with "([^"]{1,200})"')
_ON_THE_WAY: tuple[tuple[str, ProblemKind, str], ...] = (
    # What kubectl says of the way to the server, in Go's words, the most special first.
    (
        r"exec: executable (?P<what>\S+) not found",
        "plugin",
        "The kubeconfig asks the program {what} for a credential, and it is not installed.",
    ),
    (
        r"interactive mode|standard input is not a terminal",
        "plugin",
        f"The credential plugin of the kubeconfig wants a terminal. {ONCE}",
    ),
    (
        r"exec: executable (?P<what>\S+) failed",
        "plugin",
        f"The kubeconfig's credential plugin {{what}} failed. {ONCE}",
    ),
    (
        r"getting credentials|no Auth Provider found|exec plugin",
        "plugin",
        f"The kubeconfig's credential plugin gave no credential. {ONCE}",
    ),
    (
        r"certificate has expired or is not yet valid",
        "certificate",
        "The server's certificate has expired or is not valid yet, or this machine's clock is "
        "wrong.",
    ),
    (
        r"certificate is (?:not )?valid for|contain any IP SANs|cannot validate cert",
        "certificate",
        "The server's certificate is for another name.",
    ),
    (
        r"x509|tls: ",
        "certificate",
        "The server's certificate is not one that the kubeconfig trusts.",
    ),
    (
        r"no such host|server misbehaving",
        "unreachable",
        "No address is known for the server's name: check the VPN and the kubeconfig.",
    ),
    (
        r"connection refused|was refused",
        "unreachable",
        "The server refuses the connection: nothing listens there.",
    ),
    (
        r"proxyconnect",
        "unreachable",
        "The proxy on the way to the server does not let the connection through.",
    ),
    (
        r"i/o timeout|deadline exceeded|Client\.Timeout|handshake timeout|request canceled",
        "timeout",
        "The server did not answer in time.",
    ),
    (
        r"no route to host|network is unreachable",
        "unreachable",
        "There is no way to the server from this network.",
    ),
    (
        r"\bEOF\b|connection reset|broken pipe|transport connection broken",
        "unreachable",
        "The server closed the connection without an answer.",
    ),
    (
        r"context (?P<what>\"[^\"]*\") does not exist",
        "kubectl",
        "The kubeconfig has no context {what}.",
    ),
    (
        r"no such file or directory|error loading config|invalid configuration",
        "kubectl",
        "kubectl cannot use the kubeconfig: {all}",
    ),
    (r"unknown (?:flag|command|shorthand)", "kubectl", "kubectl does not know an option: {all}"),
    (
        r"You must be logged in|Unauthorized",
        "login",
        "The cluster does not accept this context's login: it is missing, wrong or has expired. "
        "Log in again.",
    ),
)
_OF_LOGIN = _ON_THE_WAY[-1][2]


def answer_of_status(
    status: int, content_type: str, body: bytes, retry_after: str = ""
) -> ServerAnswer:
    """Return what an HTTP answer that is no success comes to.

    An API server's own failures are JSON; what `kubectl proxy` met on the way is text.
    """
    after = float(retry_after) if retry_after.isdecimal() and len(retry_after) < 4 else 0.0
    if status == 429:
        sentence = "The server has too much to do and answers nothing more just now (429)."
        return ServerAnswer("busy", sentence, after)
    said = _message(body) if "json" in content_type else ""
    if not said and status == 500 and "text/plain" in content_type:
        return answer_on_the_way(body.decode("utf-8", "replace"))
    managers = tuple(dict.fromkeys(_MANAGER.findall(said))) if status == 409 else ()
    if managers:
        named = ", ".join(shown_key(each, 60) for each in managers)
        return ServerAnswer("conflict", f"Fields of it belong to {named}.", after, managers)
    kind, sentence = _of_code(status, said)
    return ServerAnswer(kind, sentence, after)


def answer_on_the_way(text: str) -> ServerAnswer:
    """Return what kubectl's words come to, from its standard error or its proxy's answer."""
    if match := re.search(r"Error from server \((\w+)\): (.*)", text):
        return ServerAnswer(*_of_code(_CODES.get(match[1], 0), match[2]))
    for pattern, kind, sentence in _ON_THE_WAY:
        if match := re.search(pattern, text):
            named = match.groupdict().get("what") or ""
            what = shown_key(named.strip('"'), 80)
            return ServerAnswer(kind, sentence.format(what=what, all=harmless(text)))
    return ServerAnswer("unknown", f"kubectl failed: {harmless(text) or 'it says nothing'}")


_CODES = {
    "Unauthorized": 401,
    "Forbidden": 403,
    "NotFound": 404,
    "AlreadyExists": 409,
    "Conflict": 409,
    "Expired": 410,
    "Gone": 410,
    "Invalid": 422,
    "BadRequest": 400,
    "TooManyRequests": 429,
    "InternalError": 500,
    "ServiceUnavailable": 503,
    "Timeout": 504,
    "ServerTimeout": 504,
}


def _message(body: bytes) -> str:
    """Return the message of a `Status`, "" where `body` is not one."""
    try:
        status = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    message = status.get("message") if isinstance(status, dict) else None
    return message if isinstance(message, str) else ""


def _of_code(status: int, said: str) -> tuple[ProblemKind, str]:
    shown = harmless(said) or "it says nothing more."
    if status == 401:
        return "login", _OF_LOGIN
    if status == 403:
        return "forbidden", _forbidden(said)
    if status == 404:
        return "missing", f"The cluster has no such thing: {shown}"
    if status == 409:
        changed = "the object has been modified" in said
        return "conflict", (
            "The object was changed by somebody else meanwhile." if changed else shown
        )
    if status == 410:
        return "expired", "The server no longer knows where this list was begun."
    if status == 429:
        return "busy", "The server has too much to do and answers nothing more just now (429)."
    if status in (400, 405, 413, 415, 422):
        return "refused", f"The server refuses the request ({status}): {shown}"
    if status >= 500:
        return "server", f"The server failed ({status}): {shown}"
    return "unknown", f"The server's answer is unexpected ({status}): {shown}"


def _forbidden(said: str) -> str:
    match = _FORBIDDEN.search(said)
    if match is None:
        return f"No right to do this: {harmless(said)}"
    verb, resource = inert(match["verb"], 20), inert(match["resource"], 60)
    place = match["namespace"]
    where = f"in namespace {inert(place, 63)}" if place else "in the whole cluster"
    user = shown_key(match["user"], 80)
    return f"No right to {verb} {resource} {where} (as {user})."
