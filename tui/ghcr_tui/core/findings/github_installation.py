"""Rules about the installation tokens of GitHub Apps, of which Actions is one.

Sources: GitHub, changelog of 2026-04-24 (the stateless form `ghs_APPID_JWT`, on github.com and
with data residency) and "Automatic token authentication". That GitHub's container registry refuses
any other App's token for private packages is as observed; GitHub documents Actions' token alone.
"""

from ghcr_tui.core.credential.token_expiry import stated_expiry, utc_text
from ghcr_tui.core.credential.tokens import app_of_installation_token
from ghcr_tui.core.findings.finding import Finding, Where

CLASSIC_FIX = (
    "Make a classic personal access token with the scope read:packages; an organisation may refuse "
    "those or limit their lifetime."
)
_ACTIONS = 15368
"""The App that GitHub Actions is, on github.com."""
_WHERE = Where("token")


def installation_finding(token: str) -> Finding:
    """Return what an installation token is good for, by the App that it names if it names one."""
    app = app_of_installation_token(token)
    if app is None:
        return _of_unknown_app()
    return _of_actions(token) if app == _ACTIONS else _of_other_app(app, token)


def _of_actions(token: str) -> Finding:
    message = (
        "A `GITHUB_TOKEN` of GitHub Actions. It is gone when its job ends"
        f"{_expiry(token)}, and the next node that pulls fails."
    )
    return Finding("github-actions-token", "warning", message, CLASSIC_FIX, _WHERE)


def _of_other_app(app: int, token: str) -> Finding:
    message = (
        f"An installation token of the GitHub App {app}{_expiry(token)}. GitHub's container "
        "registry lets it log in and refuses it for private packages, so the pull is denied."
    )
    return Finding("github-app-token", "error", message, CLASSIC_FIX, _WHERE)


def _of_unknown_app() -> Finding:
    message = (
        "An installation token of GitHub that does not name its App. One of Actions is gone with "
        "its job; one of any other App logs in, is refused for private packages, and is gone "
        "within the hour. The next node that pulls fails."
    )
    return Finding("github-installation-token", "warning", message, CLASSIC_FIX, _WHERE)


def _expiry(token: str) -> str:
    expiry = stated_expiry(token)
    return f" (it expires on {utc_text(expiry)})" if expiry is not None else ""
