"""What a pull needs besides the manifest: the platform's own manifest, its config, its layers."""

from collections.abc import Generator, Sequence

from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.verification.answers import explain_anywhere, explain_blob, explain_manifest
from ghcr_tui.core.verification.failures import Failure, explain_failure
from ghcr_tui.core.verification.image_manifest import Descriptor, Document, is_digest
from ghcr_tui.core.verification.manifest_rules import checked_document, wrong_digest
from ghcr_tui.core.verification.platforms import Platform, Runtime, choose
from ghcr_tui.core.verification.refusals import Asked
from ghcr_tui.core.verification.replies import Heard, Reply
from ghcr_tui.core.verification.requests import NO_PROOF, Ask, Request, manifest_request
from ghcr_tui.core.verification.runtimes import (
    Pulled,
    PullWay,
    Reached,
    StoppedError,
    answered,
    asked,
)
from ghcr_tui.core.verification.verification import Cause, Stop

_DEEPEST = 3
_MOST_LAYERS = 300
SMALL = 64 * 1024
"""Bytes: a layer up to this size is read whole, and its digest checked."""
LARGEST_CONFIG = 4 * 1024 * 1024


def pull_contents(
    runtime: Runtime,
    image: ImageReference,
    reached: Reached,
    platform: Platform,
    with_layers: bool,
    about: Asked,
) -> PullWay:
    """Fetch what the manifest that was reached names, for one platform."""
    document, chosen = reached.document, False
    for _ in range(_DEEPEST):
        if document.kind != "index":
            break
        document = yield from _child(runtime, image, reached, document, platform, about)
        chosen = True
    if document.kind != "image" or document.config is None:
        raise StoppedError(_not_an_image(about.registry, "an index within an index"))
    if document.is_artifact:
        kind = document.artifact_type or document.config.media_type
        raise StoppedError(_not_an_image(about.registry, f"an OCI artifact, {kind}"))
    config = yield from _config(image, reached, document.config, about)
    notes = () if chosen else tuple(_architecture_note(config.platform, platform))
    if not with_layers:
        return Pulled((), notes)
    stores = yield from _layers(image, reached, document.layers, about)
    return Pulled(stores, notes)


def _child(
    runtime: Runtime,
    image: ImageReference,
    reached: Reached,
    index: Document,
    platform: Platform,
    about: Asked,
) -> Generator[tuple[Ask, ...], tuple[Heard, ...], Document]:
    position = choose(runtime, platform, [child.platform for child in index.children])
    if position is None:
        raise StoppedError(_no_platform(platform, index))
    wanted = index.children[position].descriptor
    _check_digest(wanted, about)
    request = manifest_request(image, "GET", wanted.digest, reached.proof)
    reply = yield from asked(request)
    stop = explain_anywhere(reply, about)
    if stop is None and reply.status == 404:
        message = f"The index names {platform}, and {reply.host} has lost that manifest (404)."
        stop = Stop("refused", Cause("part-missing", message, "Push the image again."))
    if stop is None and not reply.good:
        stop = explain_manifest(reply, about)
    if stop is None and reply.found_digest and reply.found_digest != wanted.digest:
        stop = wrong_digest(reply.host)
    if stop is not None:
        raise StoppedError(stop)
    return checked_document(reply, wanted.media_type or reply.media_type)


def _config(
    image: ImageReference, reached: Reached, config: Descriptor, about: Asked
) -> Generator[tuple[Ask, ...], tuple[Heard, ...], Reply]:
    _check_digest(config, about)
    if config.size > LARGEST_CONFIG:
        failure = Failure("too-large", about.registry, "its configuration is over 4 MiB")
        raise StoppedError(Stop("refused", explain_failure(failure)))
    reply = yield from asked(_blob(image, reached, config, "config"))
    _check_blob(reply, config, "the image's configuration", about)
    return reply


