"""Rules about tokens of the other vendors, and about how long a token says it lives.

Sources: GitLab, "Token overview"; Docker, "Access tokens"; AWS, "Private registry authentication";
Azure, "Authenticate with a container registry"; DigitalOcean, "doctl registry login"; OpenShift,
"Managing user-owned OAuth access tokens" and the controller that writes the Secrets of its
internal registry (openshift-controller-manager, image_pull_secret_controller.go).
"""

from ghcr_tui.core.credential.token_claims import is_service_account_token
from ghcr_tui.core.credential.token_expiry import stated_expiry, utc_text
from ghcr_tui.core.credential.tokens import kind_of
from ghcr_tui.core.findings.cloud_key import (
    google_access_finding,
    google_key_finding,
    yandex_finding,
)
from ghcr_tui.core.findings.finding import Finding, Severity
from ghcr_tui.core.findings.token_case import TOKEN, TokenCase

_AZURE_NOBODY = "00000000-0000-0000-0000-000000000000"
_SOON = 30 * 24 * 3600
_GITLAB_FIX = "Use a deploy token with the scope read_registry."
_MACHINE_FIX = "Use a token made for machines, which lives until it is revoked."


def vendor_token_findings(case: TokenCase) -> list[Finding]:
    """Return what there is to say about a token that is not GitHub's."""
    return [finding for rule in _RULES if (finding := rule(case))]


def expired_finding(token: str, now: float | None) -> Finding | None:
    """Return the finding of a token that says of itself that its time is over."""
    expiry = stated_expiry(token) if now is not None else None
    if expiry is None or now is None or expiry > now:
        return None
    message = f"The token expired on {utc_text(expiry)}, as it says itself: the pull is denied."
    return Finding("token-expired", "error", message, "Get a new one.", TOKEN)


def _expires(case: TokenCase) -> Finding | None:
    expiry = stated_expiry(case.token) if case.kind == "jwt" else None
    if expiry is None or case.username == _AZURE_NOBODY or _is_openshifts_own(case):
        return None
    lasting = case.now is not None and expiry - case.now > _SOON
    message = (
        f"The token is a JSON Web Token that expires on {utc_text(expiry)}: every pull after that "
        "is denied."
    )
    severity: Severity = "info" if lasting else "warning"
    return Finding("token-expires", severity, message, _MACHINE_FIX, TOKEN)


def _gitlab(case: TokenCase) -> Finding | None:
    if case.kind == "gitlab-job" or (
        case.username == "gitlab-ci-token" and case.vendor in ("gitlab", "unknown")
    ):
        message = "A job token of GitLab. It is gone with the job, and the next node that pulls"
        return Finding("gitlab-job-token", "warning", f"{message} fails.", _GITLAB_FIX, TOKEN)
    if case.kind == "gitlab-other":
        message = (
            "A token of GitLab's for runners, triggers, feeds or agents. Its container registry "
            "does not accept these, so the pull is denied."
        )
        return Finding("gitlab-token-other", "error", message, _GITLAB_FIX, TOKEN)
    if case.kind in ("gitlab-personal", "gitlab-deploy"):
        what = "A deploy token" if case.kind == "gitlab-deploy" else "An access token"
        message = f"{what} of GitLab. It pulls with the scope read_registry, until it expires."
        return Finding("gitlab-token", "info", message, "", TOKEN)
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
    return Finding("docker-hub-token", "info", message, "", TOKEN)


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
    return Finding("aws-token-expires", "warning", message, fix, TOKEN)


def _azure(case: TokenCase) -> Finding | None:
    if case.vendor != "azure" or case.username != _AZURE_NOBODY:
        return None
    if kind_of(case.token) != "jwt":
        message = (
            "With this username Azure expects what `az acr login --expose-token` prints; this is "
            "none, so the pull is denied."
        )
        fix = "Use the username that the token (password) was made for."
        return Finding("azure-token-not-jwt", "error", message, fix, TOKEN)
    expiry = stated_expiry(case.token)
    when = f" (this one on {utc_text(expiry)})" if expiry is not None else ""
    message = (
        f"What `az acr login --expose-token` prints expires after three hours{when}, and the next "
        "node that pulls fails."
    )
    fix = "Use a repository-scoped token or a service principal."
    return Finding("azure-token-expires", "warning", message, fix, TOKEN)


def _digitalocean(case: TokenCase) -> Finding | None:
    if case.kind == "digitalocean-refresh":
        message = (
            "A refresh token of DigitalOcean. It only renews other tokens: no registry takes it "
            "for a pull."
        )
        fix = "Use a token that may read the registry: `doctl registry kubernetes-manifest`."
        return Finding("digitalocean-refresh-token", "error", message, fix, TOKEN)
    if case.kind != "digitalocean":
        return None
    message = (
        "A token of DigitalOcean's. Its registry takes it as username and as token, until it "
        "expires; `doctl registry login` makes one for 30 days."
    )
    return Finding("digitalocean-token", "info", message, "", TOKEN)


def _nvidia(case: TokenCase) -> Finding | None:
    if case.kind != "nvidia":
        return None
    message = "A personal or service key of NVIDIA NGC. It pulls until it expires or is revoked."
    return Finding("nvidia-key", "info", message, "", TOKEN)


def _openshift(case: TokenCase) -> Finding | None:
    if case.kind == "openshift-oauth":
        message = (
            "A token of a person's login to OpenShift, as `oc whoami -t` prints. It is gone within "
            "a day unless the cluster says otherwise, and the next node that pulls fails."
        )
        fix = "Use a service account's token, or the Secret that OpenShift keeps for it."
        return Finding("openshift-login-token", "warning", message, fix, TOKEN)
    if not _is_openshifts_own(case):
        return None
    message = (
        "A service account's token, as OpenShift writes it for its internal registry. OpenShift "
        "renews it in the cluster; a copy elsewhere is not renewed."
    )
    return Finding("openshift-token", "info", message, "", TOKEN)


def _is_openshifts_own(case: TokenCase) -> bool:
    """Return whether a controller of OpenShift's wrote the pair, and renews it."""
    return case.username == "<token>" and is_service_account_token(case.token)


_RULES = (
    _expires,
    _gitlab,
    _docker_hub,
    _aws,
    google_access_finding,
    google_key_finding,
    _azure,
    _digitalocean,
    _nvidia,
    yandex_finding,
    _openshift,
)
