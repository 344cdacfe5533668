"""What GitHub's API says of a token and of a package (GitHub REST API documentation)."""

import json
import re
from typing import NamedTuple

from ghcr_tui.core.credential.tokens import kind_of, vendor_of_kind
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.verification import Cause, Scopes

_PULLING = frozenset({"read:packages", "write:packages"})


class ScopesAnswer(NamedTuple):
    """What came of the question: `scopes` where GitHub knows the token, and what it lacks."""

    message: str
    scopes: Scopes | None = None
    cause: Cause | None = None


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


def api_root(domain: str, token: str, default: str) -> str:
    """Return the root URL of the API beside the container registry at `domain`, or "".

    `default` is that of ghcr.io. GitHub Enterprise Cloud with data residency answers at
    `api.SUBDOMAIN.ghe.com`; a server of one's own has its registry at `containers.HOST` and its
    API under `https://HOST/api/v3` (GitHub Enterprise Server, Getting started with the REST API).
    The latter is told by a word in the host, so it gets a `token` of GitHub's form alone.
    """
    host = domain.lower().partition(":")[0]
    if host == "ghcr.io":
        return default
    subdomain = re.fullmatch(r"containers\.([^.]+)\.ghe\.com", host)
    if subdomain:
        return f"https://api.{subdomain[1]}.ghe.com/"
    own = re.fullmatch(r"containers\.([^.].*\..+)", host)
    is_theirs = vendor_of_kind(kind_of(token)) == "github"
    return f"https://{own[1]}/api/v3/" if own and is_theirs else ""


class PackageAnswer(NamedTuple):
    """What came of the question for a package, and why the token does not pull it."""

    message: str
    cause: Cause | None = None


def read_package(status: int, sso: str | None, body: bytes) -> PackageAnswer:
    """Read the answer to `GET /orgs|users/OWNER/packages/container/NAME`."""
    if status == 200:
        visibility = _visibility(body)
        message = f"GitHub knows the package ({visibility}), and this token may see it."
        fix = "Ask for the Read role on the package; for a token of an App or of Actions, give its "
        return PackageAnswer(
            message,
            Cause(
                "package-seen-not-pulled",
                f"{message} The registry refuses it all the same.",
                f"{fix}repository access to the package.",
            ),
        )
    link = re.search(r"url=(https://[^;,\s]{1,300})", sso or "")
    if status == 403 and sso:
        message = "The token is not authorised for the organisation's single sign-on."
        where = f" at {inert(link[1], 300)}" if link else " in GitHub's settings: Configure SSO"
        return PackageAnswer(message, Cause("single-sign-on", message, f"Authorise it{where}."))
    if status == 404:
        message = "GitHub has no such package, or does not let this account know of it."
        fix = "Check the spelling; then ask the package's administrator for the Read role."
        return PackageAnswer(message, Cause("package-not-readable", message, fix))
    return PackageAnswer(f"GitHub did not say ({status}).")


def _visibility(body: bytes) -> str:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    found = value.get("visibility") if isinstance(value, dict) else None
    return found if found in ("public", "private", "internal") else "its visibility is not said"
