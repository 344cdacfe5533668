"""Rules about GitHub's tokens: whether one is whole, and what its kind means for the pod.

Sources: GitHub, "Behind GitHub's new authentication token formats", "Working with the Container
registry" and "About authentication to GitHub".
"""

from ghcr_tui.core.credential.tokens import (
    GITHUB_LENGTH,
    Kind,
    Vendor,
    app_of_installation_token,
    begins_stateless,
    github_checksum_matches,
)
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.github_installation import CLASSIC_FIX, installation_finding

_WHERE = Where("token")
_COPY = "Copy it again, whole; if it is lost, make a new one."
_ONLY_THERE = " Only GitHub's own registries take it, or what passes it on to them."
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
    CLASSIC_FIX,
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
    "github-user-to-server": Finding(
        "github-user-token",
        "warning",
        "A token with which a GitHub App acts for a user. It is not made for pulls and is gone "
        "after eight hours, so the next node that pulls fails.",
        CLASSIC_FIX,
        _WHERE,
    ),
    "github-refresh": Finding(
        "github-refresh-token",
        "error",
        "A refresh token of GitHub. It only renews other tokens: no registry takes it for a pull.",
        CLASSIC_FIX,
        _WHERE,
    ),
}


def github_token_findings(token: str, kind: Kind, vendor: Vendor) -> list[Finding]:
    """Return what there is to say about a token of GitHub's, or one for GitHub's registry."""
    if kind == "github-refresh":
        return [_KINDS[kind]]  # cut off or whole: no registry takes it
    if kind == "github-unknown":
        return [_unknown_kind(token)]
    if kind in _KINDS or kind == "github-installation":
        damage = _damage(token, kind)
        return [damage] if damage else [_for_vendor(_of_kind(token, kind), vendor)]
    if vendor != "github" or token.startswith("{"):
        return []  # JSON is a payload or a key, of which other rules speak
    return [_retired() if kind == "hex-40" else _unrecognised()]


def _of_kind(token: str, kind: Kind) -> Finding:
    return installation_finding(token) if kind == "github-installation" else _KINDS[kind]


def _for_vendor(finding: Finding, vendor: Vendor) -> Finding:
    """Soften what is only certain of GitHub's own registries, where a key may be anybody's."""
    if vendor in ("github", "github-server"):
        return finding
    softened = finding._replace(severity="warning") if finding.severity == "error" else finding
    return softened._replace(message=softened.message + _ONLY_THERE)


def _damage(token: str, kind: Kind) -> Finding | None:
    """Say when a token is not whole; forms that are newer and longer are let be."""
    if kind == "github-fine-grained" or app_of_installation_token(token) is not None:
        return None
    if kind == "github-installation" and begins_stateless(token):
        return _stateless_cut_off()
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
    return _unknown_form(token) if kind == "github-classic" else None


def _stateless_cut_off() -> Finding:
    message = (
        "The token is not whole: `ghs_` and a number begin a form that goes on with three parts "
        "between dots, and those are not all there. GitHub refuses it."
    )
    return Finding("github-token-length", "error", message, _COPY, _WHERE)


def _unknown_form(token: str) -> Finding:
    message = (
        f"The token has {len(token):,} characters, and its kind has had 40 so far: such a form is "
        "not known to this version. If something slipped in, GitHub refuses it."
    )
    return Finding("github-token-form", "warning", message, _COPY, _WHERE)


def _unknown_kind(token: str) -> Finding:
    message = (
        f"The token begins as GitHub's do, and `{token[:4]}` is a kind that is not known to this "
        "version: whether it pulls cannot be said from here."
    )
    fix = "Prove it: `ghcr-tui verify IMAGE`. If it is refused: " + CLASSIC_FIX
    return Finding("github-token-form", "warning", message, fix, _WHERE)


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
    return Finding("github-retired-token", "warning", message, CLASSIC_FIX, _WHERE)


def _unrecognised() -> Finding:
    message = (
        "The token is none that GitHub makes: those begin with `ghp_` and the like. An account's "
        "password is not accepted, so the pull is denied."
    )
    return Finding("github-token-unrecognised", "warning", message, CLASSIC_FIX, _WHERE)
