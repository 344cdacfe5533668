"""Rules about a token: what kind it is, whether it is whole, and what that means for the pod."""

import re
from functools import lru_cache

from ghcr_tui.core.credential import Credential
from ghcr_tui.core.finding import Finding, Severity
from ghcr_tui.core.findings.paste import paste_findings
from ghcr_tui.core.registries import vendor_of
from ghcr_tui.core.tokens import (
    GITHUB_LENGTH,
    VENDOR_NAMES,
    Kind,
    Vendor,
    github_checksum_matches,
    kind_of,
    vendor_of_kind,
)

_WHERE = "token"
_PLACEHOLDERS = frozenset(
    (
        "pat_token",
        "pat-token",
        "token",
        "your-token",
        "your_token",
        "your-token-here",
        "github-personal-access-token",
        "personal-access-token",
        "github_token",
        "ghcr_token",
        "password",
        "changeme",
        "change-me",
        "secret",
        "redacted",
        "todo",
    )
)
_FILLER = re.compile(
    r"(?:gh[opusr]_)?(?:x{3,}|X{3,}|\*{3,}|•{3,}|\.{3,}|…+)|<[^<>]{1,60}>|\$\{?[A-Za-z_]\w*\}?|\{\{.*\}\}"
)
_WITH_CHECKSUM: frozenset[Kind] = frozenset(
    (
        "github-classic",
        "github-oauth",
        "github-installation",
        "github-user-to-server",
        "github-refresh",
    )
)
_KINDS: dict[Kind, tuple[str, Severity, str, str]] = {
    "github-classic": (
        "github-classic-token",
        "info",
        "A classic personal access token of GitHub. It pulls with the scope read:packages, until "
        "it expires or is revoked.",
        "",
    ),
    "github-fine-grained": (
        "github-fine-grained-token",
        "error",
        "A fine-grained personal access token of GitHub. GitHub Packages' container registry does "
        "not accept these, so the pull is denied.",
        "Make a classic token with the scope read:packages.",
    ),
    "github-oauth": (
        "github-oauth-token",
        "warning",
        "An OAuth token of GitHub, such as `gh auth token` prints. It pulls only with the scope "
        "read:packages, which `gh auth login` does not ask for, and it goes when you log out.",
        "`gh auth refresh -s read:packages`, or better a classic token for the cluster alone.",
    ),
    "github-installation": (
        "github-installation-token",
        "warning",
        "An installation or Actions token of GitHub. It is gone within the hour or with the job, "
        "and the next node that pulls fails.",
        "Use a classic token with the scope read:packages.",
    ),
    "github-user-to-server": (
        "github-user-token",
        "warning",
        "A token that a GitHub App got for a user. It expires after 8 hours, and the next node "
        "that pulls fails.",
        "Use a classic token with the scope read:packages.",
    ),
    "github-refresh": (
        "github-refresh-token",
        "error",
        "A refresh token of GitHub. It only renews other tokens: no registry takes it for a pull.",
        "Use a classic token with the scope read:packages.",
    ),
    "gitlab-personal": (
        "gitlab-token",
        "info",
        "An access token of GitLab. It pulls with the scope read_registry.",
        "",
    ),
    "gitlab-deploy": (
        "gitlab-token",
        "info",
        "A deploy token of GitLab. It pulls with the scope read_registry.",
        "",
    ),
    "gitlab-job": (
        "gitlab-job-token",
        "warning",
        "A job token of GitLab. It is gone with the job, and the next node that pulls fails.",
        "Use a deploy token with the scope read_registry.",
    ),
    "dockerhub-personal": ("docker-hub-token", "info", "An access token of Docker Hub.", ""),
    "dockerhub-organization": (
        "docker-hub-token",
        "info",
        "An organisation's access token of Docker Hub; the username is the organisation's name.",
        "",
    ),
    "google-access": (
        "google-token-expires",
        "warning",
        "An access token of Google. It lives for an hour, and the next node that pulls fails.",
        "Use a service account's JSON key with the username _json_key.",
    ),
}


def token_findings(credential: Credential) -> list[Finding]:
    """Return what there is to say about the token, in the light of its registry."""
    token = credential.token
    if not token:
        message = "The token is empty: the pull is denied unless the image is public."
        return [Finding("token-empty", "error", message, "Paste the token (password).", _WHERE)]
    if _is_sound_classic(credential):
        return [_CLASSIC]
    found = paste_findings(token, _WHERE)
    kind = kind_of(token)
    rest = _damaged(token, kind) or _of_other_vendor(credential, kind) or _about(credential, kind)
    if rest:
        found.append(rest)
    return found


def _is_sound_classic(credential: Credential) -> bool:
    """Return whether the token is what nearly every sound Secret holds, to ask no other rule."""
    token = credential.token
    return (
        token.startswith("ghp_")
        and len(token) == GITHUB_LENGTH
        and _vendor(credential.registry) == "github"
        and github_checksum_matches(token)
    )


@lru_cache(maxsize=256)
def _vendor(registry: str) -> Vendor:
    return vendor_of(registry)


def _damaged(token: str, kind: Kind) -> Finding | None:
    """Say when a GitHub token is not whole; newer formats, with other characters, are let be."""
    if kind not in _WITH_CHECKSUM or not token[4:].isalnum() or _FILLER.fullmatch(token):
        return None
    if len(token) == GITHUB_LENGTH:
        if github_checksum_matches(token):
            return None
        message = (
            "The token's last six characters are a checksum, and it does not fit: there is a typo "
            "in it, or another token's end. GitHub refuses it."
        )
        return Finding("github-token-checksum", "error", message, "Copy it again.", _WHERE)
    if len(token) > GITHUB_LENGTH and kind != "github-classic":
        return None
    how = "cut off" if len(token) < GITHUB_LENGTH else "too long, as if pasted twice"
    message = f"The token is {how}: it has {len(token):,} characters, and its kind has 40."
    return Finding("github-token-length", "error", message, "Copy it again.", _WHERE)


def _of_other_vendor(credential: Credential, kind: Kind) -> Finding | None:
    issuer = vendor_of_kind(kind)
    vendor = _vendor(credential.registry) if issuer != "unknown" else "unknown"
    if vendor in ("unknown", "harbor", issuer):
        return None
    message = (
        f"This is a token of {VENDOR_NAMES[issuer]} for a registry of "
        f"{VENDOR_NAMES[vendor]}, which does not know it: the pull is denied."
    )
    fix = "Use a token of the registry's own, or correct the registry."
    return Finding("token-other-vendor", "error", message, fix, _WHERE)


def _about(credential: Credential, kind: Kind) -> Finding | None:
    token = credential.token
    if kind in _KINDS and not _FILLER.fullmatch(token):
        return _of_kind(kind)
    if token.casefold() in _PLACEHOLDERS or _FILLER.fullmatch(token):
        return _placeholder()
    if kind == "hex-40" and _vendor(credential.registry) == "github":
        message = (
            "The token has GitHub's format from before 2021 (40 hex digits). Such tokens may have "
            "been removed for lack of use."
        )
        fix = "Make a new classic token with the scope read:packages."
        return Finding("github-retired-token", "warning", message, fix, _WHERE)
    return None


def _of_kind(kind: Kind) -> Finding:
    code, severity, message, fix = _KINDS[kind]
    return Finding(code, severity, message, fix, _WHERE)


_CLASSIC = _of_kind("github-classic")


def _placeholder() -> Finding:
    message = "The token looks like a placeholder that was left in: the pull is denied."
    return Finding("placeholder-token", "warning", message, "Paste the real token.", _WHERE)
