"""Manifests and indexes: media types, platforms and size, after the OCI Image Specification."""

import json
from typing import cast

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.verification import Manifest

MANIFEST_TYPES = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
"""What a container runtime accepts: the index and manifest types of OCI and Docker."""

_SHOWN_PLATFORMS = 64


def read_manifest(body: bytes, digest: str, media_type: str) -> Manifest:
    """Return what a manifest or index says of itself.

    `digest` and `media_type` are what the registry's headers said; the body's own media type
    stands in where the header has none. Raises ValueError where the body is not a JSON object.
    """
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("the manifest is not JSON") from None
    if not isinstance(document, dict):
        raise ValueError("the manifest is not a JSON object")
    manifest = cast(dict[str, object], document)
    own_type = manifest.get("mediaType")
    known_type = media_type or (inert(own_type, 100) if isinstance(own_type, str) else "")
    return Manifest(digest, known_type, _platforms(manifest), _size(manifest))


def _platforms(manifest: dict[str, object]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for entry in _objects(manifest.get("manifests")):
        platform = entry.get("platform")
        if isinstance(platform, dict):
            parts = (platform.get(key) for key in ("os", "architecture", "variant"))
            text = "/".join(part for part in parts if isinstance(part, str) and part)
            # Attestations stand in an index under a platform that is none (BuildKit).
            if text and not text.startswith("unknown/"):
                found[inert(text, 60)] = None
        if len(found) == _SHOWN_PLATFORMS:
            break
    return tuple(found)


def _size(manifest: dict[str, object]) -> int | None:
    layers = manifest.get("layers")
    if not isinstance(layers, list):
        return None
    sizes = [entry.get("size") for entry in _objects([manifest.get("config"), *layers])]
    known = [size for size in sizes if isinstance(size, int) and not isinstance(size, bool)]
    return sum(known) if len(known) == len(layers) + 1 and min(known) >= 0 else None


def _objects(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        return []
    return [cast(dict[str, object], entry) for entry in value if isinstance(entry, dict)]
