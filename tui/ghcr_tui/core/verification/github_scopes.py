"""What GitHub says of a token in the headers of its API (GitHub REST API documentation)."""

from typing import NamedTuple

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.verification import Cause, Scopes

_PULLING = frozenset({"read:packages", "write:packages"})


class ScopesAnswer(NamedTuple):
    """What came of the question: `scopes` where GitHub knows the token, and what it lacks."""

    message: str
    scopes: Scopes | None = None
    cause: Cause | None = None


def is_github(host: str) -> bool:
    """Tell whether the registry at `host` is GitHub's container registry."""
    return host == "ghcr.io"


def read_scopes(status: int, scopes: str | None, expires: str | None) -> ScopesAnswer:
    """Read the answer to `GET /`: the headers `X-OAuth-Scopes` and
    `github-authentication-token-expiration`, None where they are absent.
    """
    if status == 401:
        message = "GitHub does not know this token: it is mistyped, expired or revoked."
        fix = "Make a new classic token (ghp_…) with the read:packages scope."
        return ScopesAnswer(message, None, Cause("github-token-invalid", message, fix))
    if status != 200:
        return ScopesAnswer(f"GitHub did not say ({status}).")
    ending = f"; expires {inert(expires, 40)}" if expires else ""
    if scopes is None:
        found = Scopes(None, inert(expires or "", 40))
        message = "lists no scopes: a fine-grained, app or Actions token"
        return ScopesAnswer(f"{message}{ending}", found)
    names = tuple(inert(name.strip(), 40) for name in scopes.split(",")[:40] if name.strip())
    found = Scopes(names, inert(expires or "", 40))
    shown = ", ".join(names) or "none at all"
    if _PULLING.isdisjoint(names):
        message = f"The token lacks the read:packages scope (it has: {shown})."
        fix = "Give it the read:packages scope in GitHub's settings, under Tokens (classic)."
        return ScopesAnswer(message, found, Cause("missing-scope", message, fix))
    return ScopesAnswer(f"scopes: {shown}{ending}", found)
