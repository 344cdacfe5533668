"""The Secrets of one text, and bare payloads, read and judged: equal payloads once."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from ghcr_tui.core.findings.entry import entry_findings, says_all
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.findings.metadata import are_sound
from ghcr_tui.core.findings.payload import payload_findings
from ghcr_tui.core.findings.secret_shape import ignored_because
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.dropped import leftover_of, members_of
from ghcr_tui.core.inspection.inspection import InspectedSecret, Leftover
from ghcr_tui.core.inspection.judge_secret import (
    JudgedValues,
    judge,
    judge_credential,
    judge_entries,
    judge_entry,
    judge_values,
)
from ghcr_tui.core.inspection.plain_payload import PlainPayload, read_plain_payload
from ghcr_tui.core.inspection.read_secret import (
    ReadSecret,
    ReadValues,
    read_secret,
    read_values,
    read_whole_payload,
)
from ghcr_tui.core.inspection.secret_values import is_alone
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.secret.nested_payload import with_nested_entries
from ghcr_tui.core.secret.payload_reader import Payload
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED, SecretDocument

_REMEMBERED = 256
"""Payloads that are remembered while a text is read: more would hold a long list twice."""
_OF_CONSUMERS = ("auth-only", "password-only")
"""Findings about who else reads a Secret, which a value without a Secret has no need of."""
_HAS_MORE = frozenset(("stringData", "immutable", "labels", "annotations"))
"""Fields whose values count beside those of a plain Secret."""
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_HIDDEN = "its payload is one level too deep, where the kubelet does not look"
_REFUSED = "the API server refuses it, because of a value that is not what it should be"


class _Met(NamedTuple):
    values: ReadValues
    judged: JudgedValues


class _Likeness(NamedTuple):
    """What the inspection of a Secret rests on: its one value, and what that is framed in."""

    name: str
    namespace: str
    value: str
    frame: tuple[object, ...]

    @property
    def but_names(self) -> tuple[object, ...]:
        """All of it in which copies of one Secret are equal."""
        return self.value, self.frame


class _Framed(NamedTuple):
    """A Secret with a plain payload, and the findings about all of it but that payload's entry."""

    secret: InspectedSecret
    findings: tuple[Finding, ...]

    def filled(
        self, likeness: _Likeness, plain: PlainPayload, about_entry: list[Finding]
    ) -> InspectedSecret:
        """Return the Secret with another plain payload, and what there is to say of its entry."""
        like = self.secret
        return InspectedSecret(
            likeness.name,
            likeness.namespace,
            like.type,
            like.labels,
            like.annotations,
            like.immutable,
            like.string_data,
            plain.text,
            (plain.entry,),
            like.other,
            (*self.findings, *about_entry),
            like.ignored_because,
            like.unreadable,
            like.unreadable_entry,
            like.leftover,
        )


