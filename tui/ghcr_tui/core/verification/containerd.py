"""How containerd comes to a manifest: it asks for it, and for a token only when it is told to.

Source: github.com/containerd/containerd, core/remotes/docker (resolver.go, authorizer.go,
auth/fetch.go) and its CRI plugin (ParseAuth), versions 1.6 and 2.
"""

from collections.abc import Generator
from typing import NamedTuple

from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.verification.answers import (
    explain_anywhere,
    explain_challenge,
    explain_manifest,
    explain_no_token,
    explain_token,
)
from ghcr_tui.core.verification.challenge import Challenge
from ghcr_tui.core.verification.login import Login, check_for_containerd
from ghcr_tui.core.verification.manifest_rules import checked_document, wrong_digest
from ghcr_tui.core.verification.refusals import Asked
from ghcr_tui.core.verification.replies import Heard, Reply
from ghcr_tui.core.verification.requests import (
    NO_PROOF,
    Ask,
    Method,
    Proof,
    TokenRequest,
    manifest_request,
    own_scope,
)
from ghcr_tui.core.verification.runtimes import Reached, StoppedError, Way, asked, granted

_GET_AFTER_POST = frozenset((400, 401, 404, 405))
"""The answers to POST after which it asks again with GET (auth/fetch.go, by registries met)."""


class Resolved(NamedTuple):
    """The answer to the question for a manifest, what it was asked with, and what is known then."""

    reply: Reply
    proof: Proof
    about: Asked


def resolve_with_containerd(
    image: ImageReference, login: Login | None, about: Asked
) -> Generator[tuple[Ask, ...], tuple[Heard, ...], Resolved]:
    """Ask whether the manifest of `image` is there, as containerd does.

    `login` is None for a stranger. Raises StoppedError where it is not.
    """
    reference = image.digest or image.tag
    method: Method = "HEAD"
    proof = NO_PROOF
    reply = yield from asked(manifest_request(image, method, reference))
    for _ in range(3):
        if reply.status == 401 and proof == NO_PROOF:
            proof, about = yield from _authorised(reply, image, login, about)
        elif reply.status == 405 and method == "HEAD":
            method = "GET"
        else:
            break
        reply = yield from asked(manifest_request(image, method, reference, proof))
    if about.wants_reasons and method == "HEAD" and 400 <= reply.status < 500:
        told = yield from asked(manifest_request(image, "GET", reference, proof))
        reply = told if told.status == reply.status else reply
    _check(reply, about)
    return Resolved(reply, proof, about)


def reach_with_containerd(image: ImageReference, login: Login | None, about: Asked) -> Way:
    """Come to the manifest of `image`, as containerd does, with `login` (None: as a stranger)."""
    reply, proof, about = yield from resolve_with_containerd(image, login, about)
    reference = image.digest or image.tag
    digest = image.digest or reply.digest
    media_type = reply.media_type
    if not digest or reply.length is None:
        reply = yield from asked(manifest_request(image, "GET", reference, proof))
        _check(reply, about)
        digest = image.digest or reply.found_digest
        media_type = reply.media_type or media_type
    reply = yield from asked(manifest_request(image, "GET", digest, proof))
    _check(reply, about)
    if reply.found_digest and reply.found_digest != digest:
        raise StoppedError(wrong_digest(reply.host))
    document = checked_document(reply, media_type)
    return Reached(digest, media_type, document, proof, proof != NO_PROOF)


def _check(reply: Reply, about: Asked) -> None:
    stop = explain_anywhere(reply, about)
    if stop is None and not reply.good:
        stop = explain_manifest(reply, about)
    if stop is not None:
        raise StoppedError(stop)


def _authorised(
    reply: Reply, image: ImageReference, login: Login | None, about: Asked
) -> Generator[tuple[Ask, ...], tuple[Heard, ...], tuple[Proof, Asked]]:
    """Answer the challenges of a manifest: Bearer before Basic, in whatever order they are."""
    usable = sorted(
        (each for each in reply.challenges if each.scheme in ("bearer", "basic")),
        key=lambda each: each.scheme == "basic",
    )
    if not usable:
        raise StoppedError(
            explain_manifest(reply, about) if login is None else explain_challenge(reply)
        )
    challenge = usable[0]
    if challenge.scheme == "basic":
        if login is None:
            raise StoppedError(explain_manifest(reply, about))
        check_for_containerd(login, reply.host, "basic")
        return Proof(basic=True), about
    if not challenge.realm:
        raise StoppedError(explain_challenge(reply))
    if login is not None:
        check_for_containerd(login, reply.host, "bearer")
    return (yield from _token(challenge, image, login, about))


def _token(
    challenge: Challenge, image: ImageReference, login: Login | None, about: Asked
) -> Generator[tuple[Ask, ...], tuple[Heard, ...], tuple[Proof, Asked]]:
    """POST for a token; GET where that is not known there, or where there is no password."""
    scopes = dict.fromkeys((own_scope(image), *challenge.parameter("scope").split()))
    request = TokenRequest(
        "POST",
        challenge.realm,
        challenge.parameter("service"),
        tuple(scopes),
        signed_in=True,
    )
    if login is not None and login.token:
        reply = yield from asked(request)
        if reply.status not in _GET_AFTER_POST:
            _check_token(reply, about)
            if "access_token" not in reply.token_fields:
                raise StoppedError(explain_no_token(reply.host, "POST"))
            return granted(request, reply, about)
    request = request._replace(method="GET", signed_in=login is not None and login.token)
    reply = yield from asked(request)
    _check_token(reply, about)
    if not reply.token_fields:
        raise StoppedError(explain_no_token(reply.host, "GET"))
    return granted(request, reply, about)


def _check_token(reply: Reply, about: Asked) -> None:
    stop = explain_anywhere(reply, about)
    if stop is None and not 200 <= reply.status < 400:
        stop = explain_token(reply, about)
    if stop is not None:
        raise StoppedError(stop)
