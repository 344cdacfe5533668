"""Rules about GitHub's tokens: whether one is whole, and what its kind means for the pod.

Sources: GitHub, "Behind GitHub's new authentication token formats", "Working with the Container
registry" and "About authentication to GitHub".
"""

from ghcr_tui.core.credential.tokens import GITHUB_LENGTH, Kind, Vendor, github_checksum_matches
from ghcr_tui.core.findings.finding import Finding, Where

_WHERE = Where("token")
_CLASSIC = "Make a classic personal access token with the scope read:packages."
_COPY = "Copy it again, whole; if it is lost, make a new one."
CLASSIC_TOKEN = Finding(
    "github-classic-token",
    "info",
    "A classic personal access token of GitHub. It pulls with the scope read:packages, until it "
    "expires or is revoked.",
    "",
    _WHERE,
)
_FINE_GRAINED = Finding(
    "github-fine-grained-token",
    "error",
    "A fine-grained personal access token of GitHub. GitHub Packages' container registry does not "
    "accept these, so the pull is denied.",
    _CLASSIC,
    _WHERE,
)
_KINDS: dict[Kind, Finding] = {
    "github-classic": CLASSIC_TOKEN,
    "github-fine-grained": _FINE_GRAINED,
    "github-oauth": Finding(
        "github-oauth-token",
        "warning",
        "An OAuth token of GitHub, as `gh auth token` prints. It pulls only with the scope "
        "read:packages, which `gh auth login` does not ask for.",
        "`gh auth refresh -s read:packages`, or better a classic token for the cluster alone.",
        _WHERE,
    ),
    "github-installation": Finding(
        "github-installation-token",
        "warning",
        "An installation or Actions token of GitHub. It is gone within the hour or with the job, "
        "and the next node that pulls fails.",
        _CLASSIC,
        _WHERE,
    ),
    "github-user-to-server": Finding(
        "github-user-token",
        "warning",
        "A token with which a GitHub App acts for a user. It is not made for pulls and is gone "
        "after eight hours, so the next node that pulls fails.",
        _CLASSIC,
        _WHERE,
    ),
    "github-refresh": Finding(
        "github-refresh-token",
        "error",
        "A refresh token of GitHub. It only renews other tokens: no registry takes it for a pull.",
        _CLASSIC,
        _WHERE,
    ),
}


def github_token_findings(token: str, kind: Kind, vendor: Vendor) -> list[Finding]:
    """Return what there is to say about a token of GitHub's, or one for GitHub's registry."""
    if kind in _KINDS:
        damage = _damage(token, kind)
        return [damage] if damage else [_for_vendor(_KINDS[kind], vendor)]
    if vendor != "github" or token.startswith("{"):
        return []  # JSON is a payload or a key, of which other rules speak
    return [_retired() if kind == "hex-40" else _unrecognised()]


def _for_vendor(finding: Finding, vendor: Vendor) -> Finding:
    """Soften what is only certain of GitHub's own registry, where a key may be anybody's."""
    if finding is _FINE_GRAINED and vendor != "github":
        return finding._replace(severity="warning")
    return finding


def _damage(token: str, kind: Kind) -> Finding | None:
    """Say when a token is not whole; formats that are newer and longer are let be."""
    if kind == "github-fine-grained":
        return None
    if len(token) < GITHUB_LENGTH:
        message = (
            f"The token is cut off: it has {len(token)} characters, and its kind has 40. GitHub "
            "refuses it."
        )
        return Finding("github-token-length", "error", message, _COPY, _WHERE)
    if len(token) == GITHUB_LENGTH:
        return None if github_checksum_matches(token) else _wrong_checksum()
    if github_checksum_matches(token[:GITHUB_LENGTH]):
        message = (
            f"{len(token) - GITHUB_LENGTH:,} characters follow the token, which ends with its "
            "checksum. They are sent along, and GitHub refuses it."
        )
        return Finding("github-token-extra-text", "error", message, "Remove them.", _WHERE)
    if kind == "github-installation":
        return None  # the stateless format has some 520 characters
    message = (
        f"The token has {len(token):,} characters, and its kind has had 40 so far. If something "
        "slipped in, GitHub refuses it."
    )
    return Finding("github-token-length", "warning", message, _COPY, _WHERE)


def _wrong_checksum() -> Finding:
    message = (
        "The token's last six characters are its checksum, and they do not fit the rest: there is "
        "a typo in it, or a part of another token. GitHub refuses it."
    )
    return Finding("github-token-checksum", "error", message, _COPY, _WHERE)


def _retired() -> Finding:
    message = (
        "The token has GitHub's format from before 2021 (40 hex digits). GitHub removes such "
        "tokens when they were not used for a year; a pull with one may be denied."
    )
    return Finding("github-retired-token", "warning", message, _CLASSIC, _WHERE)


def _unrecognised() -> Finding:
    message = (
        "The token is none that GitHub makes: those begin with `ghp_` and the like. An account's "
        "password is not accepted, so the pull is denied."
    )
    return Finding("github-token-unrecognised", "warning", message, _CLASSIC, _WHERE)
