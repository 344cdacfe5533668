"""One Secret, mended: every finding that needs no person, as long as each step makes it better.

A step is kept only where it took away what it was for and brought nothing new. What a fault had
hidden may come to light: of a token behind `Bearer `, of a payload that could not be read.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.base64_strict import decode_standard
from ghcr_tui.core.golang.json_spans import NoSpans
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, JsonError, dumps
from ghcr_tui.core.golang.splice import spliced_json
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.secret_values import payload_key
from ghcr_tui.core.mending.change import Change, change_for
from ghcr_tui.core.mending.entries import ENTRY_CODES, mended_entries
from ghcr_tui.core.mending.payload import PAYLOAD_CODES, mended_payload
from ghcr_tui.core.mending.shape import SHAPE_CODES, mended_shape
from ghcr_tui.core.mending.values import encoded_bytes
from ghcr_tui.core.secret.secret import DOCKERCFG
from ghcr_tui.core.secret.secret_reader import read_manifest
from ghcr_tui.core.text.decoding import utf8

Document = dict[str, Json]
_MOST_JUDGED = 400
"""Times one Secret is judged anew; a payload of thousands of broken entries is left at that."""
_BY_PARTS = ("unknown-field", "not-text")
"""Codes of findings about several things at once, of which some may be mended."""


_Key = tuple[str, str, object, str]


class MendedSecret(NamedTuple):
    """A Secret's object after mending, what was changed, and how it is judged now."""

    document: Document
    changes: tuple[Change, ...]
    secret: InspectedSecret


class _Step(NamedTuple):
    document: Document
    made: tuple[tuple[Finding, Change], ...]


_Stage = tuple[frozenset[str], Callable[[Document, Sequence[Finding]], _Step]]


class SecretMender:
    """Mends the Secrets of one text; `inspector` judges them, the codes in `left` are let be."""

    def __init__(self, inspector: SecretInspector, left: frozenset[str] = frozenset()) -> None:
        self._inspector = inspector
        self._left = left

    def mended(self, document: Document, only: Finding | None = None) -> MendedSecret:
        """Return `document` with all mended that needs no person; with `only`, that finding alone.

        Where nothing can be mended the document comes back as it is.
        """
        secret = self._inspector.secret(document)
        changes: list[Change] = []
        budget = _MOST_JUDGED
        while budget > 0 and not (only and changes):
            wanted = [only] if only else secret.findings
            step, spent, secret = self._next(document, secret, wanted, budget)
            budget -= spent
            if step is None:
                break
            document = step.document
            changes.extend(change for _, change in step.made)
        return MendedSecret(document, tuple(changes), secret)

    def _next(
        self, document: Document, secret: InspectedSecret, wanted: Sequence[Finding], budget: int
    ) -> tuple[_Step | None, int, InspectedSecret]:
        """Return the next step that makes the Secret better, or None; and how often it judged."""
        spent = 0
        for codes, take in _STAGES:
            todo = [finding for finding in wanted if finding.code in codes - self._left]
            for tried in _all_then_each(todo):
                if spent >= budget:
                    return None, spent, secret
                step = take(document, tried)
                if not step.made:
                    continue
                spent += 1
                after = self._inspector.secret(step.document)
                if is_better(secret, after, [finding for finding, _ in step.made]):
                    return step, spent, after
        return None, spent, secret


def is_better(before: InspectedSecret, after: InspectedSecret, mended: Sequence[Finding]) -> bool:
    """Return whether the `mended` findings are gone, and nothing else has come in their place.

    An error that was not there before is let be where a mended finding had hidden it: in the same
    entry, or anywhere in a payload that nothing was read of.
    """
    there, now = _counted(before), _counted(after)
    if not all(_is_gone(finding, there, now, after) for finding in mended):
        return False
    was_hidden = not any(entry.usable for entry in before.entries)
    known = {each for each in there if each[1] == "error"}
    entries = {finding.where.entry for finding in mended if finding.where.entry is not None}
    names = {entry.registry for entry in before.entries}
    new_names = {entry.registry for entry in after.entries} - names
    for finding in after.findings:
        is_new = finding.severity == "error" and _key(finding) not in known
        place = finding.where.entry
        is_beside = place is not None and (place in entries or place in new_names)
        was_unread = was_hidden and (place is not None or not before.entries)
        if is_new and not (is_beside or was_unread):
            return False
    errors = sum(finding.severity == "error" for finding in before.findings)
    errors_now = sum(finding.severity == "error" for finding in after.findings)
    return errors_now <= errors or (was_hidden and len(after.entries) > 0)


