"""What `kubectl apply` noted of an earlier payload, and how its annotation is rid of a token.

For the next `kubectl apply` a value that is missing there was never applied, and it writes what
its file says. Source: Kubernetes, "Declarative Management of Kubernetes Objects Using Configuration
Files".
"""

from collections.abc import Iterator

from ghcr_tui.core.change.old_token import OldToken
from ghcr_tui.core.change.payload_edit import CannotEdit, EditablePayload, editable_payload
from ghcr_tui.core.golang.base64_strict import decode_optionally_padded
from ghcr_tui.core.golang.json_spans import NoSpans
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import JsonError, dumps
from ghcr_tui.core.golang.splice import spliced_json
from ghcr_tui.core.secret.entry_reader import Entry, read_entry
from ghcr_tui.core.secret.objects import Object, mapping_at
from ghcr_tui.core.secret.secret import DOCKERCFG_KEY


def base64_bytes(text: str) -> bytes:
    """Return the bytes of base64, none where it is not that."""
    try:
        return decode_optionally_padded(text)
    except ValueError:
        return b""


def annotation_holds(annotation: str, old: OldToken) -> bool:
    """Return whether the annotation has the old token anywhere."""
    if old.is_mentioned_in(annotation.encode("utf-8", "replace")):
        return True
    return any(_value_holds(key, value, old) for _, key, value in _applied_values(annotation))


def _value_holds(key: str, value: bytes, old: OldToken) -> bool:
    if old.is_mentioned_in(value):
        return True
    try:
        payload = editable_payload(value, legacy=key == DOCKERCFG_KEY)
    except CannotEdit:
        return False
    return any(old.is_in(entry) for entry in _entries(payload))


def _entries(payload: EditablePayload) -> Iterator[Entry]:
    for registry, raw in payload.entries.items():
        yield read_entry(registry, raw)


def _applied_values(annotation: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield field, key and value of the data of the Secret that was applied."""
    document = _applied(annotation)
    for field in ("data", "stringData"):
        for key, value in mapping_at(document, field).items():
            if isinstance(value, str):
                is_coded = field == "data"
                yield (
                    field,
                    key,
                    base64_bytes(value) if is_coded else value.encode("utf-8", "replace"),
                )


def without_token(annotation: str, old: OldToken) -> str | None:
    """Return the annotation without the values that hold the token; None: it has to go whole."""
    document = _applied(annotation)
    if not document:
        return None
    cleaned = dict(document)
    for field, key, value in _applied_values(annotation):
        if _value_holds(key, value, old):
            cleaned[field] = {
                name: kept for name, kept in mapping_at(cleaned, field).items() if name != key
            }
    try:
        text = spliced_json(annotation, document, cleaned)
    except NoSpans:
        text = dumps(cleaned)
    return None if annotation_holds(text, old) else text


def _applied(annotation: str) -> Object:
    try:
        value = JsonReader().read(annotation)
    except JsonError:
        return {}
    return value if isinstance(value, dict) else {}
