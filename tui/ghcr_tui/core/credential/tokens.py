"""Tokens by their looks: the authority on kinds, prefixes and GitHub's checksum.

Sources: GitHub, "Behind GitHub's new authentication token formats" and "About authentication to
GitHub"; GitLab, "Token overview"; Docker, "Personal access tokens"; AWS, Amazon ECR user guide.
"""

import re
from binascii import crc32
from typing import Literal, NamedTuple

Vendor = Literal[
    "github", "gitlab", "dockerhub", "aws", "google", "azure", "quay", "harbor", "unknown"
]
"""Whose registry, or whose token."""

VENDOR_NAMES: dict[Vendor, str] = {
    "github": "GitHub",
    "gitlab": "GitLab",
    "dockerhub": "Docker Hub",
    "aws": "Amazon ECR",
    "google": "Google",
    "azure": "Azure",
    "quay": "Quay",
    "harbor": "Harbor",
    "unknown": "another vendor",
}

Kind = Literal[
    "github-classic",
    "github-fine-grained",
    "github-oauth",
    "github-installation",
    "github-user-to-server",
    "github-refresh",
    "gitlab-personal",
    "gitlab-deploy",
    "gitlab-job",
    "gitlab-other",
    "dockerhub-personal",
    "dockerhub-organization",
    "aws-ecr",
    "google-access",
    "google-key",
    "jwt",
    "hex-40",
    "unknown",
]


class Prefix(NamedTuple):
    """What a token begins with, the kind that tells, and whose it is."""

    text: str
    kind: Kind
    vendor: Vendor


PREFIXES = (
    Prefix("ghp_", "github-classic", "github"),
    Prefix("github_pat_", "github-fine-grained", "github"),
    Prefix("gho_", "github-oauth", "github"),
    Prefix("ghs_", "github-installation", "github"),
    Prefix("ghu_", "github-user-to-server", "github"),
    Prefix("ghr_", "github-refresh", "github"),
    Prefix("glpat-", "gitlab-personal", "gitlab"),
    Prefix("gldt-", "gitlab-deploy", "gitlab"),
    Prefix("glcbt-", "gitlab-job", "gitlab"),
    *(
        Prefix(text, "gitlab-other", "gitlab")
        for text in ("glrt-", "glrtr-", "glptt-", "glft-", "glsoat-", "glimt-", "glagent-")
    ),
    Prefix("dckr_pat_", "dockerhub-personal", "dockerhub"),
    Prefix("dckr_oat_", "dockerhub-organization", "dockerhub"),
    Prefix("eyJwYXlsb2FkIjoi", "aws-ecr", "aws"),  # base64 of `{"payload":"`
    Prefix("ya29.", "google-access", "google"),
)
_BEGINNINGS = tuple(prefix.text for prefix in PREFIXES)
_VENDORS = {prefix.kind: prefix.vendor for prefix in PREFIXES} | {"google-key": "google"}

GITHUB_LENGTH = 40
"""Characters of `ghp_`, `gho_`, `ghu_`, `ghs_` and `ghr_` tokens that end in a checksum."""
_BASE62 = {
    character: value
    for value, character in enumerate(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    )
}
_JWT = r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"
_SHORTEST_TOKEN = 20


def kind_of(token: str) -> Kind:
    """Return what kind of token this is, by how it begins and is built.

    `hex-40` is GitHub's retired format there and means nothing elsewhere.
    """
    if token.startswith(_BEGINNINGS):
        return next(prefix.kind for prefix in PREFIXES if token.startswith(prefix.text))
    if token.startswith("eyJ") and re.fullmatch(_JWT, token):
        return "jwt"
    if len(token) == GITHUB_LENGTH and re.fullmatch("[0-9a-f]{40}", token):
        return "hex-40"
    if token.lstrip()[:1] == "{" and '"private_key"' in token:
        return "google-key"
    return "unknown"


def vendor_of_kind(kind: Kind) -> Vendor:
    """Return whose token it is; `unknown` where the looks do not tell."""
    return _VENDORS.get(kind, "unknown")


def known_prefix(token: str) -> str:
    """Return the vendor's prefix that `token` begins with, or ""."""
    if not token.startswith(_BEGINNINGS):
        return ""
    return next(text for text in _BEGINNINGS if token.startswith(text))


def holds_token(text: str) -> bool:
    """Return whether a whole text is a token by its looks, so that it is never to be shown.

    Meant for fields where no token belongs; ordinary words never begin like one.
    """
    if len(text) < _SHORTEST_TOKEN:
        return False
    return text.lstrip().startswith(_BEGINNINGS) or kind_of(text.strip()) == "jwt"


def github_checksum_matches(token: str) -> bool:
    """Return whether the last six of 40 characters are the checksum of the 30 before them.

    It is the CRC-32 in base 62 (0-9A-Za-z), left-padded with zeros.
    """
    body = token[4:-6]
    if not (body.isascii() and body.isalnum()):
        return False
    try:
        a, b, c, d, e, f = [_BASE62[character] for character in token[-6:]]
    except (KeyError, ValueError):
        return False
    return ((((a * 62 + b) * 62 + c) * 62 + d) * 62 + e) * 62 + f == crc32(body.encode())
