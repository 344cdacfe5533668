"""The Secrets of one text, and bare payloads, read and judged: equal payloads once."""

from collections.abc import Iterable
from typing import NamedTuple

from ghcr_tui.core.findings.entry import entry_findings, says_all
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.findings.metadata import are_sound
from ghcr_tui.core.findings.payload import payload_findings
from ghcr_tui.core.findings.secret_shape import ignored_because
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.copies import Kept, Met
from ghcr_tui.core.inspection.dropped import leftover_of, members_of
from ghcr_tui.core.inspection.inspection import InspectedSecret, Leftover
from ghcr_tui.core.inspection.judge_secret import (
    JudgedValues,
    judge,
    judge_credential,
    judge_entries,
    judge_values,
)
from ghcr_tui.core.inspection.read_secret import (
    ReadSecret,
    read_values,
    read_whole_payload,
)
from ghcr_tui.core.inspection.secret_values import is_alone, payload_key
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.secret.nested_payload import with_nested_entries
from ghcr_tui.core.secret.payload_reader import Payload
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED, SecretDocument, read_manifest

_OF_CONSUMERS = ("auth-only", "password-only")
"""Findings about who else reads a Secret, which a value without a Secret has no need of."""
_HAS_MORE = frozenset(("stringData", "immutable", "labels", "annotations"))
"""Fields whose values count beside those of a plain Secret."""
_HIDDEN = "its payload is one level too deep, where the kubelet does not look"
_REFUSED = "the API server refuses it, because of a value that is not what it should be"


_NO_PAYLOAD = Payload("", {})


class _Judged(NamedTuple):
    read: ReadSecret
    about_values: JudgedValues


class _Likeness(NamedTuple):
    name: str
    namespace: str
    rest: tuple[object, ...]


class SecretInspector:
    """Inspects the Secrets of one text; `now`, in epoch seconds, lets expiry be judged."""

    def __init__(self, now: float | None = None) -> None:
        self._now = now
        self._reader = JsonReader()
        self._met = Met()
        self._kept: Kept[tuple[str, str, str], _Judged] = Kept()
        self._alike: Kept[tuple[object, ...], InspectedSecret] = Kept()

    def secret(self, document: dict[str, Json]) -> InspectedSecret:
        """Return what `document`, an object of kind Secret, holds and what is wrong with it.

        A cluster copies one pull secret into hundreds of namespaces: what was met twice is kept,
        and not read and judged again.
        """
        if not self._has_met_value_of(document):
            return self._inspected(document)
        likeness = _likeness(document)
        if likeness is None:
            return self._inspected(document, is_copy=True)
        if known := self._alike.get(likeness.rest):
            return known.named(likeness.name, likeness.namespace)
        return self._alike.keep(likeness.rest, self._inspected(document, is_copy=True))

    def _has_met_value_of(self, document: dict[str, Json]) -> bool:
        """Return whether the only value of `document` was in another one before."""
        data = document.get("data")
        if not isinstance(data, dict) or len(data) != 1:
            return False
        (value,) = data.values()
        return isinstance(value, str) and self._met.has(value)

    def _inspected(self, document: dict[str, Json], is_copy: bool = False) -> InspectedSecret:
        manifest = read_manifest(document)
        key = payload_key(manifest)
        read, about_values = self._with_values(manifest, key, is_copy)
        because = ignored_because(manifest, key)
        if not because and about_values.is_refused:
            because = _REFUSED
        return _inspected(read, judge(read, about_values), because)

    def _with_values(self, manifest: SecretDocument, key: str, is_copy: bool) -> _Judged:
        """Return the values of a Secret with what is wrong with them, as kept where it `is_copy`.

        That goes for a copy with labels of its own, too: its values rest on nothing but these.
        """
        if not (is_copy and is_alone(manifest, key)):
            return self._judged(manifest, key)
        rests_on = (manifest.type, key, manifest.data[key])
        known = self._kept.get(rests_on) or self._kept.keep(rests_on, self._judged(manifest, key))
        return known._replace(read=ReadSecret(manifest, key, known.read.values))

    def _judged(self, manifest: SecretDocument, key: str) -> _Judged:
        read = ReadSecret(manifest, key, read_values(manifest, key, self._reader))
        return _Judged(read, judge_values(read, self._now))

    def payload(self, payload: Payload, extra: Iterable[Finding] = ()) -> InspectedSecret:
        """Return what a bare `payload` holds; `extra` findings are about how it was written."""
        payload = with_nested_entries(payload)
        findings = (*extra, *payload_findings(payload), *judge_entries(payload, self._now))
        leftover = Leftover(members=members_of(payload))
        return InspectedSecret(
            payload=payload.text,
            entries=payload.entries,
            findings=findings,
            ignored_because=_hidden(payload),
            unreadable=payload.unreadable,
            unreadable_entry=payload.unreadable_entry,
            leftover=leftover,
        )

    def lone_entry(self, entry: Entry, extra: Iterable[Finding] = ()) -> InspectedSecret:
        """Return what a single entry or `auth` value holds, whose registry nobody has named."""
        found = [*extra, *(f for f in entry_findings(entry) if f.code not in _OF_CONSUMERS)]
        if entry.usable and not says_all(found):
            about = judge_credential(entry, self._now)
            found += [finding for finding in about if finding.where.field != "registry"]
        return InspectedSecret(
            entries=(entry,),
            findings=tuple(finding.of(None) for finding in found),
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
        return read_whole_payload(text, legacy, self._reader)


def _likeness(document: dict[str, Json]) -> _Likeness | None:
    """Return what the inspection of a Secret rests on, name and namespace apart.

    None where that is more than a payload and the names of fields, or where there is something to
    say about name and namespace.
    """
    metadata, data = document.get("metadata"), document.get("data")
    if not isinstance(metadata, dict) or not isinstance(data, dict) or len(data) != 1:
        return None
    if not _HAS_MORE.isdisjoint(document) or not _HAS_MORE.isdisjoint(metadata):
        return None
    name, namespace = metadata.get("name"), metadata.get("namespace")
    if not (isinstance(name, str) and isinstance(namespace, str) and are_sound(name, namespace)):
        return None
    (value,) = data.values()
    version, kind = document.get("apiVersion"), document.get("type")
    if not (isinstance(version, str) and isinstance(kind, str) and isinstance(value, str)):
        return None
    rest = (version, kind, value, *data, tuple(document), tuple(metadata))
    return _Likeness(name, namespace, rest)


def _inspected(
    read: ReadSecret, findings: tuple[Finding, ...], ignored_because: str
) -> InspectedSecret:
    document, key, values = read
    payload = values.payload
    leftover = leftover_of(document, key if payload else "", payload)
    payload = payload or _NO_PAYLOAD
    return InspectedSecret(
        document.name,
        document.namespace,
        document.type,
        document.labels,
        _kept_annotations(document.annotations),
        document.immutable,
        key in document.string_data,
        payload.text,
        payload.entries,
        values.other.values,
        findings,
        ignored_because or _hidden(payload),
        payload.unreadable,
        payload.unreadable_entry,
        leftover,
    )


def _hidden(payload: Payload) -> str:
    return _HIDDEN if payload.detour and not payload.broken else ""


def _kept_annotations(annotations: dict[str, str]) -> dict[str, str]:
    if LAST_APPLIED not in annotations:
        return annotations
    return {key: value for key, value in annotations.items() if key != LAST_APPLIED}
