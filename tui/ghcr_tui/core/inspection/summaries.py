"""What was found, in one plain sentence: of a text, of a payload, of a Secret."""

from collections.abc import Iterator, Sequence

from ghcr_tui.core.credential.redaction import shown_key, shown_registry
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection


def summary_of_documents(
    wholes: list[Inspection], count: int, others: int, sealed: Sequence[Inspection]
) -> Inspection:
    """Return what the documents of a text are summary_of_documents, with `count` Secrets in them.

    `others` and `sealed` are what else the list among them holds.
    """
    if not wholes:
        return Inspection("empty", "There is nothing in it but comments.")
    if len(wholes) == 1 and wholes[0].kind != "List":
        return wholes[0]
    findings = tuple(finding for each in (*wholes, *sealed) for finding in _among_others(each))
    what = "A list" if len(wholes) == 1 else f"{len(wholes):,} documents"
    parts = [f"{count:,} {'Secret' if count == 1 else 'Secrets'}"] if count else ["no Secret"]
    if others:
        parts.append(f"{others:,} {'object of another kind' if others == 1 else 'other objects'}")
    kind = "List" if len(wholes) == 1 else "documents"
    return Inspection(kind, f"{what} with {' and '.join(parts)}.", (), findings)


def _among_others(whole: Inspection) -> Iterator[Finding]:
    """Yield the findings about one of several objects, its name being in front of their places."""
    for finding in whole.findings:
        is_said = not whole.title or finding.severity == "info"
        yield finding if is_said else finding.at(f"{whole.title}: {finding.where.field}")


def payload_summary(what: str, secret: InspectedSecret) -> str:
    """Return the sentence for a bare payload, `what` saying how it was written."""
    if secret.unreadable and not secret.entries:
        return f"{what}, but {secret.unreadable}."
    if not secret.entries:
        return f"{what}, without any registry."
    return f"{what} for {registries(secret)}."


def secret_summary(secret: InspectedSecret) -> str:
    """Return the sentence for one Secret."""
    kind = f"A Secret of type {shown_key(secret.type)[1:-1] or 'Opaque'}"
    if secret.entries:
        return f"{kind} for {registries(secret)}."
    if secret.unreadable:
        return f"{kind} whose payload cannot be read."
    if secret.payload:
        return f"{kind} whose payload holds no credential."
    count = len(secret.other)
    return f"{kind} with {count} {'value' if count == 1 else 'values'} and no pull credential."


def registries(secret: InspectedSecret) -> str:
    """Return the names of the registries in a sentence, three at the most."""
    names = [shown_registry(entry.registry, 60) or '""' for entry in secret.entries[:3]]
    if len(secret.entries) > 3:
        return f"{', '.join(names)} and {len(secret.entries) - 3:,} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
