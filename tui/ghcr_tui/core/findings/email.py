"""Rules about the email beside a credential, which no registry and no kubelet looks at."""

from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.findings.finding import Finding, Where

_WHERE = Where("email")


def email_findings(email: str) -> list[Finding]:
    """Return what there is to say about an email; "" is the usual one."""
    if not email:
        return []
    if holds_token(email):
        message = "A token stands where the email belongs, and is shown there in clear."
        return [Finding("email-is-token", "warning", message, "Move it to the token.", _WHERE)]
    if "@" not in email:
        message = "The email has no `@`. No registry looks at it."
        return [Finding("email-odd", "info", message, "Leave it empty.", _WHERE)]
    return []
