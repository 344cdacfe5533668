"""What a draft of an inspected Secret leaves behind, named so that nothing is lost in silence."""

from functools import lru_cache

from ghcr_tui.core.beginning import shown_key
from ghcr_tui.core.dockerconfig import Payload
from ghcr_tui.core.entries import KNOWN_FIELDS, Entry
from ghcr_tui.core.secret import DOCKERCONFIGJSON
from ghcr_tui.core.secret_document import LAST_APPLIED, SecretDocument, Surplus


def dropped_of_object(document: SecretDocument, key: str) -> tuple[str, ...]:
    """Return what a draft of the Secret leaves behind, the payload read from `key` aside."""
    dropped = [misfit.place for misfit in document.wrong]
    if LAST_APPLIED in document.annotations:
        dropped.append(f"annotation {LAST_APPLIED}")
    if document.type not in (DOCKERCONFIGJSON, ""):
        dropped.append(f"type {shown_key(document.type)[1:-1]}")
    if len(document.data) + len(document.string_data) > 1 or not key:
        dropped.extend(f"data {_name(each)}" for each in document.data if each != key)
        dropped.extend(f"stringData {_name(each)}" for each in document.string_data if each != key)
        if key in document.data and key in document.string_data:
            dropped.append(f"data {_name(key)}")  # the API server takes the other one
    return (*_surplus_names(document.surplus), *dropped)


@lru_cache(maxsize=64)
def _surplus_names(surplus: Surplus) -> tuple[str, ...]:
    metadata = (f"metadata.{name}" for name in (*surplus.server, *surplus.own))
    return (*metadata, *map(_name, surplus.unknown))


def dropped_of_payload(payload: Payload) -> tuple[str, ...]:
    """Return what a draft of the payload leaves behind: all that the composer has no field for."""
    dropped: list[str] = []
    if payload.broken and not payload.entries:
        return ("the payload, which cannot be read",)
    if not payload.legacy and len(payload.root) > 1:
        dropped.extend(_name(name) for name in payload.root if name != "auths")
    for entry in payload.entries:
        if entry.rotten or not entry.fields.keys() <= KNOWN_FIELDS or _disagrees(entry):
            dropped.extend(_dropped_of_entry(entry))
    return tuple(dropped)


def _disagrees(entry: Entry) -> bool:
    """Return whether the entry has a username or password other than the one `auth` holds."""
    fields = entry.fields
    return (fields.get("username") or entry.username) != entry.username or (
        fields.get("password") or entry.token
    ) != entry.token


def _dropped_of_entry(entry: Entry) -> list[str]:
    if not entry.fields:
        return [entry.place]
    lost = {name for name in entry.fields if name not in KNOWN_FIELDS}
    kept = {"username": entry.username, "password": entry.token, "email": entry.email}
    lost |= {name for name, value in kept.items() if (entry.fields.get(name) or value) != value}
    if entry.rotten and entry.fields.get("auth") is not None:
        lost.add("auth")
    return [f"{entry.place}.{_name(name)}" for name in sorted(lost)]


def _name(key: str) -> str:
    return shown_key(key)[1:-1]
