"""What every runtime makes of a manifest's body: too long, not JSON, too old, not an image."""

from ghcr_tui.core.verification.image_manifest import Document, kind_of_type
from ghcr_tui.core.verification.replies import Reply
from ghcr_tui.core.verification.runtimes import StoppedError
from ghcr_tui.core.verification.verification import Cause, Stop


def checked_document(reply: Reply, media_type: str) -> Document:
    """Return the manifest in a reply; `media_type` is what the registry announced it as.

    Raises StoppedError where no runtime makes an image of it.
    """
    document = reply.document
    if document is None:
        reason = reply.unreadable or "the manifest did not come whole"
        fix = "Push the image again; a cache or a proxy in front may have spoiled it."
        raise StoppedError(
            Stop("refused", Cause("manifest-unreadable", f"{reply.host}: {reason}.", fix))
        )
    announced = kind_of_type(media_type) if media_type else document.kind
    if "schema1" in (announced, document.kind):
        message = (
            f"{reply.host} has this image as a schema 1 manifest only, which containerd 2 and "
            "newer runtimes no longer read."
        )
        fix = "Push it again with a newer Docker or with `skopeo copy --format v2s2`."
        raise StoppedError(Stop("refused", Cause("schema-1", message, fix)))
    if announced == "other" or document.kind == "other":
        what = media_type or document.media_type or "no media type"
        message = f"What {reply.host} has under this name is not an image ({what})."
        fix = "Check the reference: it may name a chart, a signature or an attestation."
        raise StoppedError(Stop("refused", Cause("not-an-image", message, fix)))
    return document


def wrong_digest(host: str) -> Stop:
    """Return where a pull ends whose bytes are not those of the digest."""
    message = f"{host} sent something whose digest is not the one it was asked for or announced."
    fix = "Push the image again, or purge the cache or proxy in front of the registry."
    return Stop("refused", Cause("digest-mismatch", message, fix))
