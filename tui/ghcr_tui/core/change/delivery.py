"""Delivery: what it takes that one namespace has the Secret that somebody made.

A Secret that is not there is applied; one that is there is compared registry by registry, and no
entry is lost unasked. Source of server-side apply's rules: Kubernetes, "Server-Side Apply".
"""

from base64 import b64encode
from collections.abc import Mapping
from typing import NamedTuple

from ghcr_tui.core.change.payload_edit import CannotEdit, EditablePayload, editable_payload
from ghcr_tui.core.change.plan import (
    Edit,
    EntryFate,
    LeftAlone,
    Parts,
    Place,
    parts_of,
    pointer,
    uid_of,
    version_of,
)
from ghcr_tui.core.change.source import kept_elsewhere, may_be_put_back
from ghcr_tui.core.cluster.owner import owner_of
from ghcr_tui.core.credential.redaction import hidden_registry, hidden_username
from ghcr_tui.core.golang.base64_strict import decode_optionally_padded
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.secret.entry_reader import read_entry
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.secret.secret import (
    DOCKERCFG,
    DOCKERCONFIGJSON,
    DOCKERCONFIGJSON_KEY,
    PAYLOAD_KEYS,
    Secret,
    manifest,
)
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED
from ghcr_tui.core.text.inert import excerpt

_NAMED = 3
_ANNOTATION = pointer("metadata", "annotations", LAST_APPLIED)


class Delivery(NamedTuple):
    """A Secret to bring to namespaces; `merge` adds its entries to those that are there."""

    secret: Secret
    key: str
    payload: str
    merge: bool = False

    def __repr__(self) -> str:
        """Leave the payload out."""
        return f"Delivery({self.secret!r}, merge={self.merge})"


def delivery_of(secret: InspectedSecret, *, merge: bool = False) -> Delivery:
    """Return the delivery of a Secret that was read; a payload alone becomes a Secret."""
    kind = secret.type or DOCKERCONFIGJSON
    notes = {name: value for name, value in secret.annotations.items() if name != LAST_APPLIED}
    bare = Secret(secret.name, "", secret.labels, notes, secret.immutable, {}, {}, kind)
    return Delivery(bare, PAYLOAD_KEYS.get(kind, DOCKERCONFIGJSON_KEY), secret.payload, merge)


def delivered(
    delivery: Delivery, current: Object | None, context: str, namespace: str
) -> Edit | LeftAlone | None:
    """Return what is to be done in `namespace`, where the Secret is `current`, None: not there.

    Returns None where all is as it should be.
    """
    place = Place(context, namespace, delivery.secret.name)
    if current is None:
        return _new(delivery, place)
    kind = text_at(current, "type") or "Opaque"
    if kind != delivery.secret.type:
        return LeftAlone(
            place,
            "other type",
            f"There is a Secret of this name of type {excerpt(kind, 60)}, and a type cannot be "
            "changed.",
            "Deliver it under another name, or delete that one first.",
        )
    try:
        entries = _wanted(delivery)
        there = _there(delivery, current)
    except CannotEdit as cause:
        return LeftAlone(
            place, "unreadable", f"The payload that is there cannot be compared: {cause}.",
            "`ghcr-tui fix` says what is wrong with it; or delete it first.",
        )  # fmt: skip
    fates = tuple(_fates(there.entries, entries, merge=delivery.merge))
    lost = [each.registry for each in fates if each.fate == "removed"]
    wanted = _metadata_parts(delivery.secret)
    is_same = all(each.fate == "as before" for each in fates)
    if is_same and parts_of(current, wanted) == wanted:
        return None
    metadata = mapping_at(current, "metadata")
    if left := kept_elsewhere(place, owner_of(metadata), metadata):
        return left
    if current.get("immutable") is True:
        return LeftAlone(
            place, "immutable", "It is immutable: the API server takes no change of it.",
            "Delete it first, or deliver under another name.",
        )  # fmt: skip
    if lost:
        return LeftAlone(place, "other registries", _lost(lost), "--merge keeps them.")
    return _changed(delivery, current, place, there, entries, fates)


def _lost(registries: list[str]) -> str:
    named = ", ".join(registries[:_NAMED])
    more = f" and {len(registries) - _NAMED} more" if len(registries) > _NAMED else ""
    return f"It holds {named}{more}, which would be lost."


