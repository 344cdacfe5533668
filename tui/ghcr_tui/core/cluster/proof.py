"""What the registries said: each pair of repository and credential is asked once for all images."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ghcr_tui.core.cluster.audit import Audit
from ghcr_tui.core.cluster.cold_node import ColdImage, Proof
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.registry.image import ImageError, ImageReference, parse_image
from ghcr_tui.core.verdict.verdict import Verdict

MOST = 1000
"""Pairs that are asked at most; what is beyond stays as the Secrets alone tell."""

Pair = tuple[str, str, str]
"""Repository, username and token; both empty for a pull without a credential."""


class Pull(NamedTuple):
    """A pull to prove: the first image that was met of its pair stands for all of them."""

    image: ImageReference
    credential: Credential | None
    secret: str = ""

    @property
    def pair(self) -> Pair:
        """What it is asked once for."""
        held = self.credential
        return self.image.repository, held.username if held else "", held.token if held else ""

    def __repr__(self) -> str:
        """Leave the token out."""
        return f"Pull({self.image!s}, {self.credential!r})"


def pulls_of(image: str, verdict: Verdict) -> tuple[Pull, ...]:
    """Return the pulls that a node tries for `image`, in order; none where its name is not valid.

    Where no credential matches, and where the keyring is lost, a node pulls without one, or not
    at all: only the first is asked.
    """
    if verdict.keyring_lost:
        return ()
    try:
        reference = parse_image(image)
    except ImageError:
        return ()
    pulls = []
    for tried in verdict.tried:
        held = tried.match.credential if tried.standing != "empty" else None
        pulls.append(Pull(reference, held, tried.match.secret))
    return tuple(pulls) or (Pull(reference, None),)


def pulls_to_prove(audit: Audit) -> tuple[Pull, ...]:
    """Return one pull for each pair that any image of the audit needs, at most `MOST`."""
    found: dict[Pair, Pull] = {}
    for cluster in audit.clusters:
        for image in cluster.images:
            for pull in pulls_of(image.image, image.verdict):
                found.setdefault(pull.pair, pull)
    return tuple(found.values())[:MOST]


def proved(audit: Audit, proofs: Mapping[Pair, Proof]) -> Audit:
    """Return the audit with what the registries said of each image."""
    return audit._replace(
        clusters=tuple(
            cluster._replace(images=tuple(_with_proof(image, proofs) for image in cluster.images))
            for cluster in audit.clusters
        )
    )


def whole_of(proofs: Iterable[Proof]) -> Proof | None:
    """Return what the answers to a node's pulls come to; None where nothing was asked."""
    given = tuple(proofs)
    for answer in ("pulls", "unknown", "refused"):
        for proof in given:
            if proof.answer == answer:
                return proof
    return None


def _with_proof(image: ColdImage, proofs: Mapping[Pair, Proof]) -> ColdImage:
    asked = [proofs.get(pull.pair) for pull in pulls_of(image.image, image.verdict)]
    given = [each for each in asked if each is not None]
    if not given:
        return image
    whole = whole_of(given)
    if whole and whole.answer == "refused" and len(given) < len(asked):
        whole = Proof("unknown", "Not every credential was asked for.", None)
    return image._replace(proof=whole)
