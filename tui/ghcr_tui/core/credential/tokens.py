"""Tokens by their looks: the authority on kinds, prefixes and GitHub's checksum.

Sources: GitHub, "Behind GitHub's new authentication token formats", "About authentication to
GitHub" and the changelog of 2026-04-24 on installation tokens; GitLab, "Token overview"; Docker,
"Personal access tokens"; AWS, Amazon ECR user guide; DigitalOcean, "Personal access tokens";
NVIDIA, "NGC API keys"; Yandex Cloud, "Authorized keys".
"""

import re
from binascii import crc32
from typing import Literal, NamedTuple

Vendor = Literal[
    "github",
    "github-server",
    "gitlab",
    "dockerhub",
    "aws",
    "google",
    "azure",
    "quay",
    "harbor",
    "digitalocean",
    "nvidia",
    "yandex",
    "openshift",
    "unknown",
]
"""Whose registry, or whose token; `github-server` is a host named as GitHub Enterprise Server's."""

VENDOR_NAMES: dict[Vendor, str] = {
    "github": "GitHub",
    "github-server": "GitHub Enterprise Server",
    "gitlab": "GitLab",
    "dockerhub": "Docker Hub",
    "aws": "Amazon ECR",
    "google": "Google",
    "azure": "Azure",
    "quay": "Quay",
    "harbor": "Harbor",
    "digitalocean": "DigitalOcean",
    "nvidia": "NVIDIA",
    "yandex": "Yandex Cloud",
    "openshift": "OpenShift",
    "unknown": "another vendor",
}

Kind = Literal[
    "github-classic",
    "github-fine-grained",
    "github-oauth",
    "github-installation",
    "github-user-to-server",
    "github-refresh",
    "github-unknown",
    "gitlab-personal",
    "gitlab-deploy",
    "gitlab-job",
    "gitlab-other",
    "dockerhub-personal",
    "dockerhub-organization",
    "aws-ecr",
    "google-access",
    "google-key",
    "digitalocean",
    "digitalocean-refresh",
    "nvidia",
    "yandex-key",
    "json-key",
    "openshift-oauth",
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
    Prefix("dop_v1_", "digitalocean", "digitalocean"),
    Prefix("doo_v1_", "digitalocean", "digitalocean"),
    Prefix("dor_v1_", "digitalocean-refresh", "digitalocean"),
    Prefix("nvapi-", "nvidia", "nvidia"),
    Prefix("sha256~", "openshift-oauth", "openshift"),
)
_BEGINNINGS = tuple(prefix.text for prefix in PREFIXES)
_SURE_BY_LOOKS = frozenset(("jwt", "github-unknown", "google-key", "yandex-key", "json-key"))
"""Kinds without a prefix of their own that no name of anything resembles."""
_VENDORS: dict[Kind, Vendor] = {prefix.kind: prefix.vendor for prefix in PREFIXES} | {
    "github-unknown": "github",
    "google-key": "google",
    "yandex-key": "yandex",
}

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
_STATELESS = r"ghs_([0-9]{1,15})_eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+"
_STATELESS_BEGINNING = "ghs_[0-9]{1,15}_ey"
_NEW_GITHUB = "gh[a-z]_[A-Za-z0-9._-]{16,}"
_PRIVATE_KEY = r'\\?"private_key\\?"'  # with the quotes of JSON inside JSON too
_SERVICE_ACCOUNT = r'\\?"type\\?"\s*:\s*\\?"service_account\\?"'


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
    if token.startswith("gh") and re.fullmatch(_NEW_GITHUB, token):
        return "github-unknown"
    if token.lstrip()[:1] == "{" and re.search(_PRIVATE_KEY, token):
        return _kind_of_json_key(token)
    return "unknown"


def _kind_of_json_key(token: str) -> Kind:
    """Return whose JSON key this is, by the fields that the vendor alone writes."""
    if re.search(_SERVICE_ACCOUNT, token):
        return "google-key"
    return "yandex-key" if "service_account_id" in token else "json-key"


def app_of_installation_token(token: str) -> int | None:
    """Return the ID of the GitHub App that an installation token names, None where it names none.

    The stateless form does (`ghs_APPID_JWT`); the form of 40 characters does not.
    """
    found = re.fullmatch(_STATELESS, token) if token.startswith("ghs_") else None
    return int(found[1]) if found else None


def begins_stateless(token: str) -> bool:
    """Return whether an installation token of GitHub begins in the form that names its App."""
    return re.match(_STATELESS_BEGINNING, token) is not None


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
    return text.lstrip().startswith(_BEGINNINGS) or kind_of(text.strip()) in _SURE_BY_LOOKS


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
