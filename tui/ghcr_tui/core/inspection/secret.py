"""One Secret, or one bare payload, taken apart and judged."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ghcr_tui.core.findings.credential import credential_findings
from ghcr_tui.core.findings.entry import entry_findings, is_plain, says_all
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.findings.identity_token import stands_in_for_the_token
from ghcr_tui.core.findings.metadata import (
    annotation_findings,
    label_findings,
    name_findings,
    namespace_findings,
)
from ghcr_tui.core.findings.payload import legacy_finding, payload_findings
from ghcr_tui.core.findings.secret_shape import KEY_OF_TYPE, ignored_because, shape_findings
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.conversions import (
    dropped_of_entry,
    dropped_of_object,
    dropped_of_payload,
)
from ghcr_tui.core.inspection.inspection import InspectedSecret, OtherValue
from ghcr_tui.core.inspection.secret_values import (
    SAYS_ALL,
    from_data,
    from_string_data,
    other_values,
    payload_key,
    plain_payload,
)
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.secret.nested_payload import with_nested_entries
from ghcr_tui.core.secret.payload_reader import Payload, read_payload
from ghcr_tui.core.secret.secret import DOCKERCFG, DOCKERCONFIGJSON_KEY
from ghcr_tui.core.secret.secret_reader import (
    LAST_APPLIED,
    SecretDocument,
    place_of_value,
    read_secret,
)


class _Judged(NamedTuple):
    """What a payload adds to the Secret around it."""

    text: str
    entries: tuple[Entry, ...]
    unreadable: str
    unreadable_entry: str
    dropped: tuple[str, ...]
    hidden: str = ""


class _Values(NamedTuple):
    """What the values of a Secret come to; `key` is the payload's, "" where there is none."""

    key: str
    other: tuple[OtherValue, ...]
    findings: tuple[Finding, ...]
    refused: str
    judged: _Judged


_REMEMBERED = 256
"""Payloads that are remembered while a text is read: more would hold a long list twice."""
_OF_CONSUMERS = ("auth-only", "password-only")
"""Findings about who else reads a Secret, which a value without a Secret has no need of."""
_HIDDEN = "its payload is one level too deep, where the kubelet does not look"
_NO_PAYLOAD = _Judged("", (), "", "", ())


