"""Manifests and indexes, after the OCI Image Specification and Docker's two before it."""

import json
import re
from typing import Literal, NamedTuple, cast

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.core.verification.platforms import Platform

Kind = Literal["index", "image", "schema1", "other"]

_KINDS: dict[str, Kind] = {
    "application/vnd.oci.image.index.v1+json": "index",
    "application/vnd.docker.distribution.manifest.list.v2+json": "index",
    "application/vnd.oci.image.manifest.v1+json": "image",
    "application/vnd.docker.distribution.manifest.v2+json": "image",
    "application/vnd.docker.distribution.manifest.v1+json": "schema1",
    "application/vnd.docker.distribution.manifest.v1+prettyjws": "schema1",
}
MANIFEST_TYPES = tuple(name for name, kind in _KINDS.items() if kind != "schema1")
"""What a container runtime accepts: the index and manifest types of OCI and Docker."""
_CONFIG_TYPES = frozenset(
    (
        "application/vnd.oci.image.config.v1+json",
        "application/vnd.docker.container.image.v1+json",
    )
)
_MOST = 2000
"""Entries of one manifest that are looked at; no image has as many layers or platforms."""


class Descriptor(NamedTuple):
    """One thing that a manifest points at; `size` is -1 where it is not said."""

    media_type: str
    digest: str
    size: int = -1
    urls: tuple[str, ...] = ()


_DIGEST = re.compile(r"sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})")


def is_digest(text: str) -> bool:
    """Tell whether `text` is a digest as opencontainers/go-digest, which runtimes use, has it."""
    return _DIGEST.fullmatch(text) is not None


class Child(NamedTuple):
    """One manifest in an index; `platform` is None where the index does not say it."""

    descriptor: Descriptor
    platform: Platform | None = None


class Document(NamedTuple):
    """A manifest or an index as far as a pull depends on it.

    `media_type` is what it says of itself, which may be nothing.
    """

    kind: Kind
    media_type: str = ""
    config: Descriptor | None = None
    layers: tuple[Descriptor, ...] = ()
    children: tuple[Child, ...] = ()
    artifact_type: str = ""

    @property
    def is_artifact(self) -> bool:
        """Whether it is something else than a container image, such as a Helm chart."""
        config = self.config
        return config is not None and config.media_type not in (*_CONFIG_TYPES, "")

    @property
    def size(self) -> int | None:
        """The sum of config and layers in bytes, or None where one of them is not said."""
        if self.config is None:
            return None
        sizes = [each.size for each in (self.config, *self.layers)]
        return sum(sizes) if min(sizes) >= 0 else None

    @property
    def platforms(self) -> tuple[str, ...]:
        """The platforms of an index, each once, without the attestations among them."""
        named = (str(child.platform) for child in self.children if child.platform is not None)
        return tuple(dict.fromkeys(name for name in named if not name.startswith("unknown")))


class UnreadableManifest(Problem):
    """Bytes that are no manifest; the message is a clause."""

    status = 3


def kind_of_type(media_type: str) -> Kind:
    """Return what a media type announces."""
    return _KINDS.get(media_type, "other")


def read_document(body: bytes) -> Document:
    """Return what a manifest or index says. Raises `UnreadableManifest`."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise UnreadableManifest("the manifest is not JSON") from None
    if not isinstance(value, dict):
        raise UnreadableManifest("the manifest is not a JSON object")
    manifest = cast(dict[str, object], value)
    own_type = _text(manifest.get("mediaType"))
    config = manifest.get("config")
    return Document(
        kind=kind_of_type(own_type) if own_type else _guessed(manifest),
        media_type=own_type,
        config=_descriptor(cast(dict[str, object], config)) if isinstance(config, dict) else None,
        layers=tuple(map(_descriptor, _objects(manifest.get("layers")))),
        children=tuple(map(_child, _objects(manifest.get("manifests")))),
        artifact_type=_text(manifest.get("artifactType")),
    )


def read_config_platform(body: bytes) -> str:
    """Return the platform that an image's config names, or "" where it names none."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(value, dict):
        return ""
    platform = _platform(value)
    return str(platform) if platform else ""


def _guessed(manifest: dict[str, object]) -> Kind:
    """Return the kind of a manifest that does not say it: OCI's need not."""
    if manifest.get("schemaVersion") == 1:
        return "schema1"
    if "manifests" in manifest:
        return "index"
    return "image" if "config" in manifest and "layers" in manifest else "other"


def _child(entry: dict[str, object]) -> Child:
    platform = entry.get("platform")
    found = _platform(cast(dict[str, object], platform)) if isinstance(platform, dict) else None
    return Child(_descriptor(entry), found)


def _platform(value: dict[str, object]) -> Platform | None:
    parts = [_text(value.get(key), 40) for key in ("os", "architecture", "variant")]
    return Platform(*parts) if any(parts) else None


def _descriptor(entry: dict[str, object]) -> Descriptor:
    size, urls = entry.get("size"), entry.get("urls")
    known = isinstance(size, int) and not isinstance(size, bool) and size >= 0
    return Descriptor(
        _text(entry.get("mediaType")),
        _text(entry.get("digest"), 200),
        cast(int, size) if known else -1,
        tuple(u for u in urls[:5] if isinstance(u, str)) if isinstance(urls, list) else (),
    )


def _text(value: object, limit: int = 150) -> str:
    return inert(value, limit) if isinstance(value, str) else ""


def _objects(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        return []
    return [cast(dict[str, object], entry) for entry in value[:_MOST] if isinstance(entry, dict)]
