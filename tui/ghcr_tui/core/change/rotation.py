"""Rotation: of one object that was read, what takes the old token's place with the new one.

Only the entries that hold the old token change, and their stale identity tokens go; what
`kubectl apply` wrote down about an earlier payload is taken out of its annotation. Every other
byte stays. Source of what the kubelet and Docker read: `core/secret/entry_reader`.
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.core.change.annotation import annotation_holds, base64_bytes, without_token
from ghcr_tui.core.change.old_token import OldToken
from ghcr_tui.core.change.payload_edit import CannotEdit, EditablePayload, editable_payload
from ghcr_tui.core.change.plan import (
    Edit,
    EntryFate,
    LeftAlone,
    Parts,
    Place,
    pointer,
    uid_of,
    version_of,
)
from ghcr_tui.core.change.source import kept_elsewhere, may_be_put_back
from ghcr_tui.core.cluster.owner import owner_of
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.redaction import hidden_registry, hidden_username
from ghcr_tui.core.golang.json_text import Json, folded_name
from ghcr_tui.core.mending.entries import with_credential
from ghcr_tui.core.secret.entry_reader import TOKEN_FIELDS, read_entry
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.secret.secret import (
    DOCKERCFG,
    PAYLOAD_KEYS,
)
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED
from ghcr_tui.core.text.inert import excerpt

_ANNOTATION = pointer("metadata", "annotations", LAST_APPLIED)
_CLEANED = "the old token is taken out of the annotation that `kubectl apply` keeps"


class NewToken(NamedTuple):
    """What takes the old token's place; without a `username` each entry keeps its own."""

    token: str
    username: str = ""

    def __repr__(self) -> str:
        """Leave the token out."""
        return f"NewToken(username={self.username!r})"


def rotation(item: Object, context: str, old: OldToken, new: NewToken) -> Edit | LeftAlone | None:
    """Return what is to be done with a Secret of the cluster; None where it has no old token."""
    metadata = mapping_at(item, "metadata")
    place = Place(context, text_at(metadata, "namespace"), text_at(metadata, "name"))
    kind = text_at(item, "type") or "Opaque"
    key = PAYLOAD_KEYS.get(kind, "")
    data = _decoded(item)
    annotation = text_at(metadata, "annotations", LAST_APPLIED)
    is_stale = bool(annotation) and annotation_holds(annotation, old)
    payload, problem, mentions = None, "", _mentions(data, old)
    if key in data:
        try:
            payload = editable_payload(data[key], legacy=kind == DOCKERCFG)
        except CannotEdit as cause:
            problem = str(cause)
    changes = dict(_changes(payload, old, new)) if payload else {}
    if not changes and not is_stale and not mentions:
        return None
    if left := _left_alone(item, place, changes or mentions or is_stale):
        return left
    if not changes and not is_stale:
        return _unreachable(place, kind, mentions, problem)
    return _edit(item, place, payload, changes, old, annotation if is_stale else "")


def _left_alone(item: Object, place: Place, holds: object) -> LeftAlone | None:
    if not holds:
        return None
    metadata = mapping_at(item, "metadata")
    if left := kept_elsewhere(place, owner_of(metadata), metadata):
        return left
    if item.get("immutable") is True:
        return LeftAlone(
            place,
            "immutable",
            "It is immutable: the API server takes no change of it from anybody.",
            "Only deleting it and creating it anew helps. It is another Secret then: since "
            "Kubernetes 1.35 nodes verify its images again, and pods that start in between have "
            "no credential.",
        )
    return None


def _unreachable(place: Place, kind: str, mentions: list[str], problem: str) -> LeftAlone:
    """Return why a token that is in an object is not changed there."""
    where = ", ".join(excerpt(name, 60) for name in mentions[:3])
    if problem:
        return LeftAlone(
            place,
            "unreadable",
            f"Its payload cannot be changed without losing something: {problem}.",
            "Write it anew: `ghcr-tui fix` says what is wrong with it.",
        )
    if kind in PAYLOAD_KEYS:
        sentence = f"The old token is in {where}, where the kubelet does not take it from."
    else:
        sentence = f"It is of type {excerpt(kind, 60)}, and holds the old token in {where}."
    return LeftAlone(
        place,
        "not read by nodes",
        sentence,
        "Nodes do not pull with it; whatever else reads it needs the new token, too.",
    )


def _edit(
    item: Object,
    place: Place,
    payload: EditablePayload | None,
    changes: dict[str, Json],
    old: OldToken,
    annotation: str,
) -> Edit | LeftAlone:
    before: Parts = {}
    after: Parts = {}
    notes: list[str] = []
    fates: list[EntryFate] = []
    if payload and changes:
        key = PAYLOAD_KEYS[text_at(item, "type")]
        try:
            text = payload.with_entries({**payload.entries, **changes})
        except CannotEdit as cause:
            return _unreachable(place, text_at(item, "type"), [], str(cause))
        path = pointer("data", key)
        before[path] = mapping_at(item, "data").get(key)
        after[path] = b64encode(text.encode()).decode()
        fates = [_fate(name, payload.entries[name], changes) for name in payload.entries]
        if old.is_mentioned_in(text.encode()):
            notes.append("a field that no node reads keeps the old token")
    if annotation:
        before[_ANNOTATION] = annotation
        after[_ANNOTATION] = without_token(annotation, old)
        notes.append(_CLEANED)
    warning = may_be_put_back(owner_of(mapping_at(item, "metadata")))
    return Edit(
        place, uid_of(item), version_of(item), before, after, tuple(fates), tuple(notes), warning
    )


def _changes(payload: EditablePayload, old: OldToken, new: NewToken) -> Iterator[tuple[str, Json]]:
    """Yield the entries that hold the old token, as they are with the new one."""
    for registry, raw in payload.entries.items():
        entry = read_entry(registry, raw)
        if isinstance(raw, dict) and entry.usable and old.is_in(entry):
            username = new.username or entry.username
            wanted = Credential(registry, username, new.token, entry.email)
            changed = with_credential(entry, raw, wanted)
            yield (
                registry,
                {
                    name: value
                    for name, value in changed.items()
                    if folded_name(name) not in TOKEN_FIELDS
                },
            )


def _fate(registry: str, raw: Json, changes: dict[str, Json]) -> EntryFate:
    entry = read_entry(registry, raw)
    shown, username = hidden_registry(registry), hidden_username(entry.username, entry.token)
    if registry not in changes:
        return EntryFate(shown, username, "as before")
    becomes = read_entry(registry, changes[registry])
    what = ["token changed"]
    if becomes.username != entry.username:
        what.append(f"username now {hidden_username(becomes.username, becomes.token)}")
    if any(entry.text(name) for name in TOKEN_FIELDS):
        what.append("stale identity token removed")
    return EntryFate(shown, username, "changed", ", ".join(what))


def _decoded(item: Object) -> dict[str, bytes]:
    return {
        key: base64_bytes(value)
        for key, value in mapping_at(item, "data").items()
        if isinstance(value, str)
    }


def _mentions(data: dict[str, bytes], old: OldToken) -> list[str]:
    return [key for key, value in data.items() if old.is_mentioned_in(value)]
