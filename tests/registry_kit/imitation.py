"""Imitated registries: an image as bytes, and what an orderly registry answers about it."""

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from registry_kit.server import Answer, Request, answer

OCI_INDEX = "application/vnd.oci.image.index.v1+json"
OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
OCI_CONFIG = "application/vnd.oci.image.config.v1+json"
OCI_LAYER = "application/vnd.oci.image.layer.v1.tar"
DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar"
DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json"

Described = dict[str, object]


def digest_of(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def layer(text: str) -> bytes:
    """Return a layer, which is a tar file, with one file that holds `text`."""
    made = io.BytesIO()
    content = text.encode()
    with tarfile.open(fileobj=made, mode="w") as archive:
        entry = tarfile.TarInfo("file")
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


A_LAYER = layer("a layer")


class Held(NamedTuple):
    """What a registry holds: manifests by tag and digest (with their types), blobs by digest."""

    manifests: Mapping[str, tuple[str, bytes]]
    blobs: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """The digest of what the tag `1` names."""
        return digest_of(self.manifests["1"][1])

    def without_blob(self, number: int) -> "Held":
        """The same after a clean-up gone wrong: 0 is the config, 1 the first layer, and so on."""
        lost = list(self.blobs)[number]
        return self._replace(blobs={d: blob for d, blob in self.blobs.items() if d != lost})


def image(
    architecture: str = "amd64",
    system: str = "linux",
    layers: Sequence[bytes] = (A_LAYER,),
    media_type: str = OCI_MANIFEST,
    config_type: str = OCI_CONFIG,
    layer_type: str = OCI_LAYER,
    urls: Sequence[str] = (),
    config: bytes = b"",
    **more: object,
) -> Held:
    """Return what holds one image under the tag `1`; `more` goes into its manifest.

    With `urls` its layers are foreign ones, which live there.
    """
    config = config or _config(architecture, system, layers)
    layer_more = {"urls": list(urls)} if urls else {}
    manifest: Described = {
        "schemaVersion": 2,
        "mediaType": media_type,
        "config": _described(config_type, config),
        "layers": [{**_described(layer_type, layer), **layer_more} for layer in layers],
        **more,
    }
    body = json.dumps(manifest).encode()
    blobs = {digest_of(each): each for each in (config, *layers)}
    return Held({"1": (media_type, body), digest_of(body): (media_type, body)}, blobs)


def _config(architecture: str, system: str, layers: Sequence[bytes]) -> bytes:
    return json.dumps(
        {
            "architecture": architecture,
            "os": system,
            "config": {},
            "rootfs": {"type": "layers", "diff_ids": [digest_of(layer) for layer in layers]},
        }
    ).encode()


def index(*children: tuple[Held, Mapping[str, str] | None], media_type: str = OCI_INDEX) -> Held:
    """Return an index under the tag `1`, of images each with the platform it is listed for."""
    manifests: dict[str, tuple[str, bytes]] = {}
    blobs: dict[str, bytes] = {}
    entries = []
    for held, platform in children:
        kind, body = held.manifests["1"]
        entry = _described(kind, body)
        entries.append(entry if platform is None else {**entry, "platform": platform})
        manifests[held.digest] = (kind, body)
        blobs.update(held.blobs)
    body = json.dumps({"schemaVersion": 2, "mediaType": media_type, "manifests": entries}).encode()
    manifests |= {"1": (media_type, body), digest_of(body): (media_type, body)}
    return Held(manifests, blobs)


def platform(architecture: str, system: str = "linux", variant: str = "") -> dict[str, str]:
    return {"os": system, "architecture": architecture, **({"variant": variant} if variant else {})}


def serve(held: Held, request: Request) -> Answer:
    """Answer as a registry that lets everybody read what it holds."""
    kind, _, reference = request.path.rpartition("/")
    if request.path == "/v2/":
        return answer(200, b"{}", content_type="application/json")
    if kind.endswith("/manifests"):
        found = held.manifests.get(reference)
        if found is None:
            return missing("MANIFEST_UNKNOWN")
        media_type, body = found
        return answer(200, body, content_type=media_type, docker_content_digest=digest_of(body))
    blob = held.blobs.get(reference) if kind.endswith("/blobs") else None
    return missing("BLOB_UNKNOWN") if blob is None else blob_answer(request, blob)


def blob_answer(request: Request, blob: bytes) -> Answer:
    """Answer with a blob, or with its first byte where only that is wanted."""
    if request.headers.get("range") == "bytes=0-0" and blob:
        return answer(206, blob[:1], content_range=f"bytes 0-0/{len(blob)}")
    return answer(200, blob, content_type="application/octet-stream")


def missing(code: str) -> Answer:
    body = json.dumps({"errors": [{"code": code, "message": "it is not here"}]}).encode()
    return answer(404, body, content_type="application/json")


def _described(media_type: str, content: bytes) -> Described:
    return {"mediaType": media_type, "digest": digest_of(content), "size": len(content)}


IMAGE = image()
