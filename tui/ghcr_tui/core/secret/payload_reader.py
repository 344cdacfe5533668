"""The payload as it is found: `{"auths": …}`, the legacy form without it, or what is neither.

Source: Kubernetes, pkg/credentialprovider/config.go, DockerConfigJSON and DockerConfig.
"""

from typing import NamedTuple

from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, JsonError, folded
from ghcr_tui.core.secret.entry_reader import (
    KNOWN_FIELDS,
    TOKEN_FIELDS,
    Entry,
    json_type_name,
    read_entry,
)

_ROOT_FIELDS = frozenset(("auths", "httpheaders"))
_ENTRY_FIELDS = KNOWN_FIELDS.union(TOKEN_FIELDS)
KEYCHAIN_FIELDS = ("credsStore", "credHelpers")


class Payload(NamedTuple):
    """A payload that was read.

    `text` is the JSON as it stands, `root` its top level (known names in lower case). `legacy`
    tells the form without `auths`. `broken` says in plain words why Go cannot read the payload as
    a whole; `not_json` is true where it is not even JSON, `refused` where the API server too looks
    at no more than that: its payloads are JSON objects.
    """

    text: str
    root: dict[str, Json]
    entries: tuple[Entry, ...] = ()
    legacy: bool = False
    broken: str = ""
    not_json: bool = False
    duplicates: tuple[str, ...] = ()
    refused: bool = False

    @property
    def keychain(self) -> bool:
        """Whether `docker login` was told to keep tokens in the desktop's keychain."""
        return any(self.root.get(name) for name in KEYCHAIN_FIELDS)

    def __repr__(self) -> str:
        """Leave the text out: it holds tokens."""
        return f"Payload({len(self.text)} characters, {len(self.entries)} entries)"


def read_payload(text: str, legacy: bool, reader: JsonReader) -> Payload:
    """Return what `text` holds; `legacy` says that the form without `auths` belongs there."""
    try:
        value = reader.read(text)
    except JsonError as problem:
        reader.take_duplicates()
        broken = f"it is not JSON: {problem}"
        return Payload(text, {}, legacy=legacy, broken=broken, not_json=True, refused=True)
    return payload_of(value, text, legacy, reader.take_duplicates())


def payload_of(value: Json, text: str, legacy: bool, duplicates: tuple[str, ...] = ()) -> Payload:
    """Return the payload that a JSON `value` is, `text` being how it was written."""
    if value is None:  # to Go an object without fields
        value = {}
    if not isinstance(value, dict):
        broken = f"it is {json_type_name(value)}, where an object belongs"
        return Payload(text, {}, (), legacy, broken, False, duplicates, refused=True)
    if legacy:
        entries = tuple(read_entry(key, child) for key, child in value.items())
        return Payload(text, value, entries, legacy=True, duplicates=duplicates)
    root = folded(value, _ROOT_FIELDS)
    auths = root.get("auths")
    if auths is None:
        return Payload(text, root, broken=_headers_problem(root), duplicates=duplicates)
    if not isinstance(auths, dict):
        broken = f"`auths` is {json_type_name(auths)}, where an object belongs"
        return Payload(text, root, broken=broken, duplicates=duplicates)
    entries = tuple([read_entry(key, child) for key, child in auths.items()])
    broken = _headers_problem(root) if "httpheaders" in root else ""
    return Payload(text, root, entries, False, broken, False, duplicates)


def is_payload(value: Json) -> bool:
    """Return whether `value` is a payload or a Docker config.json, with credentials or without."""
    if not isinstance(value, dict):
        return False
    return any(name.casefold() == "auths" or name in KEYCHAIN_FIELDS for name in value)


def is_entry(value: dict[str, Json]) -> bool:
    """Return whether `value` is what stands under one registry of a payload."""
    names = {name.casefold() for name in value}
    return names <= _ENTRY_FIELDS and bool(names & {"auth", "password"})


def looks_legacy(value: Json) -> bool:
    """Return whether `value` is shaped like a `.dockercfg`: entries at the top, no `auths`."""
    if not isinstance(value, dict) or not value:
        return False
    return all(
        isinstance(child, dict) and any(name.casefold() in _ENTRY_FIELDS for name in child)
        for child in value.values()
    )


def _headers_problem(root: dict[str, Json]) -> str:
    headers = root.get("httpheaders")
    if headers is None:
        return ""
    if not isinstance(headers, dict):
        return f"`HttpHeaders` is {json_type_name(headers)}, where an object belongs"
    wrong = [value for value in headers.values() if not isinstance(value, str | None)]
    return f"`HttpHeaders` holds {json_type_name(wrong[0])}, where text belongs" if wrong else ""
