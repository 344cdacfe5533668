"""Rules about a username, in the light of its registry."""

from ghcr_tui.core.credential.tokens import Vendor, holds_token
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.paste_damage import paste_findings
from ghcr_tui.core.findings.placeholder import placeholder_findings

_WHERE = Where("username")
_LONGEST = 2048
_GOOGLE = frozenset(
    ("_json_key", "_json_key_base64", "oauth2accesstoken", "_token", "_dcgcloud_token")
)


def username_findings(username: str, vendor: Vendor) -> list[Finding]:
    """Return what there is to say about a username; `vendor` is the registry's."""
    if not username:
        message = "The username is empty: registries refuse a token without one."
        fix = "For ghcr.io it is your GitHub username."
        return [Finding("username-empty", "error", message, fix, _WHERE)]
    if len(username) > _LONGEST:
        message = f"The username has {len(username):,} characters. No registry has such users."
        return [Finding("username-too-long", "error", message, "Type it anew.", _WHERE)]
    found = [finding for rule in _RULES if (finding := rule(username, vendor))]
    damage = paste_findings(username, "username")
    return [*damage, *found, *placeholder_findings(username.strip(), "username")]


def _colon(username: str, vendor: Vendor) -> Finding | None:
    if ":" not in username:
        return None
    message = (
        "The username has a colon. `auth` is split at the first colon, so the rest of the username "
        "becomes a part of the token, and the registry refuses it."
    )
    return Finding("username-has-colon", "error", message, "Use a name without a colon.", _WHERE)


def _is_token(username: str, vendor: Vendor) -> Finding | None:
    if not holds_token(username):
        return None
    message = (
        "A token stands where the username belongs, where it is shown in clear. Most registries "
        "refuse it."
    )
    fix = "Move it to the token, and type the username it belongs to."
    return Finding("username-is-token", "warning", message, fix, _WHERE)


def _identity_token(username: str, vendor: Vendor) -> Finding | None:
    if username != "<token>":
        return None
    message = (
        "`<token>` is how credential helpers mark an identity token. The kubelet sends it as an "
        "ordinary username, which most registries refuse."
    )
    fix = "Use a username and a token (password)."
    if vendor == "azure":
        fix = "For Azure write 00000000-0000-0000-0000-000000000000 instead."
    return Finding("username-identity-token", "warning", message, fix, _WHERE)


def _aws(username: str, vendor: Vendor) -> Finding | None:
    if vendor != "aws" or username == "AWS":
        return None
    message = "Amazon ECR knows one username, `AWS`, and refuses every other."
    return Finding("aws-username", "error", message, "Write `AWS`, in capitals.", _WHERE)


def _google(username: str, vendor: Vendor) -> Finding | None:
    if vendor != "google" or username in _GOOGLE:
        return None
    message = (
        "Google's registries know no usernames of people: a pull with any other than _json_key, "
        "_json_key_base64 or oauth2accesstoken is denied."
    )
    fix = "Write _json_key beside a service account's JSON key."
    return Finding("google-username", "error", message, fix, _WHERE)


def _quay_robot(username: str, vendor: Vendor) -> Finding | None:
    if vendor != "quay" or "+" not in username:
        return None
    message = "A robot account of Quay: it pulls what its organisation lets it read."
    return Finding("quay-robot", "info", message, "", _WHERE)


_RULES = (_colon, _is_token, _identity_token, _aws, _google, _quay_robot)
