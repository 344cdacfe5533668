"""What a Secret holds, as people read it: the payload and every other value, secrets hidden.

Hidden is whatever is not known to be harmless: of a payload only the names of its fields, the
registries, usernames, emails and credential helpers are shown. People put secrets anywhere.
"""

import re
from contextlib import suppress

from ghcr_tui.core.credential.credential import AuthError, decode_auth, mask
from ghcr_tui.core.credential.redaction import hidden_email, hidden_registry, hidden_username
from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.golang import json_text as gojson
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.inspection import InspectedSecret, OtherValue
from ghcr_tui.core.secret.entry_reader import KNOWN_FIELDS, TOKEN_FIELDS
from ghcr_tui.core.secret.payload_reader import looks_legacy
from ghcr_tui.core.text.inert import inert_lines

_FIELDS = KNOWN_FIELDS.union(TOKEN_FIELDS)
_STORES = frozenset(("credsstore", "credhelpers"))
_HELPER = r"[a-z][a-z-]{0,30}"
"""The name of a credential helper, as in `docker-credential-osxkeychain` behind the prefix."""


def decoded_view(secret: InspectedSecret, masked: bool = True) -> str:
    """Return what `secret` holds, for people: the payload indented, then every other value.

    With `masked`, bullets are in place of all that is not known to be harmless. Nothing in the
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


def _masked(value: Json) -> Json:
    """Return a payload with bullets for all but its registries, usernames, emails and helpers."""
    if not isinstance(value, dict):
        return _hidden(value)
    if looks_legacy(value) and not any(name.casefold() == "auths" for name in value):
        return _entries(value)
    root: dict[str, Json] = {}
    for name, child in value.items():
        if name.casefold() == "auths":
            root[name] = _entries(child)
        elif name.casefold() in _STORES:
            root[name] = _helpers(child)
        elif name.casefold() == "httpheaders":
            root[name] = _hidden(child)
        else:
            root[_unused(root)] = _hidden(child)
    return root


def _entries(value: Json) -> Json:
    if not isinstance(value, dict):
        return _hidden(value)
    entries: dict[str, Json] = {}
    for registry, child in value.items():
        entries[_unused(entries, hidden_registry(registry))] = _entry(child)
    return entries


def _entry(value: Json) -> Json:
    if not isinstance(value, dict):
        return _hidden(value)
    tokens = set(_tokens(value))
    entry: dict[str, Json] = {}
    for name, child in value.items():
        field = name.casefold()
        if field not in _FIELDS:
            entry[_unused(entry)] = _hidden(child)
        elif field == "username" and isinstance(child, str) and child not in tokens:
            entry[name] = hidden_username(child)
        elif field == "email" and isinstance(child, str) and child not in tokens:
            entry[name] = hidden_email(child)
        else:
            entry[name] = _hidden(child)
    return entry


def _tokens(entry: dict[str, Json]) -> list[str]:
    """Return the secrets of an entry, which may be under its username too."""
    texts = {name.casefold(): child for name, child in entry.items() if isinstance(child, str)}
    found = [texts[name] for name in (*TOKEN_FIELDS, "password", "auth") if texts.get(name)]
    with suppress(AuthError):
        found.append(decode_auth(texts.get("auth", ""))[1])
    return found


def _helpers(value: Json) -> Json:
    if isinstance(value, str):
        return value if re.fullmatch(_HELPER, value) and not holds_token(value) else mask(value)
    if not isinstance(value, dict):
        return _hidden(value)
    helpers: dict[str, Json] = {}
    for registry, name in value.items():
        shown = _helpers(name) if isinstance(name, str) else _hidden(name)
        helpers[_unused(helpers, hidden_registry(registry))] = shown
    return helpers


def _hidden(value: Json) -> Json:
    """Return bullets in place of a value; what is empty shows that it is."""
    if value is None or value in ("", [], {}):
        return value
    return mask("any")


def _unused(taken: dict[str, Json], name: str = "") -> str:
    """Return `name`, or bullets where it is "", with a number where that name is taken."""
    name = name or mask("any")
    number, candidate = 1, name
    while candidate in taken:
        number += 1
        candidate = f"{name} ({number})"
    return candidate


def _other_view(value: OtherValue, masked: bool) -> str:
    size = f"{value.size:,} {'byte' if value.size == 1 else 'bytes'}"
    key = mask(value.key) if masked and holds_token(value.key) else value.key
    if value.binary:
        return f"{key}: binary, {size}"
    return f"{key}: {mask(value.text) if masked else value.text} ({size})"
