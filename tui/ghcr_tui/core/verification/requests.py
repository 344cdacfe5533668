"""The requests that container runtimes send, as values: what is asked, and how it is authorised.

No value here holds a secret: a request that goes out with a token names the request that got it.
"""

from typing import Literal, NamedTuple

from ghcr_tui.core.registry.image import ImageReference

Method = Literal["HEAD", "GET", "POST"]
RequestKind = Literal["ping", "token", "manifest", "config", "layer"]


class TokenRequest(NamedTuple):
    """A question to a token service.

    `scopes` in the order sent; `signed_in`: with the credential, not as a stranger.
    """

    method: Method
    realm: str
    service: str
    scopes: tuple[str, ...]
    signed_in: bool
    kind: RequestKind = "token"


class Proof(NamedTuple):
    """What a request carries in `Authorization`: nothing, Basic, or the token of a request."""

    basic: bool = False
    token: TokenRequest | None = None


NO_PROOF = Proof()


class Request(NamedTuple):
    """A question to the registry itself.

    `target` is a path under the registry, or the whole address of a layer that lives elsewhere.
    `digest` is what the body must have, where that is known, and `size` its length; `whole` is
    false for a layer of which only the beginning is read.
    """

    kind: RequestKind
    method: Method
    target: str
    proof: Proof = NO_PROOF
    digest: str = ""
    size: int = -1
    whole: bool = True


Ask = Request | TokenRequest

PING = Request("ping", "GET", "/v2/")


def opens_the_same(one: Proof, other: Proof) -> bool:
    """Tell whether two proofs are worth the same: tokens of one service, for the same scopes.

    By which method a token was got makes no difference to what it opens.
    """
    if one.token is None or other.token is None:
        return one == other
    return one.token._replace(method="GET") == other.token._replace(method="GET")


def manifest_request(
    image: ImageReference, method: Method, reference: str, proof: Proof = NO_PROOF
) -> Request:
    """Return the question for a manifest by tag or digest."""
    digest = reference if ":" in reference else ""
    return Request(
        "manifest", method, f"/v2/{image.path}/manifests/{reference}", proof, digest=digest
    )


def own_scope(image: ImageReference) -> str:
    """Return the scope with which an image is pulled (Docker Registry v2 token specification)."""
    return f"repository:{image.path}:pull"