def _new(delivery: Delivery, place: Place) -> Edit:
    secret = delivery.secret._replace(namespace=place.namespace)
    after: Parts = {pointer("data", delivery.key): _coded(delivery.payload)}
    after |= _metadata_parts(secret)
    fates = tuple(
        EntryFate(*_shown(registry, raw), "added") for registry, raw in _wanted(delivery).items()
    )
    before: Parts = dict.fromkeys(after)
    return Edit(place, "", "", before, after, fates, manifest=_applied(delivery, secret, {}))


def _changed(
    delivery: Delivery,
    current: Object,
    place: Place,
    there: EditablePayload,
    entries: Mapping[str, Json],
    fates: tuple[EntryFate, ...],
) -> Edit | LeftAlone:
    path = pointer("data", delivery.key)
    if delivery.merge:
        try:
            text = there.with_entries({**there.entries, **entries})
        except CannotEdit as cause:
            return LeftAlone(place, "unreadable", f"Its payload cannot be merged into: {cause}.")
        after: Parts = {path: _coded(text)}
    else:
        after = {path: _coded(delivery.payload), **_metadata_parts(delivery.secret)}
    notes: tuple[str, ...] = ()
    if text_at(current, "metadata", "annotations", LAST_APPLIED) and _is_changed(fates):
        after[_ANNOTATION] = None
        notes = ("what `kubectl apply` noted of the earlier payload is removed",)
    applied = None
    if not delivery.merge:
        identity: Object = {"uid": uid_of(current), "resourceVersion": version_of(current)}
        secret = delivery.secret._replace(namespace=place.namespace)
        applied = _applied(delivery, secret, identity)
    return Edit(
        place,
        uid_of(current),
        version_of(current),
        parts_of(current, after),
        after,
        fates,
        notes,
        may_be_put_back(owner_of(mapping_at(current, "metadata"))),
        applied,
    )


def _is_changed(fates: tuple[EntryFate, ...]) -> bool:
    return any(each.fate == "changed" for each in fates)


def _applied(delivery: Delivery, secret: Secret, identity: Object) -> Object:
    """Return what is applied; with an `identity` only over the very object that was read."""
    document = manifest(
        secret._replace(data={delivery.key: _coded(delivery.payload)}, string_data={})
    )
    return {**document, "metadata": {**mapping_at(document, "metadata"), **identity}}


def _metadata_parts(secret: Secret) -> Parts:
    parts: Parts = {}
    for field, values in (("labels", secret.labels), ("annotations", secret.annotations)):
        parts |= {pointer("metadata", field, name): value for name, value in values.items()}
    return parts


def _wanted(delivery: Delivery) -> dict[str, Json]:
    is_legacy = delivery.secret.type == DOCKERCFG
    return editable_payload(delivery.payload.encode(), legacy=is_legacy).entries


def _there(delivery: Delivery, current: Object) -> EditablePayload:
    coded = mapping_at(current, "data").get(delivery.key)
    try:
        data = decode_optionally_padded(coded) if isinstance(coded, str) else b"{}"
    except ValueError:
        raise CannotEdit("it is not base64") from None
    return editable_payload(data, legacy=delivery.secret.type == DOCKERCFG)


def _fates(
    there: Mapping[str, Json], wanted: Mapping[str, Json], *, merge: bool
) -> "list[EntryFate]":
    fates = []
    for registry, raw in there.items():
        if registry in wanted:
            fates.append(_fate(registry, raw, wanted[registry]))
        else:
            fates.append(EntryFate(*_shown(registry, raw), "as before" if merge else "removed"))
    fates.extend(
        EntryFate(*_shown(registry, raw), "added")
        for registry, raw in wanted.items()
        if registry not in there
    )
    return fates


def _fate(registry: str, was: Json, becomes: Json) -> EntryFate:
    shown = _shown(registry, was)
    if was == becomes:
        return EntryFate(*shown, "as before")
    before, after = read_entry(registry, was), read_entry(registry, becomes)
    if before.credential == after.credential and before.usable and after.usable:
        return EntryFate(*shown, "changed", "the same credential, written in another way")
    what = []
    if before.token != after.token:
        what.append("token changed")
    if before.username != after.username:
        what.append(f"username now {hidden_username(after.username, after.token)}")
    return EntryFate(*shown, "changed", ", ".join(what) or "changed")


def _shown(registry: str, raw: Json) -> tuple[str, str]:
    entry = read_entry(registry, raw)
    return hidden_registry(registry), hidden_username(entry.username, entry.token)


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode()
