"""Rules about how long a credential lives, by its registry, its username and the token's form."""

from ghcr_tui.core.credential import Credential
from ghcr_tui.core.finding import Finding
from ghcr_tui.core.jwt import jwt_expiry
from ghcr_tui.core.registries import vendor_of

_WHERE = "token"
_AZURE_NOBODY = "00000000-0000-0000-0000-000000000000"
_JSON_KEYS = ("_json_key", "_json_key_base64")


def expiry_findings(credential: Credential, now: float | None = None) -> list[Finding]:
    """Return what there is to say about the life of a credential.

    `now`, in seconds since the epoch, lets a token that has expired be told from one that will.
    """
    if credential.token.startswith("eyJ") and (expiry := jwt_expiry(credential.token)) is not None:
        return [_jwt(expiry, now)]
    rule = _BY_USERNAME.get(credential.username)
    finding = rule(credential) if rule else None
    return [finding] if finding else []


def _jwt(expiry: float, now: float | None) -> Finding:
    # Imported late: datetime is for those few whose token is a JSON Web Token.
    from datetime import UTC, datetime, timedelta

    day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=min(max(expiry, 0), 1e10))
    when = f"{day:%Y-%m-%d %H:%M} UTC"
    fix = "Use a token made for machines, which lives until it is revoked."
    if now is not None and expiry <= now:
        message = f"The token is a JSON Web Token that expired on {when}: the pull is denied."
        return Finding("jwt-expired", "error", message, fix, _WHERE)
    message = f"The token is a JSON Web Token that expires on {when}. Pulls after that fail."
    return Finding("jwt-expires", "warning", message, fix, _WHERE)


def _aws(credential: Credential) -> Finding | None:
    if vendor_of(credential.registry) != "aws":
        return None
    message = (
        "A password of Amazon ECR expires after 12 hours: pods that are scheduled after that "
        "cannot pull."
    )
    fix = "Give the nodes a role that may pull, or renew the Secret with a CronJob."
    return Finding("ecr-token-expires", "warning", message, fix, _WHERE)


def _google_access(credential: Credential) -> Finding | None:
    message = "An access token of Google lives for an hour, and the next node that pulls fails."
    fix = "Use a service account's JSON key with the username _json_key."
    return Finding("google-token-expires", "warning", message, fix, _WHERE)


def _google_key(credential: Credential) -> Finding | None:
    token = credential.token
    sound = token.lstrip().startswith("{") if credential.username == _JSON_KEYS[0] else True
    if not sound:
        message = (
            "With the username _json_key the token is a service account's whole JSON key; this "
            "does not begin with `{`, so Google refuses it."
        )
        fix = "Paste the JSON key file's content."
        return Finding("google-key-not-json", "error", message, fix, _WHERE)
    return Finding("google-json-key", "info", "A service account's JSON key of Google.", "", _WHERE)


def _azure(credential: Credential) -> Finding | None:
    if vendor_of(credential.registry) != "azure":
        return None
    message = (
        "With this username the token is one that `az acr login --expose-token` printed: it lives "
        "for 3 hours, and the next node that pulls fails."
    )
    fix = "Use a repository token or a service principal."
    return Finding("azure-token-expires", "warning", message, fix, _WHERE)


_BY_USERNAME = {
    "AWS": _aws,
    "oauth2accesstoken": _google_access,
    _JSON_KEYS[0]: _google_key,
    _JSON_KEYS[1]: _google_key,
    _AZURE_NOBODY: _azure,
}
