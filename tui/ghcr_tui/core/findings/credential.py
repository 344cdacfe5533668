"""Everything the rules have to say about one credential."""

from ghcr_tui.core.credential import Credential
from ghcr_tui.core.finding import Finding
from ghcr_tui.core.findings.expiry import expiry_findings
from ghcr_tui.core.findings.registry import registry_findings
from ghcr_tui.core.findings.token import token_findings
from ghcr_tui.core.findings.username import username_findings
from ghcr_tui.core.registries import vendor_of


def credential_findings(credential: Credential, now: float | None = None) -> list[Finding]:
    """Return the findings of `credential`; `where` is registry, username, token or email.

    `now`, in seconds since the epoch, lets the expiry of a token be judged.
    """
    found = [
        *registry_findings(credential.registry),
        *username_findings(credential.username),
        *token_findings(credential),
        *expiry_findings(credential, now),
    ]
    if "+" in credential.username and vendor_of(credential.registry) == "quay":
        message = "A robot account of Quay, which is right for a cluster."
        found.append(Finding("quay-robot", "info", message, "", "username"))
    if credential.email and "@" not in credential.email:
        message = "The email has no `@`. No registry looks at it; it may be left empty."
        found.append(Finding("email-odd", "info", message, "Leave it empty.", "email"))
    return found
