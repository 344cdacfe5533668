"""Mends of an object's own fields: their names, what they hold, and what does not belong there."""

from collections.abc import Callable

from ghcr_tui.core.credential.redaction import shown_field, shown_key
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.golang.base64_strict import base64_text
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.mending.metadata import (
    mended_annotations,
    mended_labels,
    mended_name,
    mended_namespace,
)
from ghcr_tui.core.secret.secret_reader import (
    LAST_APPLIED,
    SERVER_METADATA,
    place_of_value,
    read_manifest,
)

Document = dict[str, Json]
Mended = tuple[Document, str]
"""The object with one thing mended, and what was done."""
VALUES = ("data", "stringData")
_FIELDS = ("apiVersion", "kind", "metadata", "type", "immutable", "data", "stringData")
_METADATA = ("name", "namespace", "labels", "annotations")


def mapping_under(document: Document, name: str) -> Document:
    """Return the mapping under `name`, an empty one where something else is there."""
    value = document.get(name)
    return value if isinstance(value, dict) else {}


def with_value(document: Document, field: str, key: str, value: Json) -> Document:
    """Return `document` with `value` under the `key` of `data` or `stringData`."""
    return {**document, field: {**mapping_under(document, field), key: value}}


def _text(document: Document, finding: Finding) -> Mended | None:
    """Write as text what is a whole number or a boolean where text belongs."""
    place = finding.where
    if place == Where("immutable"):
        words = {"true": True, "false": False}
        written = document.get("immutable")
        is_meant = words.get(written.strip().lower()) if isinstance(written, str) else None
        said = "`immutable` was written without quotes"
        return None if is_meant is None else ({**document, "immutable": is_meant}, said)
    metadata = mapping_under(document, "metadata")
    for name in ("name", "namespace"):
        if place == Where(f"metadata.{name}") and _is_simple(metadata.get(name)):
            said = f"the {name} was written as text"
            return _with_metadata(document, name, _as_text(metadata[name])), said
    for field in ("labels", "annotations"):
        for key, value in mapping_under(metadata, field).items():
            if place == Where(place_of_value(f"metadata.{field}", key)) and _is_simple(value):
                changed = {**mapping_under(metadata, field), key: _as_text(value)}
                mended = {**document, "metadata": {**metadata, field: changed}}
                return mended, f"the value of {shown_key(key)} was written as text"
    for field in VALUES:
        for key, value in mapping_under(document, field).items():
            if place == Where(place_of_value(field, key)) and _is_simple(value):
                text = _as_text(value)
                written = base64_text(text) if field == "data" else text
                return (
                    with_value(document, field, key, written),
                    f"the value of {shown_key(key)} was written as text",
                )
    return None


def _is_simple(value: Json) -> bool:
    return isinstance(value, bool | int)


def _as_text(value: Json) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _unknown_fields(document: Document, finding: Finding) -> Mended | None:
    """Correct the spelling of fields that are a Secret's but for capitals, `-` and `_`."""
    mended, said = document, []
    for name in document:
        wanted = _meant(name, _FIELDS)
        if wanted and wanted not in mended:
            mended = {wanted if each == name else each: child for each, child in mended.items()}
            said.append(f"the field {shown_field(name)} was renamed to `{wanted}`")
    metadata = mapping_under(mended, "metadata")
    for name in list(metadata):
        wanted = _meant(name, _METADATA)
        if wanted and wanted not in metadata:
            metadata = {wanted if each == name else each: metadata[each] for each in metadata}
            mended = {**mended, "metadata": metadata}
            said.append(f"the field {shown_field(name)} was renamed to `{wanted}`")
    return (mended, "; ".join(said)) if said else None


def _meant(name: str, fields: tuple[str, ...]) -> str:
    if name in fields:
        return ""
    plain = name.replace("_", "").replace("-", "").casefold()
    singular = {"label": "labels", "annotation": "annotations"}
    found = next((each for each in fields if each.casefold() == plain), "")
    return found or (singular.get(plain, "") if "labels" in fields else "")


def _server_fields(document: Document, finding: Finding) -> Mended:
    metadata = mapping_under(document, "metadata")
    kept = {name: value for name, value in metadata.items() if name not in SERVER_METADATA}
    return {**document, "metadata": kept}, "what the API server wrote into the metadata was removed"


def _last_applied(document: Document, finding: Finding) -> Mended:
    metadata = mapping_under(document, "metadata")
    kept = {
        key: value
        for key, value in mapping_under(metadata, "annotations").items()
        if key != LAST_APPLIED
    }
    changed = {**metadata, "annotations": kept}
    if not kept:
        del changed["annotations"]
    said = "the annotation of `kubectl apply`, which held the payload, was removed"
    return {**document, "metadata": changed}, said


def _metadata(document: Document, finding: Finding) -> Mended | None:
    metadata = mapping_under(document, "metadata")
    for name, mend in (("name", mended_name), ("namespace", mended_namespace)):
        value = metadata.get(name)
        if finding.where == Where(f"metadata.{name}") and isinstance(value, str):
            mended = mend(value)
            said = f"the {name} was written as `{mended}`: whatever names it has to say so too"
            return (_with_metadata(document, name, mended), said) if mended else None
    return None


def _pairs(document: Document, finding: Finding) -> Mended | None:
    read = read_manifest(document)
    is_label = finding.code.startswith("label")
    name = "labels" if is_label else "annotations"
    written = mapping_under(mapping_under(document, "metadata"), name)
    if not all(isinstance(value, str) for value in written.values()):
        return None
    mended = mended_labels(read.labels) if is_label else mended_annotations(read.annotations)
    if mended is None:
        return None
    said = f"white space and quotes around the {name} were removed"
    return _with_metadata(document, name, dict(mended)), said


def _with_metadata(document: Document, name: str, value: Json) -> Document:
    return {**document, "metadata": {**mapping_under(document, "metadata"), name: value}}


FIELD_MENDS: dict[str, Callable[[Document, Finding], Mended | None]] = {
    "not-text": _text,
    "unknown-field": _unknown_fields,
    "server-fields": _server_fields,
    "last-applied-holds-token": _last_applied,
    "name-invalid": _metadata,
    "namespace-invalid": _metadata,
    "label-key-invalid": _pairs,
    "label-value-invalid": _pairs,
    "annotation-key-invalid": _pairs,
}
"""What mends a finding about a field, by its code."""
