"""Fixing: what is mended without a person in a cluster's pull secret, as an edit in place."""

from collections.abc import Iterator

from ghcr_tui.core.change.plan import Edit, LeftAlone, Parts, Place, pointer, uid_of, version_of
from ghcr_tui.core.change.source import kept_elsewhere, may_be_put_back
from ghcr_tui.core.cluster.inventory import PULL_TYPES
from ghcr_tui.core.cluster.owner import owner_of
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.mending.left import why_left
from ghcr_tui.core.mending.secret import MendedSecret, SecretMender
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED
from ghcr_tui.core.text.inert import inert

_KEPT = ("name", "namespace", "labels", "annotations")
_FIXED = ("type", "stringData")
"""Fields that cannot be changed in a cluster, or are none of its."""


def fixing(item: Object, context: str, now: float | None) -> Edit | LeftAlone | None:
    """Return what mends a Secret as it was read; None where there is nothing to mend.

    `now`, in seconds since the epoch, lets expiry be judged.
    """
    metadata = mapping_at(item, "metadata")
    if text_at(item, "type") not in PULL_TYPES:
        return None
    place = Place(context, text_at(metadata, "namespace"), text_at(metadata, "name"))
    document = _document(item, metadata)
    mended = SecretMender(SecretInspector(now)).mended(document)
    if not mended.changes:
        return _needs_person(place, mended)
    if left := _not_changeable(item, place, document, mended):
        return left
    before: Parts = {}
    after: Parts = {}
    for path, was, becomes in _differences(document, mended.document):
        before[path], after[path] = was, becomes
    if not after:
        return _needs_person(place, mended)
    notes = tuple(dict.fromkeys(inert(each.sentence, 300) for each in mended.changes))
    owner = owner_of(metadata)
    return Edit(
        place,
        uid_of(item),
        version_of(item),
        before,
        after,
        notes=notes,
        warning=may_be_put_back(owner),
    )


def _document(item: Object, metadata: Object) -> Object:
    kept: Object = {name: metadata[name] for name in _KEPT if name in metadata}
    notes = mapping_at(kept, "annotations")
    if LAST_APPLIED in notes:
        kept["annotations"] = {name: each for name, each in notes.items() if name != LAST_APPLIED}
    rest: Object = {name: item[name] for name in ("type", "data", "immutable") if name in item}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": kept, **rest}


def _not_changeable(
    item: Object, place: Place, document: Object, mended: MendedSecret
) -> LeftAlone | None:
    metadata = mapping_at(item, "metadata")
    if left := kept_elsewhere(place, owner_of(metadata), metadata):
        return left
    if item.get("immutable") is True:
        return LeftAlone(
            place, "immutable", "It is immutable: the API server takes no change of it.",
            "Delete it and create it anew, mended.",
        )  # fmt: skip
    for field in _FIXED:
        if mended.document.get(field) != document.get(field):
            return LeftAlone(
                place, "other type", f"Its `{field}` would have to be another, and cannot be.",
                "Delete it and create it anew: `kubectl get -o yaml | ghcr-tui fix` writes it.",
            )  # fmt: skip
    return None


def _needs_person(place: Place, mended: MendedSecret) -> LeftAlone | None:
    for finding in mended.secret.findings:
        if finding.severity == "error":
            remedy = f"{finding.fix} {why_left(finding)}".strip()
            return LeftAlone(place, "needs a person", finding.message, remedy)
    return None


def _differences(before: Object, after: Object) -> Iterator[tuple[str, Json, Json]]:
    for path in (("data",), ("metadata", "labels"), ("metadata", "annotations")):
        old, new = mapping_at(before, *path), mapping_at(after, *path)
        for name in dict.fromkeys((*old, *new)):
            if old.get(name) != new.get(name):
                yield pointer(*path, name), old.get(name), new.get(name)