class SecretInspector:
    """Inspects the Secrets of one text; `now`, in epoch seconds, lets expiry be judged."""

    def __init__(self, now: float | None = None) -> None:
        self._now = now
        self._reader = JsonReader()
        self._met: dict[tuple[str, str, str], _Values] = {}

    def secret(self, document: dict[str, Json]) -> InspectedSecret:
        """Return what `document`, an object of kind Secret, holds and what is wrong with it."""
        read = read_secret(document)
        key = payload_key(read)
        values = self._values(read, key)
        return InspectedSecret(
            read.name,
            read.namespace,
            read.type,
            read.labels,
            _kept_annotations(read.annotations),
            read.immutable,
            key in read.string_data,
            values.judged.text,
            values.judged.entries,
            values.other,
            (*_metadata_findings(read), *shape_findings(read, key), *values.findings),
            ignored_because(read, key) or values.refused or values.judged.hidden,
            values.judged.unreadable,
            values.judged.unreadable_entry,
            dropped_of_object(read, values.key) + values.judged.dropped,
        )

    def _values(self, read: SecretDocument, key: str) -> "_Values":
        """Return what the values of a Secret come to; a payload that was met before is not read.

        A cluster copies one pull secret into hundreds of namespaces.
        """
        if len(read.data) != 1 or key not in read.data or read.string_data:
            return self._read_values(read, key)
        copied = (read.type, key, read.data[key])
        values = self._met.get(copied)
        if values is None:
            values = self._read_values(read, key)
            if len(self._met) >= _REMEMBERED:
                self._met.pop(next(iter(self._met)))
            self._met[copied] = values
        return values

    def _read_values(self, read: SecretDocument, key: str) -> "_Values":
        findings: list[Finding] = []
        about_values: list[Finding] = []
        payload = self._payload_under(read, key, about_values) if key else None
        kept = key if payload else ""  # what is no payload is shown as any other value
        other = other_values(read, kept, about_values)
        if about_values:
            findings.extend(dict.fromkeys(about_values))
        if payload and (about_payload := payload_findings(payload)):
            place = place_of_value("stringData" if key in read.string_data else "data", key)
            findings.extend(finding.at(place) for finding in about_payload)
        judged = self._judge(payload, findings) if payload else _NO_PAYLOAD
        return _Values(kept, other, tuple(findings), _refused(about_values), judged)

    def payload(self, payload: Payload, extra: Iterable[Finding] = ()) -> InspectedSecret:
        """Return what a bare `payload` holds; `extra` findings are about how it was written."""
        payload = with_nested_entries(payload)
        findings = [*extra, *payload_findings(payload)]
        judged = self._judge(payload, findings)
        return InspectedSecret(
            payload=judged.text,
            entries=judged.entries,
            findings=tuple(findings),
            ignored_because=judged.hidden,
            unreadable=judged.unreadable,
            unreadable_entry=judged.unreadable_entry,
            dropped=judged.dropped,
        )

    def _judge(self, payload: Payload, findings: list[Finding]) -> "_Judged":
        """Return what `payload` adds to a Secret, adding what is wrong with its entries."""
        dropped = [*dropped_of_payload(payload)]
        culprit = None
        keychain = payload.keychain
        for entry in payload.entries:
            found: list[Finding] = []
            if not is_plain(entry):
                dropped.extend(dropped_of_entry(entry))
                is_told = payload.detour or (payload.legacy and entry.registry == "auths")
                if not is_told:  # by a finding of the payload
                    found = entry_findings(entry, keychain)
                    findings.extend(found)
            if entry.usable and not (found and says_all(found)):
                findings.extend(self._credential_findings(entry))
            elif entry.unreadable:
                culprit = culprit or entry
        if payload.broken or not culprit:
            why, where = payload.broken, ""
        else:
            why, where = culprit.why, culprit.registry
        hidden = _HIDDEN if payload.detour and not payload.broken else ""
        return _Judged(payload.text, payload.entries, why, where, tuple(dropped), hidden)

    def lone_entry(self, entry: Entry, extra: Iterable[Finding] = ()) -> InspectedSecret:
        """Return what a single entry or `auth` value holds, whose registry nobody has named."""
        found = [*extra, *(f for f in entry_findings(entry) if f.code not in _OF_CONSUMERS)]
        if entry.usable and not says_all(found):
            found += [f for f in self._credential_findings(entry) if f.where.field != "registry"]
        findings = tuple(finding.of(None) for finding in found)
        return InspectedSecret(
            entries=(entry,),
            findings=findings,
            dropped=tuple(each.removeprefix(f"{entry.place}.") for each in dropped_of_entry(entry)),
            ignored_because="it is one credential alone, which names no registry",
        )

    def lone_token(self, token: str, extra: Iterable[Finding]) -> InspectedSecret:
        """Return what a token is that nobody has named a username and a registry for."""
        from ghcr_tui.core.findings.token import token_findings

        return InspectedSecret(
            entries=(Entry("", "", token),),
            findings=(*extra, *token_findings("", token, "unknown", self._now)),
            ignored_because="it is a token alone, which names no registry",
        )

    def read_payload(self, text: str, legacy: bool = False) -> Payload:
        """Return the payload that `text` is."""
        return with_nested_entries(read_payload(text, legacy, self._reader))

    def _payload_under(
        self, document: SecretDocument, key: str, findings: list[Finding]
    ) -> Payload | None:
        """Return the payload under `key`, adding to `findings` what is wrong with its encoding."""
        if key in document.string_data:
            place = place_of_value("stringData", key)
            text, found = from_string_data(document.string_data[key])
        else:
            value = document.data[key]
            text = plain_payload(value)
            if text and key == DOCKERCONFIGJSON_KEY and document.type != DOCKERCFG:
                return self.read_payload(text)
            place = place_of_value("data", key)
            text, found = from_data(value, findings, place)
        if found:
            findings.append(found.at(place))
            if not text.lstrip().startswith("{") or found.code in SAYS_ALL:
                return None
        legacy = document.type == DOCKERCFG or (key.endswith("dockercfg") and '"auths"' not in text)
        payload = self.read_payload(text, legacy)
        if legacy and KEY_OF_TYPE.get(document.type) == key and "auths" not in payload.root:
            findings.append(legacy_finding().at(place))
        return payload

    def _credential_findings(self, entry: Entry) -> list[Finding]:
        credential = entry.credential
        if entry.auth and credential.token.endswith("\n"):  # auth-trailing-newline has said it
            credential = credential._replace(token=credential.token.rstrip("\r\n"))
        found = credential_findings(credential, self._now)
        if not credential.token and stands_in_for_the_token(entry):  # a rule of entries says why
            found = [finding for finding in found if finding.code != "token-empty"]
        return [_located(finding, entry.registry) for finding in found]


@lru_cache(maxsize=1024)
def _located(finding: Finding, registry: str) -> Finding:
    """Return a finding about a credential at its place in the payload; few differ in a list."""
    return finding.of(registry)


def _refused(about_values: list[Finding]) -> str:
    """Return why no cluster has the Secret, "" where one may: values that are no base64."""
    if any(finding.severity == "error" for finding in about_values):
        return "the API server refuses it, because of a value that is not what it should be"
    return ""


def _metadata_findings(document: SecretDocument) -> list[Finding]:
    is_named_later = "generateName" in document.surplus.own
    found: list[Finding] = []
    if document.name or not (is_named_later or document.is_misfit("metadata.name")):
        found.extend(name_findings(document.name))
    if document.namespace or not document.is_misfit("metadata.namespace"):
        found.extend(namespace_findings(document.namespace))
    if document.labels:
        found.extend(label_findings(document.labels))
    if document.annotations:
        found.extend(annotation_findings(document.annotations))
    return [finding.at(f"metadata.{finding.where.field}") for finding in found] if found else found


def _kept_annotations(annotations: dict[str, str]) -> dict[str, str]:
    if LAST_APPLIED not in annotations:
        return annotations
    return {key: value for key, value in annotations.items() if key != LAST_APPLIED}