def _is_gone(
    finding: Finding, before: Counter[_Key], after: Counter[_Key], secret: InspectedSecret
) -> bool:
    key = _key(finding)
    if finding.code in _BY_PARTS:
        return finding not in secret.findings
    return after[key] < max(before[key], 1)


def _key(finding: Finding) -> _Key:
    return finding.code, finding.severity, finding.where.entry, finding.where.field


def _counted(secret: InspectedSecret) -> Counter[_Key]:
    return Counter(map(_key, secret.findings))


def _all_then_each(findings: Sequence[Finding]) -> list[Sequence[Finding]]:
    if len(findings) < 2:
        return [findings] if findings else []
    return [findings, *([finding] for finding in findings)]


def _take_shape(document: Document, findings: Sequence[Finding]) -> _Step:
    made = []
    for finding in findings:
        if mended := mended_shape(document, finding):
            document, sentence = mended
            made.append((finding, change_for(finding, sentence)))
    return _Step(document, tuple(made))


def _take_payload(document: Document, findings: Sequence[Finding]) -> _Step:
    made = []
    held = held_payload(document)
    for finding in findings:
        if held and (mended := mended_payload(finding.code, held.text)):
            held = held._replace(text=mended[0])
            made.append((finding, change_for(finding, mended[1])))
    return _Step(with_payload(document, held) if held and made else document, tuple(made))


def _take_entries(document: Document, findings: Sequence[Finding]) -> _Step:
    held = held_payload(document)
    if held is None:
        return _Step(document, ())
    reader = JsonReader()
    try:
        value = reader.read(held.text)
    except JsonError:
        return _Step(document, ())
    payload = value
    made = []
    is_legacy = held.legacy
    for finding in findings:
        if isinstance(payload, dict) and (
            mended := mended_entries(payload, finding, legacy=is_legacy)
        ):
            payload, sentence = mended
            made.append((finding, change_for(finding, sentence)))
    if not made:
        return _Step(document, ())
    text = written_payload(held.text, value, payload)
    return _Step(with_payload(document, held._replace(text=text)), tuple(made))


def written_payload(text: str, old: Json, new: Json) -> str:
    """Return the `text` of a payload with `new` in place of `old`: what is the same stays as it is.

    Where the places cannot be told apart it is written anew.
    """
    try:
        spliced = spliced_json(text, old, new)
        if JsonReader().read(spliced) == new:
            return spliced
    except (NoSpans, JsonError):
        pass
    return dumps(new)


class HeldPayload(NamedTuple):
    """The text of a payload, the field and key that hold it, and whether it is the legacy form."""

    field: str
    key: str
    text: str
    legacy: bool

    def __repr__(self) -> str:
        """Leave the text out: it holds tokens."""
        return f"HeldPayload({self.field!r}, {self.key!r})"


def held_payload(document: Document) -> HeldPayload | None:
    """Return the payload of a Secret whose value is sound base64 or plain text, else None.

    Bytes that are not UTF-8 are lone surrogates in its text, so that they come back as they are.
    """
    read = read_manifest(document)
    key = payload_key(read)
    if not key:
        return None
    field, text = "stringData", read.string_data.get(key)
    if text is None:
        field = "data"
        try:
            text = decode_standard(read.data[key]).decode("utf-8", "surrogateescape")
        except ValueError:
            return None
    is_legacy = read.type == DOCKERCFG or (key.endswith("dockercfg") and '"auths"' not in text)
    return HeldPayload(field, key, text, is_legacy)


def with_payload(document: Document, held: HeldPayload) -> Document:
    """Return `document` with the text of `held` in the place that it came from."""
    value = held.text if held.field == "stringData" else encoded_bytes(utf8(held.text))
    values = document.get(held.field)
    changed: Document = {**values} if isinstance(values, dict) else {}
    changed[held.key] = value
    return {**document, held.field: changed}


_STAGES: tuple[_Stage, ...] = (
    (SHAPE_CODES, _take_shape),
    (PAYLOAD_CODES, _take_payload),
    (ENTRY_CODES, _take_entries),
)
