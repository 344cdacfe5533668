"""Objects of which a controller makes a Secret: their versions, and how far a seal is bound.

Source: github.com/bitnami-labs/sealed-secrets, pkg/apis/sealedsecrets/v1alpha1 (SecretScope), and
github.com/external-secrets/external-secrets, apis/externalsecrets.
"""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, get_args

from ghcr_tui.core.golang.json_text import Json

SEALED_VERSION: Final = "bitnami.com/v1alpha1"
EXTERNAL_VERSION: Final = "external-secrets.io/v1"
"""The only one that is served since External Secrets 0.17."""
GENERATORS_VERSION: Final = "generators.external-secrets.io/v1alpha1"


class Generator(NamedTuple):
    """The values that a generator gives, and how many seconds its token lasts; 0: not known."""

    names: tuple[str, ...]
    lasts: int = 0


GITHUB_GENERATOR: Final = "GithubAccessToken"
GENERATORS: Final[Mapping[str, Generator]] = {
    "ECRAuthorizationToken": Generator(
        ("username", "password", "proxy_endpoint", "expires_at"), 12 * 3600
    ),
    "ACRAccessToken": Generator(("username", "password"), 3 * 3600),
    "GCRAccessToken": Generator(("username", "password", "expiry"), 3600),
    "QuayAccessToken": Generator(("registry", "auth", "expiry")),
    "CloudsmithAccessToken": Generator(("auth", "expiry")),
    GITHUB_GENERATOR: Generator(("token",), 3600),
}
"""The generators of External Secrets that make what a registry takes (generators/v1alpha1)."""

Scope = Literal["strict", "namespace-wide", "cluster-wide"]
"""Where a SealedSecret opens: under its name in its namespace, under any name there, anywhere."""
SCOPES: tuple[Scope, ...] = get_args(Scope)

_SEALED: Final = ("SealedSecret", "ExternalSecret", "ClusterExternalSecret", "PushSecret")

ENCRYPTED: Final = "ENC["
"""How SOPS begins what it has encrypted (github.com/getsops/sops, aes/cipher.go)."""
NAMESPACE_WIDE: Final = "sealedsecrets.bitnami.com/namespace-wide"
CLUSTER_WIDE: Final = "sealedsecrets.bitnami.com/cluster-wide"


def is_sealed(document: Mapping[str, Json]) -> bool:
    """Return whether `document` holds no credential that could be read or mended here.

    That is so of a SOPS file, too.
    """
    return "sops" in document or document.get("kind") in _SEALED


def scope_of(annotations: Mapping[str, Json]) -> Scope:
    """Return the scope that annotations say; the wider one counts, and only the text `true`."""
    if annotations.get(CLUSTER_WIDE) == "true":
        return "cluster-wide"
    return "namespace-wide" if annotations.get(NAMESPACE_WIDE) == "true" else "strict"
