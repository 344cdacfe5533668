"""How CRI-O comes to a manifest: it asks the registry what it wants first, and then sends that.

Source: github.com/containers/image, docker/docker_client.go and docker_image_src.go.
"""

from collections.abc import Generator

from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.verification.answers import (
    explain_anywhere,
    explain_challenge,
    explain_manifest,
    explain_no_token,
    explain_token,
)
from ghcr_tui.core.verification.challenge import Challenge
from ghcr_tui.core.verification.login import Login
from ghcr_tui.core.verification.manifest_rules import checked_document, wrong_digest
from ghcr_tui.core.verification.refusals import Asked
from ghcr_tui.core.verification.replies import Heard, Reply
from ghcr_tui.core.verification.requests import (
    NO_PROOF,
    PING,
    Ask,
    Proof,
    TokenRequest,
    manifest_request,
    own_scope,
)
from ghcr_tui.core.verification.runtimes import Reached, StoppedError, Way, asked, granted


def reach_with_cri_o(image: ImageReference, login: Login | None, about: Asked) -> Way:
    """Come to the manifest of `image`, as CRI-O does, with `login` (None: as a stranger)."""
    ping = yield from asked(PING)
    challenge = _challenge(ping, about)
    proof, about = yield from _authorised(challenge, (own_scope(image),), login, about)
    reference = image.digest or image.tag
    reply = yield from asked(manifest_request(image, "GET", reference, proof))
    further = _scope_that_is_missing(reply)
    if challenge is not None and further and len(ping.challenges) == 1:
        scopes = (own_scope(image), further)
        proof, about = yield from _authorised(challenge, scopes, login, about)
        reply = yield from asked(manifest_request(image, "GET", reference, proof))
    stop = explain_anywhere(reply, about)
    if stop is None and reply.status != 200:
        stop = explain_manifest(reply, about)
    if stop is not None:
        raise StoppedError(stop)
    if image.digest and reply.found_digest and reply.found_digest != image.digest:
        raise StoppedError(wrong_digest(reply.host))
    document = checked_document(reply, reply.media_type)
    digest = image.digest or reply.found_digest or reply.digest
    return Reached(digest, reply.media_type, document, proof, proof != NO_PROOF)


def _challenge(ping: Reply, about: Asked) -> Challenge | None:
    """Return the first challenge that it understands, or None where the registry is open."""
    stop = explain_anywhere(ping, about)
    if stop is None and ping.status not in (200, 401):
        stop = explain_challenge(ping)
    if stop is not None:
        raise StoppedError(stop)
    if ping.status == 200:
        return None
    for challenge in ping.challenges:
        if challenge.scheme in ("bearer", "basic"):
            if challenge.scheme == "bearer" and not challenge.realm:
                break
            return challenge
    raise StoppedError(explain_challenge(ping))


def _authorised(
    challenge: Challenge | None, scopes: tuple[str, ...], login: Login | None, about: Asked
) -> Generator[tuple[Ask, ...], tuple[Heard, ...], tuple[Proof, Asked]]:
    if challenge is None:
        return NO_PROOF, about
    if challenge.scheme == "basic":
        return Proof(basic=True), about  # without a credential too: an empty username and password
    signed_in = login is not None and login.username and login.token
    request = TokenRequest(
        "GET",
        challenge.realm,
        challenge.parameter("service"),
        tuple(dict.fromkeys(scopes)),
        signed_in,
    )
    reply = yield from asked(request)
    stop = explain_anywhere(reply, about)
    if stop is None and reply.status != 200:
        stop = explain_token(reply, about)
    if stop is None and not reply.token_fields:
        stop = explain_no_token(reply.host, "GET")
    if stop is not None:
        raise StoppedError(stop)
    return granted(request, reply, about)


def _scope_that_is_missing(reply: Reply) -> str:
    """Return the scope that a 401 says the token lacks (RFC 6750, insufficient_scope)."""
    if reply.status != 401 or len(reply.challenges) != 1:
        return ""
    (challenge,) = reply.challenges
    missing = challenge.parameter("error") == "insufficient_scope"
    return challenge.parameter("scope") if missing and challenge.scheme == "bearer" else ""
