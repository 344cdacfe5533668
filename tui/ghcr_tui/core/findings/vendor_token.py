"""Rules about tokens of the other vendors, and about how long a token says it lives.

Sources: GitLab, "Token overview"; Docker, "Access tokens"; AWS, "Private registry authentication";
Google, "Configure authentication to Artifact Registry for Docker"; Azure, "Authenticate with a
container registry".
"""

from typing import NamedTuple

from ghcr_tui.core.credential.token_expiry import stated_expiry, utc_text
from ghcr_tui.core.credential.tokens import Kind, Vendor, kind_of
from ghcr_tui.core.findings.finding import Finding, Severity, Where

_WHERE = Where("token")
_AZURE_NOBODY = "00000000-0000-0000-0000-000000000000"
_JSON_KEYS = ("_json_key", "_json_key_base64")
_SOON = 30 * 24 * 3600
_LONGEST_JSON_KEY = 16384
_GITLAB_FIX = "Use a deploy token with the scope read_registry."
_MACHINE_FIX = "Use a token made for machines, which lives until it is revoked."


class TokenCase(NamedTuple):
    """A token with what its meaning depends on; `vendor` is the registry's, `now` in seconds."""

    username: str
    token: str
    kind: Kind
    vendor: Vendor
    now: float | None

    def __repr__(self) -> str:
        """Leave the token out."""
        return f"TokenCase({self.kind!r}, {self.vendor!r})"


def vendor_token_findings(case: TokenCase) -> list[Finding]:
    """Return what there is to say about a token that is not GitHub's."""
    return [finding for rule in _RULES if (finding := rule(case))]


def expired_finding(token: str, now: float | None) -> Finding | None:
    """Return the finding of a token that says of itself that its time is over."""
    expiry = stated_expiry(token) if now is not None else None
    if expiry is None or now is None or expiry > now:
        return None
    message = f"The token expired on {utc_text(expiry)}, as it says itself: the pull is denied."
    return Finding("token-expired", "error", message, "Get a new one.", _WHERE)


def _expires(case: TokenCase) -> Finding | None:
    expiry = stated_expiry(case.token) if case.kind == "jwt" else None
    if expiry is None or case.username == _AZURE_NOBODY:
        return None
    lasting = case.now is not None and expiry - case.now > _SOON
    message = (
        f"The token is a JSON Web Token that expires on {utc_text(expiry)}: every pull after that "
        "is denied."
    )
    severity: Severity = "info" if lasting else "warning"
    return Finding("token-expires", severity, message, _MACHINE_FIX, _WHERE)


def _gitlab(case: TokenCase) -> Finding | None:
    if case.kind == "gitlab-job" or (
        case.username == "gitlab-ci-token" and case.vendor in ("gitlab", "unknown")
    ):
        message = "A job token of GitLab. It is gone with the job, and the next node that pulls"
        return Finding("gitlab-job-token", "warning", f"{message} fails.", _GITLAB_FIX, _WHERE)
    if case.kind == "gitlab-other":
        message = (
            "A token of GitLab's for runners, triggers, feeds or agents. Its container registry "
            "does not accept these, so the pull is denied."
        )
        return Finding("gitlab-token-other", "error", message, _GITLAB_FIX, _WHERE)
    if case.kind in ("gitlab-personal", "gitlab-deploy"):
        what = "A deploy token" if case.kind == "gitlab-deploy" else "An access token"
        message = f"{what} of GitLab. It pulls with the scope read_registry, until it expires."
        return Finding("gitlab-token", "info", message, "", _WHERE)
    return None


def _docker_hub(case: TokenCase) -> Finding | None:
    if case.kind == "dockerhub-personal":
        message = "A personal access token of Docker Hub."
    elif case.kind == "dockerhub-organization":
        message = (
            "An organisation's access token of Docker Hub; its username is the organisation's name."
        )
    else:
        return None
    return Finding("docker-hub-token", "info", message, "", _WHERE)


def _aws(case: TokenCase) -> Finding | None:
    if case.kind != "aws-ecr" and case.vendor != "aws":
        return None
    expiry = stated_expiry(case.token)
    when = f" (this one on {utc_text(expiry)})" if expiry is not None else ""
    message = (
        f"A password of Amazon ECR expires after 12 hours{when}, and the next node that pulls "
        "fails."
    )
    fix = "Give the nodes a role that may pull, or renew the Secret with a CronJob."
    return Finding("aws-token-expires", "warning", message, fix, _WHERE)


def _google_access(case: TokenCase) -> Finding | None:
    if case.kind != "google-access" and case.username != "oauth2accesstoken":
        return None
    message = "An access token of Google. It lives for an hour, and the next node that pulls fails."
    fix = "Use a service account's JSON key with the username _json_key."
    if case.kind == "google-access" and case.username in _JSON_KEYS:
        message = (
            f"An access token of Google, and the username {case.username} goes with a JSON key: "
            "the pull is denied."
        )
        return Finding("google-token-for-json-key", "error", message, fix, _WHERE)
    return Finding("google-token-expires", "warning", message, fix, _WHERE)


def _google_key(case: TokenCase) -> Finding | None:
    if case.username not in _JSON_KEYS:
        if case.kind != "google-key" or case.vendor == "google":
            return None  # for Google's own registries the username has a finding
        message = "A JSON key of Google, which is denied with any username but _json_key."
        fix = "Write _json_key as the username."
        return Finding("google-key-username", "error", message, fix, _WHERE)
    if case.kind == "google-access":
        return None  # has a finding of its own
    if _is_json_key(case.token, encoded=case.username == _JSON_KEYS[1]):
        return Finding("google-key", "info", "A service account's JSON key.", "", _WHERE)
    form = (
        "the base64 of a whole JSON key" if case.username == _JSON_KEYS[1] else "a whole JSON key"
    )
    message = f"With the username {case.username} the token is {form}; this is none, so the pull"
    fix = "Paste the whole content of the service account's key file."
    return Finding("google-key-unreadable", "error", f"{message} is denied.", fix, _WHERE)


def _azure(case: TokenCase) -> Finding | None:
    if case.vendor != "azure" or case.username != _AZURE_NOBODY:
        return None
    if kind_of(case.token) != "jwt":
        message = (
            "With this username Azure expects what `az acr login --expose-token` prints; this is "
            "none, so the pull is denied."
        )
        fix = "Use the username that the token (password) was made for."
        return Finding("azure-token-not-jwt", "error", message, fix, _WHERE)
    expiry = stated_expiry(case.token)
    when = f" (this one on {utc_text(expiry)})" if expiry is not None else ""
    message = (
        f"What `az acr login --expose-token` prints expires after three hours{when}, and the next "
        "node that pulls fails."
    )
    fix = "Use a repository-scoped token or a service principal."
    return Finding("azure-token-expires", "warning", message, fix, _WHERE)


def _is_json_key(token: str, encoded: bool) -> bool:
    from binascii import a2b_base64
    from json import loads

    if len(token) > _LONGEST_JSON_KEY:
        return False
    try:
        key = loads(a2b_base64(token) if encoded else token)
    except (ValueError, RecursionError):
        return False
    return isinstance(key, dict) and isinstance(key.get("private_key"), str)


_RULES = (_expires, _gitlab, _docker_hub, _aws, _google_access, _google_key, _azure)