def _layers(
    image: ImageReference, reached: Reached, layers: Sequence[Descriptor], about: Asked
) -> Generator[tuple[Ask, ...], tuple[Heard, ...], tuple[str, ...]]:
    wanted = tuple(dict.fromkeys(layers[:_MOST_LAYERS]))
    if not wanted:
        return ()
    for layer in wanted:
        _check_digest(layer, about)
    asks = [_blob(image, reached, layer, "layer") for layer in wanted]
    heard = yield tuple(asks)
    stores: dict[str, None] = {}
    for number, (layer, each) in enumerate(zip(wanted, heard, strict=True), 1):
        if isinstance(each, Failure) and each.host != about.registry:
            raise StoppedError(_store_not_reached(each))
        reply = answered(each)
        what = f"layer {number} of {len(layers)}"
        if layer.urls:
            what += ", which lives at an address of its own,"
        _check_blob(reply, layer, what, about)
        store = reply.redirected_to or (reply.host if layer.urls else "")
        if store:
            stores[store] = None
    return tuple(stores)


def _blob(image: ImageReference, reached: Reached, descriptor: Descriptor, kind: str) -> Request:
    elsewhere = next((u for u in descriptor.urls if u.startswith(("http://", "https://"))), "")
    size = descriptor.size
    return Request(
        "config" if kind == "config" else "layer",
        "GET",
        elsewhere or f"/v2/{image.path}/blobs/{descriptor.digest}",
        NO_PROOF if elsewhere else reached.proof,
        descriptor.digest,
        size,
        whole=kind == "config" or 0 <= size <= SMALL,
    )


def _check_digest(descriptor: Descriptor, about: Asked) -> None:
    """Raise StoppedError where a manifest points at something by what is no digest."""
    if not is_digest(descriptor.digest):
        shown = excerpt(descriptor.digest, 40)
        message = f"The manifest at {about.registry} points at {shown}, which is no digest."
        fix = "Push the image again; a cache or a proxy in front may have spoiled it."
        raise StoppedError(Stop("refused", Cause("manifest-unreadable", message, fix)))


def _check_blob(reply: Reply, wanted: Descriptor, what: str, about: Asked) -> None:
    empty = reply.status == 416 and wanted.size == 0
    stop = explain_anywhere(reply._replace(html=False), about)
    if stop is None and not empty and not reply.good:
        stop = explain_blob(reply, what, about)
    if stop is None and reply.found_digest and reply.found_digest != wanted.digest:
        stop = wrong_digest(reply.host)
    if stop is None and reply.total is not None and -1 < wanted.size != reply.total:
        stop = wrong_digest(reply.host)
    if stop is not None:
        raise StoppedError(stop)


def _store_not_reached(failure: Failure) -> Stop:
    cause = explain_failure(failure)
    message = f"{cause.message} The layers come from there, so the nodes must reach it too."
    return Stop("unknown", cause._replace(message=message))


def _no_platform(platform: Platform, index: Document) -> Stop:
    offered = ", ".join(index.platforms[:12]) or "none at all"
    message = f"The image is not made for {platform}: its index has {offered}."
    fix = f"Build and push it for {platform} too, or run it on nodes of another platform."
    return Stop("refused", Cause("no-platform", message, fix))


def _not_an_image(host: str, what: str) -> Stop:
    message = f"What {host} has under this name is {what}: no container starts from it."
    fix = "Name the image itself; a chart or another artifact is fetched with its own tool."
    return Stop("refused", Cause("not-an-image", message, fix))


def _architecture_note(found: str, wanted: Platform) -> list[str]:
    """Say that a single image is for another platform, which no runtime looks at."""
    if not found or choose("cri-o", wanted, [_platform(found)]) is not None:
        return []
    return [
        f"The image is for {found} alone: a node of {wanted} pulls it all the same, and its "
        "containers end with `exec format error`."
    ]


def _platform(text: str) -> Platform:
    parts = [*text.split("/"), "", ""]
    return Platform(*parts[:3])
