"""One Secret, or one bare payload, taken apart and judged."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ghcr_tui.core.base64_reading import read_base64
from ghcr_tui.core.dockerconfig import Payload, read_payload
from ghcr_tui.core.encoding import decode_standard
from ghcr_tui.core.entries import KNOWN_FIELDS, Entry, place_of
from ghcr_tui.core.finding import Finding
from ghcr_tui.core.findings.credential import credential_findings
from ghcr_tui.core.findings.entry import entry_findings
from ghcr_tui.core.findings.metadata import (
    annotation_findings,
    label_findings,
    name_findings,
    namespace_findings,
    size_findings,
)
from ghcr_tui.core.findings.payload import legacy_finding, payload_findings
from ghcr_tui.core.findings.shape import PULL_KEYS, not_counted, shape_findings
from ghcr_tui.core.findings.value import (
    data_finding,
    not_utf8_finding,
    string_data_finding,
    twice_encoded_finding,
    unwrap_twice_encoded,
)
from ghcr_tui.core.gojson import Json
from ghcr_tui.core.inspection import InspectedSecret, OtherValue
from ghcr_tui.core.json_reader import JsonReader
from ghcr_tui.core.secret import DOCKERCFG
from ghcr_tui.core.secret_document import LAST_APPLIED, SecretDocument, read_secret
from ghcr_tui.core.validation import SECRET_LIMIT


class _Judged(NamedTuple):
    """What a payload adds to the Secret around it."""

    text: str
    entries: tuple[Entry, ...]
    rotten: str
    rotten_entry: str
    dropped: tuple[str, ...]


_NO_PAYLOAD = _Judged("", (), "", "", ())


class SecretInspector:
    """Inspects the Secrets of one text; `now`, in epoch seconds, lets expiry be judged."""

    def __init__(self, now: float | None = None) -> None:
        self._now = now
        self._reader = JsonReader()

    def secret(self, document: dict[str, Json]) -> InspectedSecret:
        """Return what `document`, an object of kind Secret, holds and what is wrong with it."""
        read = read_secret(document)
        key = _payload_key(read)
        findings = _metadata_findings(read)
        findings.extend(shape_findings(read, key))
        payload = self._payload_under(read, key, findings) if key else None
        judged = self._judge(payload, findings) if payload else _NO_PAYLOAD
        return InspectedSecret(
            read.name,
            read.namespace,
            read.type,
            read.labels,
            _kept_annotations(read.annotations),
            read.immutable,
            key in read.string_data,
            judged.text,
            judged.entries,
            _other_values(read, key),
            tuple(findings),
            not_counted(read, key),
            judged.rotten,
            judged.rotten_entry,
            _dropped_of_object(read, key) + judged.dropped,
        )

    def payload(self, payload: Payload, extra: Iterable[Finding] = ()) -> InspectedSecret:
        """Return what a bare `payload` holds; `extra` findings are about how it was written."""
        findings = list(extra)
        judged = self._judge(payload, findings)
        return InspectedSecret(
            payload=judged.text,
            entries=judged.entries,
            findings=tuple(findings),
            rotten=judged.rotten,
            rotten_entry=judged.rotten_entry,
            dropped=judged.dropped,
        )

    def _judge(self, payload: Payload, findings: list[Finding]) -> "_Judged":
        """Return what `payload` adds to a Secret, adding to `findings` what is wrong with it."""
        findings.extend(payload_findings(payload))
        culprit = None
        for entry in payload.entries:
            findings.extend(entry_findings(entry, payload.keychain))
            if entry.usable:
                findings.extend(self._credential_findings(entry))
            elif entry.rotten:
                culprit = culprit or entry
        if payload.broken or not culprit:
            why, where = payload.broken, ""
        else:
            why, where = culprit.why, culprit.registry
        return _Judged(payload.text, payload.entries, why, where, _dropped_of_payload(payload))

    def lone_entry(self, entry: Entry, extra: Iterable[Finding]) -> InspectedSecret:
        """Return what a single `auth` value holds, whose registry nobody has named."""
        found = [*extra, *entry_findings(entry)]
        if entry.usable:
            found += [f for f in self._credential_findings(entry) if f.where != entry.place]
        findings = tuple(f.at(f.where.removeprefix(entry.place).lstrip(".")) for f in found)
        return InspectedSecret(entries=(entry,), findings=findings, rotten=entry.why)

    def read_payload(self, text: str, legacy: bool = False) -> Payload:
        """Return the payload that `text` is."""
        return read_payload(text, legacy, self._reader)

    def _payload_under(
        self, document: SecretDocument, key: str, findings: list[Finding]
    ) -> Payload | None:
        """Return the payload under `key`, adding to `findings` what is wrong with its encoding."""
        if key in document.string_data:
            place = f'stringData["{key}"]'
            text = document.string_data[key]
            found = string_data_finding(text)
            if found:
                text = (read_base64(text).data or b"").decode("utf-8", "replace")
        else:
            place = f'data["{key}"]'
            value = document.data[key]
            reading = read_base64(value)
            found = data_finding(value, reading)
            data = reading.data if reading.data is not None else value.encode("utf-8", "replace")
            if len(data) > SECRET_LIMIT:
                findings.extend(size_findings(len(data)))
            if data[:1] != b"{" and (twice := unwrap_twice_encoded(data)):
                text, found = twice, found or twice_encoded_finding()
            else:
                text = _text(data, findings, place)
        if found:
            findings.append(found.at(place))
            if not text.lstrip().startswith("{"):
                return None
        legacy = document.type == DOCKERCFG or (key.endswith("dockercfg") and '"auths"' not in text)
        if legacy:
            findings.append(legacy_finding().at(place))
        return self.read_payload(text, legacy)

    def _credential_findings(self, entry: Entry) -> list[Finding]:
        credential = entry.credential
        if entry.auth and credential.token.endswith("\n"):  # auth-trailing-newline has said it
            credential = credential._replace(token=credential.token.rstrip("\r\n"))
        return [
            _located(finding, entry.registry)
            for finding in credential_findings(credential, self._now)
        ]


_FIELD_PLACES = {
    "registry": "",
    "username": ".username",
    "token": ".token",
    "email": ".email",
    "": "",
}


@lru_cache(maxsize=1024)
def _located(finding: Finding, registry: str) -> Finding:
    """Return a finding about a credential at its place in the payload; few differ in a list."""
    return finding.at(place_of(registry) + _FIELD_PLACES[finding.where])


def _payload_key(document: SecretDocument) -> str:
    """Return the key that the payload stands under, the one the type calls for first."""
    if document.type == DOCKERCFG and ".dockercfg" in document.data:
        return ".dockercfg"
    for key in PULL_KEYS:
        if key in document.data or key in document.string_data:
            return key
    return ""


def _text(data: bytes, findings: list[Finding], place: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        findings.append(not_utf8_finding().at(place))
        return data.decode("utf-8", "replace")


def _metadata_findings(document: SecretDocument) -> list[Finding]:
    found = [*name_findings(document.name), *namespace_findings(document.namespace)]
    if document.labels:
        found.extend(label_findings(document.labels))
    if document.annotations:
        found.extend(annotation_findings(document.annotations))
    return [finding.at(f"metadata.{finding.where}") for finding in found] if found else found


def _kept_annotations(annotations: dict[str, str]) -> dict[str, str]:
    if LAST_APPLIED not in annotations:
        return annotations
    return {key: value for key, value in annotations.items() if key != LAST_APPLIED}


def _other_values(document: SecretDocument, payload_key: str) -> tuple[OtherValue, ...]:
    """Return every value that is not the payload, decoded where it can be."""
    if payload_key and len(document.data) + len(document.string_data) == 1:
        return ()
    return tuple(_decoded_values(document, payload_key))


def _decoded_values(document: SecretDocument, payload_key: str) -> Iterator[OtherValue]:
    for key, value in document.data.items():
        if key == payload_key:
            continue
        try:
            data = decode_standard(value)
        except ValueError:
            yield OtherValue(key, value, len(value))
            continue
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            yield OtherValue(key, "", len(data), binary=True)
        else:
            binary = "\x00" in text
            yield OtherValue(key, "" if binary else text, len(data), binary)
    for key, value in document.string_data.items():
        if key != payload_key:
            yield OtherValue(key, value, len(value.encode("utf-8", "replace")))


def _dropped_of_object(document: SecretDocument, key: str) -> tuple[str, ...]:
    """Return what a draft of the Secret leaves behind, its payload aside."""
    dropped = [*document.unknown, *(place for place, _ in document.wrong)]
    if LAST_APPLIED in document.annotations:
        dropped.append(f"annotation {LAST_APPLIED}")
    if len(document.data) + len(document.string_data) > 1 or not key:
        names = (*document.data, *document.string_data)
        dropped.extend(f"data {name}" for name in names if name != key)
    return (*_places_of(document.server_fields), *dropped)


@lru_cache(maxsize=64)
def _places_of(server_fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"metadata.{name}" for name in server_fields)


def _dropped_of_payload(payload: Payload) -> tuple[str, ...]:
    dropped: list[str] = []
    if not payload.legacy and len(payload.root) > 1:
        dropped.extend(name for name in payload.root if name != "auths")
    for entry in payload.entries:
        if not entry.fields.keys() <= KNOWN_FIELDS:
            names = sorted(entry.fields.keys() - KNOWN_FIELDS)
            dropped.extend(f"{entry.place}.{name}" for name in names)
    return tuple(dropped)
