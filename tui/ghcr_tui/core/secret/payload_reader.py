"""The payload as it is found: `{"auths": …}`, the legacy form without it, or what is neither.

Source: Kubernetes, pkg/credentialprovider/config.go, DockerConfigJSON and DockerConfig.
"""

from typing import NamedTuple

from ghcr_tui.core.golang.json_fault import find_fault
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import (
    BeyondLimits,
    Duplicates,
    Json,
    JsonError,
    RepeatedKeys,
    folded,
    folded_name,
    written_pairs,
)
from ghcr_tui.core.secret.entry_reader import (
    KNOWN_FIELDS,
    TOKEN_FIELDS,
    Entry,
    json_type_name,
    read_entry,
)
from ghcr_tui.core.text.inert import without_surrogates

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

    `text` is the JSON as it is, `root` its top level (known names in lower case). `legacy`
    tells the form without `auths`. `broken` says in plain words why Go cannot read the payload as
    a whole; `not_json` is true where it is not even JSON, `refused` where the API server too looks
    at no more than that: its payloads are JSON objects. `too_large` says that a number in it is
    too large for the API server, and for it alone: the kubelet reads no numbers. `detour` is the
    way to the entries where they are one level too deep, so that the kubelet does not find them.
    """

    text: str
    root: dict[str, Json]
    entries: tuple[Entry, ...] = ()
    legacy: bool = False
    broken: str = ""
    not_json: bool = False
    duplicates: tuple[str, ...] = ()
    refused: bool = False
    too_large: bool = False
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
        names = (name for name in self.root if _is_keychain(name))
        return next((name for name in names if self.root[name]), "")

    @property
    def unreadable(self) -> str:
        """Why the kubelet gives up its whole keyring over the payload, "" where it does not."""
        culprit = None if self.broken else self._culprit
        return culprit.why if culprit else self.broken

    @property
    def unreadable_entry(self) -> str:
        """The registry key of the entry that is to blame for it; "" where none is."""
        culprit = None if self.broken else self._culprit
        return culprit.registry if culprit else ""

    @property
    def _culprit(self) -> Entry | None:
        for entry in self.entries:
            if entry.unreadable:
                return entry
        return None

    def __repr__(self) -> str:
        """Leave the text out: it holds tokens."""
        return f"Payload({len(self.text)} characters, {len(self.entries)} entries)"


def read_payload(text: str, legacy: bool, reader: JsonReader) -> Payload:
    """Return what `text` holds; `legacy` says that the form without `auths` belongs there."""
    text = without_surrogates(text)
    try:
        value = reader.read(text)
    except BeyondLimits:
        reader.take_duplicates()
        return _skimmed(text, legacy)
    except JsonError as problem:
        reader.take_duplicates()
        return _not_json(problem, text, legacy)
    return payload_of(value, text, legacy, reader.take_duplicates())


def _skimmed(text: str, legacy: bool) -> Payload:
    """Return a payload with something in it that is harmless to the kubelet for all its size."""
    from ghcr_tui.core.golang.json_skim import skim  # late: hardly any payload needs it

    duplicates = Duplicates()
    try:
        value, too_large = skim(text, duplicates)
    except JsonError as problem:
        return _not_json(problem, text, legacy)
    found = payload_of(value, text, legacy, tuple(duplicates.keys))
    return found._replace(too_large=too_large)


def _not_json(problem: JsonError, text: str, legacy: bool) -> Payload:
    fault = find_fault(text)
    broken = f"it is not JSON: {fault.sentence if fault else problem}"
    return Payload(text, {}, legacy=legacy, broken=broken, not_json=True, refused=True)


def payload_of(value: Json, text: str, legacy: bool, duplicates: tuple[str, ...] = ()) -> Payload:
    """Return the payload that a JSON `value` is, `text` being how it was written."""
    if value is None:  # to Go an object without fields
        value = {}
    if not isinstance(value, dict):
        broken = f"it is {json_type_name(value)}, where an object belongs"
        return Payload(text, {}, (), legacy, broken, False, duplicates, refused=True)
    if legacy:
        entries = _read_entries([value])
        return Payload(text, value, entries, legacy=True, duplicates=duplicates)
    root = folded(value, _ROOT_FIELDS)
    if isinstance(root, RepeatedKeys):
        return _payload_of_repeated(root, text, duplicates)
    auths = root.get("auths")
    if auths is None:
        return Payload(text, root, broken=_headers_problem(root), duplicates=duplicates)
    if not isinstance(auths, dict):
        return Payload(text, root, broken=_auths_problem(auths), duplicates=duplicates)
    broken = _headers_problem(root) if "httpheaders" in root else ""
    return Payload(text, root, _read_entries([auths]), False, broken, False, duplicates)


def _payload_of_repeated(root: RepeatedKeys, text: str, duplicates: tuple[str, ...]) -> Payload:
    """Return a payload whose top level has a name twice: Go merges objects, and null clears them.

    What it stumbled over once is broken for good.
    """
    written = [value for name, value in root.written if name == "auths"]
    problems = [_auths_problem(value) for value in written]
    problems += [_headers_problem({name: value}) for name, value in root.written]
    broken = next(filter(None, problems), "")
    entries = _read_entries([value for value in written if isinstance(value, dict | None)])
    return Payload(text, root, entries, False, broken, False, duplicates)


def _read_entries(written: list[dict[str, Json] | None]) -> tuple[Entry, ...]:
    """Return the entries of objects that Go merges in this order; a null takes out all before it.

    An entry that cannot be read stays, whatever follows: Go has given up by then.
    """
    if len(written) == 1 and written[0] is not None and not isinstance(written[0], RepeatedKeys):
        return tuple([read_entry(key, child) for key, child in written[0].items()])
    entries: dict[str, Entry] = {}
    for value in written:
        if value is None:
            entries = {key: entry for key, entry in entries.items() if entry.unreadable}
            continue
        for key, child in written_pairs(value):
            earlier = entries.get(key)
            if earlier is None or not earlier.unreadable:
                entries[key] = read_entry(key, child)
    return tuple(entries.values())


def _auths_problem(auths: Json) -> str:
    if isinstance(auths, dict | None):
        return ""
    return f"`auths` is {json_type_name(auths)}, where an object belongs"


def _is_keychain(name: str) -> bool:
    return folded_name(name) in _KEYCHAIN_FIELDS


def is_payload(value: Json) -> bool:
    """Return whether `value` is a payload or a Docker config.json, with credentials or without."""
    if not isinstance(value, dict):
        return False
    return any(folded_name(name) == "auths" or _is_keychain(name) for name in value)


def is_entry(value: dict[str, Json]) -> bool:
    """Return whether `value` is what is under one registry of a payload."""
    names = {folded_name(name) for name in value}
    return names <= _ENTRY_FIELDS and bool(names & {"auth", "password"})


def looks_legacy(value: Json) -> bool:
    """Return whether `value` is shaped like a `.dockercfg`: entries at the top, no `auths`."""
    if not isinstance(value, dict) or not value:
        return False
    return all(
        isinstance(child, dict) and any(folded_name(name) in _ENTRY_FIELDS for name in child)
        for child in value.values()
    )


def _headers_problem(root: dict[str, Json]) -> str:
    headers = root.get("httpheaders")
    if headers is None:
        return ""
    if not isinstance(headers, dict):
        return f"`HttpHeaders` is {json_type_name(headers)}, where an object belongs"
    wrong = [value for _, value in written_pairs(headers) if not isinstance(value, str | None)]
    return f"`HttpHeaders` holds {json_type_name(wrong[0])}, where text belongs" if wrong else ""
