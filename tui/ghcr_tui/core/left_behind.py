"""What a draft of an inspected Secret leaves behind, named so that nothing is lost in silence."""

from functools import lru_cache

from ghcr_tui.core.dockerconfig import Payload
from ghcr_tui.core.entries import KNOWN_FIELDS
from ghcr_tui.core.secret_document import LAST_APPLIED, SecretDocument


def dropped_of_object(document: SecretDocument, key: str) -> tuple[str, ...]:
    """Return what a draft of the Secret leaves behind, its payload aside."""
    dropped = [*document.unknown, *(place for place, _ in document.wrong)]
    if LAST_APPLIED in document.annotations:
        dropped.append(f"annotation {LAST_APPLIED}")
    if len(document.data) + len(document.string_data) > 1 or not key:
        names = (*document.data, *document.string_data)
        dropped.extend(f"data {name}" for name in names if name != key)
    return (*_places_of(document.server_fields), *dropped)


@lru_cache(maxsize=64)
def _places_of(server_fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"metadata.{name}" for name in server_fields)


def dropped_of_payload(payload: Payload) -> tuple[str, ...]:
    """Return what a draft of the payload leaves behind: fields that the composer does not know."""
    dropped: list[str] = []
    if not payload.legacy and len(payload.root) > 1:
        dropped.extend(name for name in payload.root if name != "auths")
    for entry in payload.entries:
        if not entry.fields.keys() <= KNOWN_FIELDS:
            names = sorted(entry.fields.keys() - KNOWN_FIELDS)
            dropped.extend(f"{entry.place}.{name}" for name in names)
    return tuple(dropped)
