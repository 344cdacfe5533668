"""What a draft of an inspected Secret leaves behind, named so that nothing is lost in silence."""

from functools import lru_cache

from ghcr_tui.core.credential.redaction import shown_key
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret
from ghcr_tui.core.secret.entry_reader import KNOWN_FIELDS, Entry
from ghcr_tui.core.secret.payload import Style
from ghcr_tui.core.secret.payload_reader import Payload
from ghcr_tui.core.secret.secret import DOCKERCONFIGJSON
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED, SecretDocument, Surplus
from ghcr_tui.core.verdict.verdict import JudgedSecret


def draft_of(secret: InspectedSecret) -> Draft:
    """Return `secret` as a draft; what it leaves behind is named in `secret.dropped`."""
    defaults = Draft()
    in_clear = any(entry.text("username") or entry.text("password") for entry in secret.entries)
    style: Style = "kubectl" if in_clear else "auth"
    return Draft(
        credentials=tuple(entry.credential for entry in secret.entries) or defaults.credentials,
        name=secret.name or defaults.name,
        namespace=secret.namespace,
        labels=tuple(secret.labels.items()),
        annotations=tuple(secret.annotations.items()),
        immutable=secret.immutable,
        style=style,
        string_data=secret.string_data,
    )


def pull_secret(secret: InspectedSecret, fallback_name: str = "") -> PullSecret:
    """Return `secret` as the kubelet sees it, named `fallback_name` where it has no name."""
    return PullSecret(
        name=secret.title or fallback_name,
        entries=tuple(
            KeyringEntry(entry.registry, entry.username, entry.token)
            for entry in secret.entries
            if not entry.unreadable  # an empty one counts: it is tried as an anonymous pull
        ),
        ignored_because=secret.ignored_because,
        unreadable=secret.unreadable,
        unreadable_entry=secret.unreadable_entry,
        is_alone=secret.is_alone,
    )


def judged_secret(secret: InspectedSecret, fallback_name: str = "") -> JudgedSecret:
    """Return `secret` with its findings as the verdict takes it."""
    return JudgedSecret(pull_secret(secret, fallback_name), secret.findings)


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
    """Return what a draft leaves behind of the payload itself, its entries aside."""
    if payload.broken and not payload.entries:
        return ("the payload, which cannot be read",)
    if payload.legacy or len(payload.root) < 2:
        return ()
    return tuple(_name(name) for name in payload.root if name != "auths")


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


def _name(key: str) -> str:
    return shown_key(key)[1:-1]
