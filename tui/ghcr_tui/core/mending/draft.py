"""The composer's draft, mended: one finding, or all that need no person."""

from collections.abc import Iterable
from typing import NamedTuple

from ghcr_tui.core.credential.redaction import shown_registry
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.draft_findings import judge_draft
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.mending.change import Change, change_for
from ghcr_tui.core.mending.credential import mended_credential
from ghcr_tui.core.mending.metadata import (
    mended_annotations,
    mended_labels,
    mended_name,
    mended_namespace,
)

_MOST_STEPS = 200


class MendedDraft(NamedTuple):
    """A draft after mending, and what was changed in it."""

    draft: Draft
    changes: tuple[Change, ...]


def mend_draft(draft: Draft, now: float | None = None, only: Finding | None = None) -> MendedDraft:
    """Return `draft` with all mended that needs no person; with `only`, that finding alone.

    A mend is kept only where its finding is gone by it and there are no more errors than before.
    """
    changes: list[Change] = []
    findings = judge_draft(draft, now)
    for _ in range(1 if only else _MOST_STEPS):
        step = _step(draft, findings, (only,) if only else findings, now)
        if step is None:
            break
        draft, findings = step.draft, step.findings
        changes.append(step.change)
    return MendedDraft(draft, tuple(changes))


def can_be_mended(draft: Draft, findings: tuple[Finding, ...], now: float | None = None) -> bool:
    """Return whether `mend_draft` would change anything; `findings` are all about the draft."""
    return _step(draft, findings, findings, now) is not None


class _Step(NamedTuple):
    draft: Draft
    findings: tuple[Finding, ...]
    change: Change


def _step(
    draft: Draft, findings: tuple[Finding, ...], candidates: Iterable[Finding], now: float | None
) -> _Step | None:
    """Return the draft with the first of `candidates` mended that can be."""
    for finding in candidates:
        found = _mended(draft, finding)
        if found is None:
            continue
        after = judge_draft(found[0], now)
        if _is_better(findings, after, finding):
            return _Step(found[0], after, change_for(finding, found[1]))
    return None


def _is_better(before: tuple[Finding, ...], after: tuple[Finding, ...], finding: Finding) -> bool:
    def count(findings: tuple[Finding, ...]) -> int:
        return sum((each.code, each.where) == (finding.code, finding.where) for each in findings)

    errors = sum(each.severity == "error" for each in before)
    is_gone = count(after) < count(before)
    return is_gone and sum(each.severity == "error" for each in after) <= errors


def _mended(draft: Draft, finding: Finding) -> tuple[Draft, str] | None:
    position = finding.where.entry
    if isinstance(position, int) and position < len(draft.credentials):
        return _of_credential(draft, finding, position)
    if finding.where.field in ("name", "namespace"):
        return _of_name(draft, finding.where.field)
    if finding.where.field in ("labels", "annotations"):
        return _of_pairs(draft, finding)
    return None


def _of_credential(draft: Draft, finding: Finding, position: int) -> tuple[Draft, str] | None:
    credentials = draft.credentials
    credential = credentials[position]
    if finding.code in ("registry-twice", "registry-same"):
        others = (*credentials[:position], *credentials[position + 1 :])
        is_same = any(each[1:3] == credential[1:3] for each in others)
        if finding.code != "registry-twice" or not is_same:
            return None  # which of two tokens is meant, only a person knows
        shown = shown_registry(credential.registry)
        return draft._replace(credentials=others), f"the second `{shown}` was removed"
    mended = mended_credential(finding.code, credential)
    if mended is None:
        return None
    changed = (*credentials[:position], mended.credential, *credentials[position + 1 :])
    return draft._replace(credentials=changed), mended.sentence


def _of_name(draft: Draft, field: str) -> tuple[Draft, str] | None:
    if field == "name":
        name = mended_name(draft.name)
        return (draft._replace(name=name), f"the name was written as `{name}`") if name else None
    namespace = mended_namespace(draft.namespace)
    said = f"the namespace was written as `{namespace}`"
    return (draft._replace(namespace=namespace), said) if namespace else None


def _of_pairs(draft: Draft, finding: Finding) -> tuple[Draft, str] | None:
    is_label = finding.where.field == "labels"
    pairs = draft.labels if is_label else draft.annotations
    field = finding.where.field
    if finding.code == "pair-twice":
        unique = tuple(dict.fromkeys(pairs))
        said = f"of {field} that were there twice, and the same, one was removed"
        return (_with_pairs(draft, field, unique), said) if unique != pairs else None
    texts = {key: value or "" for key, value in pairs}
    mended = (mended_labels if is_label else mended_annotations)(texts)
    if mended is None or len(texts) != len(pairs):
        return None
    said = f"white space and quotes around the {field} were removed"
    return _with_pairs(draft, field, tuple(mended.items())), said


def _with_pairs(draft: Draft, field: str, pairs: tuple[Pair, ...]) -> Draft:
    if field == "labels":
        return draft._replace(labels=pairs)
    return draft._replace(annotations=pairs)
