"""The findings of a draft: each rule's answer, at the field it is about."""

from collections.abc import Iterator

from ghcr_tui.core.credential.tokens_in_text import without_tokens
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.misplaced import misplaced_tokens
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.findings.credential import credential_findings
from ghcr_tui.core.findings.finding import SEVERITIES, Finding, Where
from ghcr_tui.core.findings.metadata import (
    annotation_findings,
    label_findings,
    name_findings,
    namespace_findings,
    size_findings,
)
from ghcr_tui.core.registry.key import normalised_key
from ghcr_tui.core.secret.object_rules import SECRET_LIMIT
from ghcr_tui.core.secret.payload import payload_text
from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import excerpt

_SAID = "-is-token"
"""How the codes end of findings that say that a token is in the wrong field."""


def judge_draft(draft: Draft, now: float | None = None) -> tuple[Finding, ...]:
    """Return the findings of `draft`, the gravest first, each with its place in `where`.

    The fields are `name`, `namespace`, `labels`, `annotations`, and of the credential at the
    position `entry` registry, username, token and email. `now`, in seconds since the epoch, lets
    expiry be judged.
    """
    found = [*_credential_findings(draft, now), *_metadata_findings(draft)]
    found.extend(_misplaced(draft, {each.where for each in found if each.code.endswith(_SAID)}))
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))


def _credential_findings(draft: Draft, now: float | None) -> Iterator[Finding]:
    for position, credential in enumerate(draft.credentials):
        for finding in credential_findings(credential, now):
            yield finding.of(position)
    yield from _same_registry_twice(draft)
    yield from _too_large(draft)


def _same_registry_twice(draft: Draft) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for position, credential in enumerate(draft.credentials):
        registry = credential.registry
        key = normalised_key(registry) or registry
        if key not in first:
            first[key] = registry
            continue
        where = Where("registry", position)
        if first[key] == registry:
            message = (
                f"{excerpt(registry, 80)} is there twice. A payload has each registry once, so the "
                "earlier credential would be lost."
            )
            yield Finding("registry-twice", "error", message, "Remove one of the two.", where)
        else:
            message = (
                f"{excerpt(registry, 80)} and {excerpt(first[key], 80)} are the same registry to "
                "the kubelet: it tries both credentials, one after the other."
            )
            fix = "Keep the one that is meant."
            yield Finding("registry-same", "warning", message, fix, where)


def _too_large(draft: Draft) -> Iterator[Finding]:
    # Base64 and both copies of the token at the most: below this the payload need not be built.
    texts = sum(len(part) for credential in draft.credentials for part in credential)
    if texts * 16 > SECRET_LIMIT:
        yield from size_findings(len(utf8(payload_text(draft.credentials, draft.style))))


def _metadata_findings(draft: Draft) -> Iterator[Finding]:
    yield from name_findings(draft.name)
    yield from namespace_findings(draft.namespace)
    yield from _pair_findings(draft.labels, "labels")
    yield from _pair_findings(draft.annotations, "annotations")
    yield from label_findings({key: value or "" for key, value in draft.labels})
    yield from annotation_findings({key: value or "" for key, value in draft.annotations})


def _misplaced(draft: Draft, said: set[Where]) -> Iterator[Finding]:
    """Yield the fields that hold a token, but those in `said`, of which a rule has spoken."""
    for where in misplaced_tokens(draft):
        if where not in said:
            message = (
                f"A token stands in the {where.field}, which tools print in clear and copy to "
                "wherever they list Secrets."
            )
            yield Finding("token-misplaced", "error", message, "Move it to the token.", where)


def _pair_findings(pairs: tuple[Pair, ...], field: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for key, value in pairs:
        shown = excerpt(without_tokens(key))
        if value is None:
            message = f"{shown} has no value: {field} are written `key=value`."
            fix = 'Write `key=value`; a value with a comma goes into quotes: `key="a, b"`.'
            yield Finding("pair-without-value", "error", message, fix, Where(field))
        if key in seen:
            message = f"The key {shown} is there twice, and only the last value would count."
            yield Finding("pair-twice", "error", message, "Remove one of the two.", Where(field))
        seen.add(key)
