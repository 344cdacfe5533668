"""Mends of the object itself: its type, its keys, and how its values are encoded."""

from collections.abc import Callable

from ghcr_tui.core.credential.redaction import shown_key
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.secret_shape import KEY_OF_TYPE
from ghcr_tui.core.golang.base64_lenient import read_base64
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.secret_values import payload_key
from ghcr_tui.core.mending.object_fields import (
    FIELD_MENDS,
    VALUES,
    Document,
    Mended,
    mapping_under,
    with_value,
)
from ghcr_tui.core.mending.values import VALUE_CODES, mended_value
from ghcr_tui.core.secret.secret import DOCKERCFG, DOCKERCONFIGJSON
from ghcr_tui.core.secret.secret_reader import place_of_value, read_manifest

_RECREATED = "a cluster keeps the old one until the Secret is deleted and created anew"


def mended_shape(document: Document, finding: Finding) -> Mended | None:
    """Return `document` without the cause of a `finding` about the object, or None."""
    if finding.code in VALUE_CODES:
        return _value(document, finding)
    mend = _MENDS.get(finding.code)
    return mend(document, finding) if mend else None


def _value(document: Document, finding: Finding) -> Mended | None:
    """Encode again the values that a finding is about; a group of them is named by its field."""
    mended, sentence = document, ""
    for field in VALUES:
        values = document.get(field)
        if not isinstance(values, dict):
            continue
        for key, value in values.items():
            is_meant = finding.where in (Where(place_of_value(field, key)), Where(field))
            if not (is_meant and isinstance(value, str)):
                continue
            if finding.where == Where(field) and _is_strict(value):
                continue  # a finding about several is not about this one
            if found := mended_value(finding.code, value):
                mended = with_value(mended, field, key, found[0])
                sentence = found[1]
    return (mended, sentence) if sentence else None


def _is_strict(value: str) -> bool:
    return read_base64(value).strict


def _api_version(document: Document, finding: Finding) -> Mended:
    return _placed(document, "apiVersion", "v1"), "`apiVersion` was written as `v1`"


def _placed(document: Document, name: str, value: Json) -> Document:
    """Return `document` with a field where people write it."""
    if name in document:
        return {**document, name: value}
    front = {"apiVersion": ("apiVersion",), "kind": ("apiVersion", "kind")}.get(name, ())
    head = {each: document[each] for each in front if each in document}
    rest = {each: child for each, child in document.items() if each not in head}
    return {**head, name: value, **rest} if front else {**document, name: value}


def _kind(document: Document, finding: Finding) -> Mended:
    return _placed(document, "kind", "Secret"), "`kind` was written as `Secret`"


def _type(document: Document, finding: Finding) -> Mended | None:
    """Write the type that goes with the payload, and its key with the type."""
    key = payload_key(read_manifest(document))
    if not key:
        return None
    holder = "stringData" if key in mapping_under(document, "stringData") else "data"
    is_legacy = key.endswith("dockercfg") and '"auths"' not in _plain(document, holder, key)
    kind = DOCKERCFG if is_legacy else DOCKERCONFIGJSON
    mended = {**document, "type": kind}
    renamed = _rekeyed(mended, key, KEY_OF_TYPE[kind])
    if renamed is None:
        return None
    said = f"the type was written as `{kind}`: {_RECREATED}"
    return renamed, said if key == KEY_OF_TYPE[
        kind
    ] else f"{said}; the key as `{KEY_OF_TYPE[kind]}`"


def _plain(document: Document, field: str, key: str) -> str:
    value = mapping_under(document, field).get(key)
    if not isinstance(value, str):
        return ""
    if field == "stringData":
        return value
    return (read_base64(value).data or b"").decode("utf-8", "replace")


def _key(document: Document, finding: Finding) -> Mended | None:
    """Put the payload under the key of the type."""
    read = read_manifest(document)
    wanted = KEY_OF_TYPE.get(read.type)
    key = payload_key(read)
    if not (wanted and key):
        return None
    mended = _rekeyed(document, key, wanted)
    return (mended, f"the key {shown_key(key)} was renamed to `{wanted}`") if mended else None


def _rekeyed(document: Document, key: str, wanted: str) -> Document | None:
    """Return `document` with a value under another key; None where one is there already."""
    if key == wanted:
        return document
    for field in VALUES:
        values = mapping_under(document, field)
        if wanted in values:
            return None
        if key in values:
            renamed = {wanted if name == key else name: each for name, each in values.items()}
            return {**document, field: renamed}
    return None


def _data_twice(document: Document, finding: Finding) -> Mended | None:
    """Leave out of `data` what `stringData` says too; what differs only a person can choose of."""
    data, plain = mapping_under(document, "data"), mapping_under(document, "stringData")
    same = [key for key in data if key in plain and _same(document, key)]
    if not same or any(key in plain and key not in same for key in data):
        return None
    kept = {key: value for key, value in data.items() if key not in same}
    mended = {**document, "data": kept}
    if not kept:
        del mended["data"]
    return mended, "what `stringData` says too was left out of `data`"


def _same(document: Document, key: str) -> bool:
    return _plain(document, "data", key) == _plain(document, "stringData", key) != ""


_MENDS: dict[str, Callable[[Document, Finding], Mended | None]] = {
    "api-version": _api_version,
    "kind-missing": _kind,
    "kind-unknown": _kind,
    "type-opaque": _type,
    "type-ignored": _type,
    "auths-in-legacy": _type,
    "key-without-dot": _key,
    "payload-under-other-key": _key,
    "key-of-other-type": _type,
    "data-twice": _data_twice,
    **FIELD_MENDS,
}
SHAPE_CODES = VALUE_CODES.union(_MENDS)
"""Codes of findings about the object that may be mended."""
