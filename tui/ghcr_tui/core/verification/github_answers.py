"""What GitHub's container registry means by a refusal, as far as it says so.

Seen at ghcr.io and written in GitHub's documentation on the container registry; a wording that is
not known here falls back to the status, which alone does not tell the causes apart.
"""

import re
from typing import Literal

from ghcr_tui.core.registry.vendors import vendor_of
from ghcr_tui.core.verification.replies import Reply
from ghcr_tui.core.verification.verification import Cause

_CLASSIC = "Make a classic token (ghp_…) with the read:packages scope."


def explain_github(
    reply: Reply, registry: str, stage: Literal["token", "manifest"]
) -> Cause | None:
    """Return the cause of a refusal by GitHub's `registry`, at the token or at the manifest.

    None for another's registry; and for one that is GitHub's by its host's first word alone
    (`containers.`), unless its words are GitHub's.
    """
    vendor = vendor_of(registry)
    if vendor not in ("github", "github-server"):
        return None
    words = f' {reply.host} says: "{reply.said}".' if reply.said else ""
    if reply.sso_link:
        message = f"The token is not authorised for the organisation's single sign-on.{words}"
        return Cause("single-sign-on", message, f"Authorise it at {reply.sso_link}")
    for pattern, code, message, fix in _WORDINGS:
        if re.search(pattern, reply.said, re.IGNORECASE):
            return Cause(code, f"{message}{words}", fix)
    if vendor == "github-server":
        return None
    if stage == "token":
        message = (
            f"{reply.host} refuses the credential before it looks at the image ({reply.status}): "
            f"the token is dead (mistyped, expired or revoked), or may not read packages.{words}"
        )
    else:
        message = (
            f"{reply.host} knows the token, but does not serve this package to it "
            f"({reply.status}): the name is mistyped, the account may not read the package, or "
            f"the token lacks read:packages or single sign-on.{words}"
        )
    fix = "Run it again with --github-scopes: GitHub then says which of them it is."
    return Cause("denied", message, fix)


def not_told(cause: Cause) -> Cause:
    """Return the cause of a refusal about which GitHub's API has been asked and did not tell."""
    fix = (
        "GitHub's API did not tell which of them it is: check the spelling, the token's scopes "
        "(read:packages), its single sign-on, and the account's role on the package."
    )
    return cause._replace(fix=fix)


_WORDINGS = (
    (
        r"does not match expected scopes",
        "missing-scope",
        "The token lacks the read:packages scope.",
        _CLASSIC,
    ),
    (
        r"SAML|single sign-on|SSO",
        "single-sign-on",
        "The token is not authorised for the organisation's single sign-on.",
        "Authorise it in GitHub's settings, under Tokens: Configure SSO.",
    ),
    (
        r"installation not allowed|Resource not accessible by integration",
        "app-token",
        "An App's or an Actions token may not read this package.",
        "Give the repository of the workflow access to the package, or use a classic token.",
    ),
    (
        r"cannot be authenticated|bad credentials|invalid token",
        "wrong-credential",
        "GitHub does not know this token: it is mistyped, expired or revoked.",
        _CLASSIC,
    ),
    (
        r"permission_denied:? *read_package|not allowed to read",
        "package-not-readable",
        "GitHub knows the token, and its account may not read this package.",
        "Ask an administrator of the package to give the account, or its team, the Read role.",
    ),
)