class SecretInspector:
    """Inspects the Secrets of one text; `now`, in epoch seconds, lets expiry be judged."""

    def __init__(self, now: float | None = None) -> None:
        self._now = now
        self._reader = JsonReader()
        self._met: dict[tuple[str, ...], _Met] = {}
        self._alike: dict[tuple[object, ...], InspectedSecret] = {}
        self._framed: dict[tuple[object, ...], _Framed | None] = {}

    def secret(self, document: dict[str, Json]) -> InspectedSecret:
        """Return what `document`, an object of kind Secret, holds and what is wrong with it.

        A cluster copies one pull secret into hundreds of namespaces: of such, only the first is
        read and judged.
        """
        likeness = _likeness(document)
        if likeness is None:
            return self._inspected(document)
        but_names = likeness.but_names
        if known := self._alike.get(but_names):
            return known.named(likeness.name, likeness.namespace)
        return _remember(self._alike, but_names, self._unlike(document, likeness))

    def _unlike(self, document: dict[str, Json], likeness: _Likeness) -> InspectedSecret:
        """Return what a Secret holds that differs from those before it in its payload, or in more.

        With a plain payload in the same frame, only its entry is judged.
        """
        plain = read_plain_payload(likeness.value)
        if plain is None:
            return self._inspected(document)
        if likeness.frame not in self._framed:
            inspected = self._inspected(document)
            about_entry = tuple(judge_entry(plain.entry, self._now))
            _remember(self._framed, likeness.frame, _framed(inspected, plain.entry, about_entry))
            return inspected
        framed = self._framed[likeness.frame]
        if framed is None:
            return self._inspected(document)
        return framed.filled(likeness, plain, judge_entry(plain.entry, self._now))

    def _inspected(self, document: dict[str, Json]) -> InspectedSecret:
        read = read_secret(document, self._read_values)
        about_values = self._judge_values(read)
        because = ignored_because(read.document, read.key)
        if not because and about_values.is_refused:
            because = _REFUSED
        return _inspected(read, judge(read, about_values), because)

    def payload(self, payload: Payload, extra: Iterable[Finding] = ()) -> InspectedSecret:
        """Return what a bare `payload` holds; `extra` findings are about how it was written."""
        payload = with_nested_entries(payload)
        findings = (*extra, *payload_findings(payload), *judge_entries(payload, self._now))
        leftover = Leftover(members=members_of(payload))
        return _with_payload(InspectedSecret(findings=findings, leftover=leftover), payload)

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

    def _read_values(self, document: SecretDocument, key: str) -> ReadValues:
        """Return the values of a Secret; a payload that was met before is not read again.

        A cluster copies one pull secret into hundreds of namespaces.
        """
        met = self._met.get(_copied(document, key))
        return met.values if met else read_values(document, key, self._reader)

    def _judge_values(self, read: ReadSecret) -> JudgedValues:
        """Return what is wrong with values, as it was when they were met before."""
        copied = _copied(read.document, read.key)
        if met := self._met.get(copied):
            return met.judged
        met = _Met(read.values, judge_values(read, self._now))
        return (_remember(self._met, copied, met) if copied else met).judged


def _remember(known: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    """Put `value` among those that are `known`, of which the oldest goes where they are many."""
    if len(known) >= _REMEMBERED:
        known.pop(next(iter(known)))
    known[key] = value
    return value


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
    if not (isinstance(value, str) and isinstance(version, str) and isinstance(kind, str)):
        return None
    frame = (version, kind, *data, tuple(document), tuple(metadata))
    return _Likeness(name, namespace, value, frame)


def _framed(
    secret: InspectedSecret, entry: Entry, about_entry: tuple[Finding, ...]
) -> _Framed | None:
    """Return `secret` as a frame for other entries; None where more of it rests on this one."""
    others = secret.findings[: len(secret.findings) - len(about_entry)]
    if secret.entries != (entry,) or secret.findings != others + about_entry:
        return None
    return _Framed(secret, others)


def _copied(document: SecretDocument, key: str) -> tuple[str, ...]:
    """Return all that the values of a Secret rest on, () where that is more than a payload."""
    return (document.type, key, document.data[key]) if is_alone(document, key) else ()


def _inspected(
    read: ReadSecret, findings: tuple[Finding, ...], ignored_because: str
) -> InspectedSecret:
    document, payload = read.document, read.values.payload
    whole = InspectedSecret(
        name=document.name,
        namespace=document.namespace,
        type=document.type,
        labels=document.labels,
        annotations=_kept_annotations(document.annotations),
        immutable=document.immutable,
        string_data=read.key in document.string_data,
        other=read.values.other.values,
        findings=findings,
        ignored_because=ignored_because,
        leftover=leftover_of(document, read.key if payload else "", payload),
    )
    return _with_payload(whole, payload) if payload else whole


def _with_payload(whole: InspectedSecret, payload: Payload) -> InspectedSecret:
    """Return `whole` with what is in its payload, or is its payload alone."""
    hidden = _HIDDEN if payload.detour and not payload.broken else ""
    return whole._replace(
        payload=payload.text,
        entries=payload.entries,
        ignored_because=whole.ignored_because or hidden,
        unreadable=payload.unreadable,
        unreadable_entry=payload.unreadable_entry,
    )


def _kept_annotations(annotations: dict[str, str]) -> dict[str, str]:
    if LAST_APPLIED not in annotations:
        return annotations
    return {key: value for key, value in annotations.items() if key != LAST_APPLIED}
