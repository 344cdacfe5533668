"""A draft as the verdict takes it: the Secret that it will be, and what is wrong with it."""

from collections.abc import Iterable

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret
from ghcr_tui.core.verdict.verdict import JudgedSecret


def judged_secret_of(draft: Draft, findings: Iterable[Finding], name: str) -> JudgedSecret:
    """Return the Secret of `draft`, called `name`, with its `findings`.

    A payload has each registry once, so of two for the same one the later stays, findings too.
    """
    last = {each.registry: position for position, each in enumerate(draft.credentials)}
    kept = {position: registry for registry, position in last.items()}
    entries = tuple(KeyringEntry(*draft.credentials[position][:3]) for position in kept)
    return JudgedSecret(PullSecret(name, entries), tuple(_of_entries(findings, kept)))


def _of_entries(findings: Iterable[Finding], kept: dict[int, str]) -> Iterable[Finding]:
    for finding in findings:
        entry = finding.where.entry
        if not isinstance(entry, int):
            yield finding
        elif entry in kept:
            yield finding.of(kept[entry])
