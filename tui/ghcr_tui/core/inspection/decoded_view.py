"""What a Secret holds, as people read it: the payload and every other value, tokens hidden."""

from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.redaction import shown_registry
from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.golang import json_text as gojson
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.inspection import InspectedSecret, OtherValue
from ghcr_tui.core.secret.entry_reader import TOKEN_FIELDS
from ghcr_tui.core.text.inert import inert_lines

_SECRET_FIELDS = frozenset(("auth", "password", "token", "httpheaders", *TOKEN_FIELDS))


def decoded_view(secret: InspectedSecret, masked: bool = True) -> str:
    """Return what `secret` holds, for people: the payload indented, then every other value.

    With `masked`, bullets stand in place of every token, and of every other value. Nothing in the
    result can act on a terminal.
    """
    parts = []
    if secret.payload:
        parts.append(_payload_view(secret.payload, masked))
    parts.extend(_other_view(value, masked) for value in secret.other)
    return inert_lines("\n".join(parts))


def _payload_view(payload: str, masked: bool) -> str:
    try:
        value = JsonReader().read(payload)
        return gojson.dumps_indented(_masked(value) if masked else value)
    except (gojson.JsonError, RecursionError):  # not JSON, or nested beyond what can be shown
        return mask(payload) if masked else payload


def _masked(value: Json, hidden: bool = False) -> Json:
    """Return `value` with bullets for all that is `hidden`, or a token wherever it stands."""
    if isinstance(value, dict):
        return {
            _shown_key(key): _masked(child, hidden or key.casefold() in _SECRET_FIELDS)
            for key, child in value.items()
        }
    if isinstance(value, list):
        return [_masked(child, hidden) for child in value]
    if isinstance(value, str):
        return mask(value) if hidden or holds_token(value) else value
    return mask(str(value)) if hidden and value is not None else value


def _shown_key(key: str) -> str:
    """Return a key as it stands, unless a token or a login does in its place."""
    return shown_registry(key, len(key) + 1) if "@" in key or holds_token(key) else key


def _other_view(value: OtherValue, masked: bool) -> str:
    size = f"{value.size:,} {'byte' if value.size == 1 else 'bytes'}"
    if value.binary:
        return f"{value.key}: binary, {size}"
    return f"{value.key}: {mask(value.text) if masked else value.text} ({size})"
