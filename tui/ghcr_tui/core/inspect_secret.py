"""One Secret, or one bare payload, taken apart and judged."""

from collections.abc import Iterable, Iterator

from ghcr_tui.core.base64_reading import read_base64
from ghcr_tui.core.dockerconfig import Payload, read_payload
from ghcr_tui.core.encoding import decode_standard
from ghcr_tui.core.entries import KNOWN_FIELDS, Entry
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


class SecretInspector:
    """Inspects the Secrets of one text; `now`, in epoch seconds, lets expiry be judged."""

    def __init__(self, now: float | None = None) -> None:
        self._now = now
        self._reader = JsonReader()

    def secret(self, document: dict[str, Json]) -> InspectedSecret:
        """Return what `document`, an object of kind Secret, holds and what is wrong with it."""
        read = read_secret(document)
        key = _payload_key(read)
        findings = list(_metadata_findings(read))
        findings.extend(shape_findings(read, key))
        payload = self._payload_under(read, key, findings) if key else None
        if payload:
            findings.extend(self._judged(payload))
        return InspectedSecret(
            name=read.name,
            namespace=read.namespace,
            type=read.type,
            labels=read.labels,
            annotations={k: v for k, v in read.annotations.items() if k != LAST_APPLIED},
            immutable=read.immutable,
            string_data=key in read.string_data,
            payload=payload.text if payload else "",
            entries=payload.entries if payload else (),
            other=tuple(_other_values(read, key)),
            findings=tuple(findings),
            not_counted=not_counted(read, key),
            rotten=payload.rotten if payload else "",
            rotten_entry=payload.rotten_entry if payload else "",
            dropped=tuple(_dropped(read, key, payload)),
        )

    def payload(self, payload: Payload, extra: Iterable[Finding] = ()) -> InspectedSecret:
        """Return what a bare `payload` holds; `extra` findings are about how it was written."""
        return InspectedSecret(
            payload=payload.text,
            entries=payload.entries,
            findings=(*extra, *self._judged(payload)),
            rotten=payload.rotten,
            rotten_entry=payload.rotten_entry,
            dropped=tuple(_dropped_of_payload(payload)),
        )

    def lone_entry(self, entry: Entry, extra: Iterable[Finding]) -> InspectedSecret:
        """Return what a single `auth` value holds, whose registry nobody has named."""
        found = [*extra, *entry_findings(entry)]
        if entry.usable:
            found.extend(f for f in self._credential_findings(entry) if f.where != entry.place)
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
            findings.extend(size_findings(len(data)))
            if twice := unwrap_twice_encoded(data):
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

    def _judged(self, payload: Payload) -> Iterator[Finding]:
        yield from payload_findings(payload)
        for entry in payload.entries:
            yield from entry_findings(entry, payload.keychain)
            if entry.usable:
                yield from self._credential_findings(entry)

    def _credential_findings(self, entry: Entry) -> Iterator[Finding]:
        credential = entry.credential
        if entry.auth and credential.token.endswith("\n"):  # auth-trailing-newline has said it
            credential = credential._replace(token=credential.token.rstrip("\r\n"))
        for finding in credential_findings(credential, self._now):
            yield finding.at(entry.place + _FIELD_PLACES[finding.where])


_FIELD_PLACES = {
    "registry": "",
    "username": ".username",
    "token": ".token",
    "email": ".email",
    "": "",
}


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


def _metadata_findings(document: SecretDocument) -> Iterator[Finding]:
    for finding in name_findings(document.name):
        yield finding.at("metadata.name")
    for finding in namespace_findings(document.namespace):
        yield finding.at("metadata.namespace")
    if document.labels:
        for finding in label_findings(document.labels):
            yield finding.at("metadata.labels")
    if document.annotations:
        for finding in annotation_findings(document.annotations):
            yield finding.at("metadata.annotations")


def _other_values(document: SecretDocument, payload_key: str) -> Iterator[OtherValue]:
    """Yield every value that is not the payload, decoded where it can be."""
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


def _dropped(document: SecretDocument, key: str, payload: Payload | None) -> Iterator[str]:
    """Yield what a draft of the Secret leaves behind."""
    for name in document.server_fields:
        yield f"metadata.{name}"
    if LAST_APPLIED in document.annotations:
        yield f"annotation {LAST_APPLIED}"
    yield from document.unknown
    yield from (place for place, _ in document.wrong)
    for name in (*document.data, *document.string_data):
        if name != key:
            yield f"data {name}"
    if payload:
        yield from _dropped_of_payload(payload)


def _dropped_of_payload(payload: Payload) -> Iterator[str]:
    if not payload.legacy and len(payload.root) > 1:
        yield from (name for name in payload.root if name != "auths")
    for entry in payload.entries:
        if not entry.fields.keys() <= KNOWN_FIELDS:
            for name in entry.fields.keys() - KNOWN_FIELDS:
                yield f"{entry.place}.{name}"
