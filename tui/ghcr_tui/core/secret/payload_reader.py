"""The payload as it is found: `{"auths": …}`, the legacy form without it, or what is neither.

Source: Kubernetes, pkg/credentialprovider/config.go, DockerConfigJSON and DockerConfig.
"""

from typing import NamedTuple

from ghcr_tui.core.golang.json_fault import find_fault
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
_KEYCHAIN_FIELDS = frozenset(("credsstore", "credhelpers"))


class Detour(NamedTuple):
    """The way to a payload that is one level too deep: the names on it, and what it leads through.

    `as_text` is text where an object belongs, `in_base64` such text in base64 once more, `in_yaml`
    YAML where JSON belongs, `whole` a Secret's own manifest.
    """

    path: tuple[str, ...] = ()
    as_text: bool = False
    in_base64: bool = False
    in_yaml: bool = False
    whole: bool = False


class Payload(NamedTuple):
    """A payload that was read.

    `text` is the JSON as it stands, `root` its top level (known names in lower case). `legacy`
    tells the form without `auths`. `broken` says in plain words why Go cannot read the payload as
    a whole; `not_json` is true where it is not even JSON, `refused` where the API server too looks
    at no more than that: its payloads are JSON objects. `detour` is the way to the entries where
    they are one level too deep, so that the kubelet does not find them.
    """

    text: str
    root: dict[str, Json]
    entries: tuple[Entry, ...] = ()
    legacy: bool = False
    broken: str = ""
    not_json: bool = False
    duplicates: tuple[str, ...] = ()
    refused: bool = False
    detour: Detour | None = None

    @property
    def keychain(self) -> bool:
        """Whether `docker login` was told to keep tokens in the desktop's keychain."""
        return bool(self.keychain_field)

    @property
    def keychain_field(self) -> str:
        """The field that says so, as it is written: Docker reads it in capitals and small letters.

        "" where there is none.
        """
        if len(self.root) < 2 and "auths" in self.root:
            return ""
        names = (name for name in self.root if name.casefold() in _KEYCHAIN_FIELDS)
        return next((name for name in names if self.root[name]), "")

    def __repr__(self) -> str:
        """Leave the text out: it holds tokens."""
        return f"Payload({len(self.text)} characters, {len(self.entries)} entries)"


def read_payload(text: str, legacy: bool, reader: JsonReader) -> Payload:
    """Return what `text` holds; `legacy` says that the form without `auths` belongs there."""
    try:
        value = reader.read(text)
    except JsonError as problem:
        reader.take_duplicates()
        fault = find_fault(text)
        broken = f"it is not JSON: {fault.sentence if fault else problem}"
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
    return any(name.casefold() == "auths" or name.casefold() in _KEYCHAIN_FIELDS for name in value)


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
