"""What a draft of an inspected Secret leaves behind, named so that nothing is lost in silence."""

from ghcr_tui.core.credential.redaction import shown_key
from ghcr_tui.core.inspection.inspection import InspectedSecret, Leftover
from ghcr_tui.core.secret.entry_reader import KNOWN_FIELDS, Entry
from ghcr_tui.core.secret.payload_reader import Payload
from ghcr_tui.core.secret.secret import DOCKERCONFIGJSON
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED, SecretDocument, Surplus


def dropped(secret: InspectedSecret) -> tuple[str, ...]:
    """Return the names of what a draft of `secret` does not hold, as people write its places."""
    names = [*_of_object(secret), *_of_payload(secret)]
    for entry in secret.entries:
        lost = dropped_of_entry(entry)
        names += lost if secret.payload else [each.removeprefix(f"{entry.place}.") for each in lost]
    return tuple(names)


def leftover_of(document: SecretDocument, key: str, payload: Payload | None) -> Leftover:
    """Return what no draft holds of a Secret whose `payload` was read from `key`, "" from none."""
    return Leftover(
        document.surplus,
        tuple([misfit.place for misfit in document.wrong]),
        _other_values(document, key),
        members_of(payload) if payload else (),
        LAST_APPLIED in document.annotations,
    )


def members_of(payload: Payload) -> tuple[str, ...]:
    """Return the names in a payload that no draft holds, its entries aside."""
    if payload.legacy or len(payload.root) < 2:
        return ()
    return tuple([name for name in payload.root if name != "auths"])


def dropped_of_entry(entry: Entry) -> list[str]:
    """Return what a draft of one entry leaves behind: all that the composer has no field for."""
    if entry.unreadable and not entry.fields:
        return [entry.place]
    lost = {name for name in entry.fields if name not in KNOWN_FIELDS}
    kept = {"username": entry.username, "password": entry.token, "email": entry.email}
    lost |= {name for name in kept if entry.fields.get(name) not in (None, "", kept[name])}
    if entry.unreadable and entry.fields.get("auth") not in (None, ""):
        lost.add("auth")
    return [f"{entry.place}.{_name(name)}" for name in sorted(lost)]


def _other_values(document: SecretDocument, key: str) -> tuple[tuple[str, str], ...]:
    if key and len(document.data) + len(document.string_data) < 2:
        return ()
    others = [("data", each) for each in document.data if each != key]
    others += [("stringData", each) for each in document.string_data if each != key]
    if key in document.data and key in document.string_data:
        others.append(("data", key))  # the API server takes the other one
    return tuple(others)


def _of_object(secret: InspectedSecret) -> list[str]:
    leftover = secret.leftover
    names = [*_surplus_names(leftover.surplus), *leftover.misfits]
    if leftover.last_applied:
        names.append(f"annotation {LAST_APPLIED}")
    if secret.type not in (DOCKERCONFIGJSON, ""):
        names.append(f"type {_name(secret.type)}")
    return [*names, *(f"{field} {_name(key)}" for field, key in leftover.values)]


def _of_payload(secret: InspectedSecret) -> list[str]:
    if secret.unreadable and not secret.entries:
        return ["the payload, which cannot be read"]
    return [_name(name) for name in secret.leftover.members]


def _surplus_names(surplus: Surplus) -> list[str]:
    of_metadata = [f"metadata.{name}" for name in (*surplus.server, *surplus.own)]
    return [*of_metadata, *map(_name, surplus.unknown)]


def _name(key: str) -> str:
    return shown_key(key)[1:-1]
