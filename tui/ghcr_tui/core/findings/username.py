"""Rules about a username on its own."""

import re

from ghcr_tui.core.finding import Finding
from ghcr_tui.core.findings.paste import paste_findings

_WHERE = "username"
_PLACEHOLDERS = frozenset(
    (
        "username",
        "user",
        "your-username",
        "your_username",
        "yourusername",
        "github-username",
        "your-github-username",
        "github_username",
        "docker_user",
        "octocat-example",
    )
)
_BRACKETED = re.compile(r"<(?!token>$)[^<>]{1,60}>|\$\{?[A-Za-z_]\w*\}?|\{\{.*\}\}")


def username_findings(username: str) -> list[Finding]:
    """Return what there is to say about a username."""
    if not username:
        message = "The username is empty: most registries refuse a token without a username."
        fix = "For ghcr.io it is your GitHub username."
        return [Finding("username-empty", "error", message, fix, _WHERE)]
    found = paste_findings(username, _WHERE)
    if ":" in username:
        found.append(_colon())
    if username.casefold() in _PLACEHOLDERS or _BRACKETED.fullmatch(username):
        message = "The username looks like a placeholder that was left in: the registry refuses it."
        fix = "Type the real username."
        found.append(Finding("placeholder-username", "warning", message, fix, _WHERE))
    return found


def _colon() -> Finding:
    message = (
        "The username has a colon. `auth` is split at the first colon, so the rest of the username "
        "would become a part of the token, and the registry refuses it."
    )
    return Finding("username-has-colon", "error", message, "Use a name without a colon.", _WHERE)
