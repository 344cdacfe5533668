"""Everything the rules have to say about one credential."""

from collections.abc import Callable
from functools import cache, lru_cache

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.tokens import (
    GITHUB_LENGTH,
    Vendor,
    github_checksum_matches,
    holds_token,
)
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.github_token import CLASSIC_TOKEN
from ghcr_tui.core.findings.placeholder import resembles_placeholder
from ghcr_tui.core.findings.registry import judged_registry

_LONGEST_USERNAME = 39  # GitHub's own limit
_EMAIL = Where("email")
_TokenRules = Callable[[str, str, Vendor, float | None], list[Finding]]
_UsernameRules = Callable[[str, Vendor, str], list[Finding]]


def credential_findings(credential: Credential, now: float | None = None) -> list[Finding]:
    """Return the findings of `credential`; `where` is registry, username, token or email.

    `now`, in seconds since the epoch, lets the expiry of a token be judged. No text makes it
    raise, and no finding holds any of the token.
    """
    registry, username, token, email = credential
    found, vendor = judged_registry(registry)
    if vendor == "github" and not email and _is_sound_github_pair(username, token):
        return [*found, CLASSIC_TOKEN]
    return [*found, *findings_beside_registry(credential, vendor, now)]


def findings_beside_registry(
    credential: Credential, vendor: Vendor, now: float | None = None
) -> list[Finding]:
    """Return the findings about username, token and email; `vendor` is the registry's."""
    token_findings, username_findings = _rules()
    found = username_findings(credential.username, vendor, credential.token)
    found += token_findings(credential.username, credential.token, vendor, now)
    return found + _email_findings(credential.email) if credential.email else found


@cache
def _rules() -> tuple[_TokenRules, _UsernameRules]:
    """Return the rules about tokens and usernames: who encodes a sound pair imports none."""
    from ghcr_tui.core.findings.token import token_findings
    from ghcr_tui.core.findings.username import username_findings

    return token_findings, username_findings


def _is_sound_github_pair(username: str, token: str) -> bool:
    """Return whether no rule has anything against a pair for ghcr.io but to name the token's kind.

    Most credentials of a long list are such; asking every rule about them takes ten times as long.
    """
    return (
        len(username) <= _LONGEST_USERNAME
        and len(token) == GITHUB_LENGTH
        and token.startswith("ghp_")
        and _is_sound_github_username(username)
        and github_checksum_matches(token)
    )


@lru_cache(maxsize=1024)  # the same few names are in thousands of Secrets
def _is_sound_github_username(username: str) -> bool:
    word = username.replace("-", "")
    return word.isalnum() and word.isascii() and not resembles_placeholder(username)


def _email_findings(email: str) -> list[Finding]:
    """Return what there is to say about an email, which no registry and no kubelet looks at."""
    if not email:
        return []
    if holds_token(email):
        message = "A token stands where the email belongs, and is shown there in clear."
        return [Finding("email-is-token", "warning", message, "Move it to the token.", _EMAIL)]
    if "@" not in email:
        message = "The email has no `@`. No registry looks at it."
        return [Finding("email-odd", "info", message, "Leave it empty.", _EMAIL)]
    return []
