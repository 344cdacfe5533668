"""Rules about what clouds hand out in JSON or for an hour: Google's and Yandex Cloud's keys.

Sources: Google, "Configure authentication to Artifact Registry for Docker"; Yandex Cloud,
"Authenticating in Container Registry".
"""

from ghcr_tui.core.findings.finding import Finding, Severity
from ghcr_tui.core.findings.json_key import json_key_fault, type_of_key
from ghcr_tui.core.findings.token_case import TOKEN, TokenCase

_JSON_KEYS = ("_json_key", "_json_key_base64")
_YANDEX_KEY = "json_key"


def google_access_finding(case: TokenCase) -> Finding | None:
    """Return what there is to say about an access token of Google, or one called so."""
    if case.kind != "google-access" and case.username != "oauth2accesstoken":
        return None
    message = "An access token of Google. It lives for an hour, and the next node that pulls fails."
    fix = "Use a service account's JSON key with the username _json_key."
    if case.kind == "google-access" and case.username in _JSON_KEYS:
        message = (
            f"An access token of Google, and the username {case.username} goes with a JSON key: "
            "the pull is denied."
        )
        return Finding("google-token-for-json-key", "error", message, fix, TOKEN)
    return Finding("google-token-expires", "warning", message, fix, TOKEN)


def google_key_finding(case: TokenCase) -> Finding | None:
    """Return what there is to say about a JSON key of Google, or what is in its place."""
    if case.username not in _JSON_KEYS:
        if case.kind != "google-key" or case.vendor == "google":
            return None  # for Google's own registries the username has a finding
        message = "A JSON key of Google, which is denied with any username but _json_key."
        fix = "Write _json_key as the username."
        return Finding("google-key-username", "error", message, fix, TOKEN)
    if case.kind == "google-access" or case.vendor == "yandex":
        return None  # has a finding of its own
    encoded = case.username == _JSON_KEYS[1]
    if fault := json_key_fault(case.token, encoded):
        message = (
            f"With the username {case.username} goes a JSON key, and the token {fault.what}. The "
            "pull is denied."
        )
        return Finding("google-key-unreadable", "error", message, fault.fix, TOKEN)
    if case.vendor == "google" and not encoded and type_of_key(case.token) != "service_account":
        message = (
            'A JSON key, but not of a service account of Google\'s (`"type": "service_account"`): '
            "Google knows no other with this username, so the pull is denied."
        )
        fix = "Paste the key file of a service account of Google's."
        return Finding("google-key-other-type", "error", message, fix, TOKEN)
    return Finding("google-key", "info", "A service account's JSON key.", "", TOKEN)


def yandex_finding(case: TokenCase) -> Finding | None:
    """Return what there is to say about a token for, or of, Yandex Cloud."""
    if case.vendor == "yandex" and case.username in ("iam", "oauth"):
        return _yandex_access(case.username)
    is_for_a_key = case.username == _YANDEX_KEY and case.vendor == "yandex"
    if case.kind != "yandex-key" and not is_for_a_key:
        return None
    if case.username != _YANDEX_KEY:
        if case.vendor != "yandex":
            return None  # the key may open something else there
        message = (
            "An authorized key of Yandex Cloud, which goes with the username json_key. With "
            "another one the pull may be denied."
        )
        return Finding("yandex-key-username", "warning", message, "Write `json_key`.", TOKEN)
    if fault := json_key_fault(case.token):
        message = (
            f"With the username json_key goes an authorized key in JSON, and the token "
            f"{fault.what}. The pull is denied."
        )
        return Finding("yandex-key-unreadable", "error", message, fault.fix, TOKEN)
    return Finding("yandex-key", "info", "An authorized key of Yandex Cloud.", "", TOKEN)


def _yandex_access(username: str) -> Finding:
    life = "twelve hours at most" if username == "iam" else "a year"
    message = (
        f"A token of Yandex Cloud for the username {username}. It lives for {life}, and the next "
        "node that pulls after that fails."
    )
    fix = "Use a service account's authorized key with the username json_key."
    severity: Severity = "warning" if username == "iam" else "info"
    return Finding("yandex-token-expires", severity, message, fix, TOKEN)
