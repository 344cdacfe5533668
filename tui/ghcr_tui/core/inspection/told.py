"""The events of an inspection with something more to tell about the text as a whole."""

from collections.abc import Callable

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, Inspection


def with_finding(events: Events, finding: Finding, kind: str = "", what: str = "") -> Events:
    """Yield `events`, with `finding` about the whole.

    `kind` and `what`, a sentence, say how the whole was written, where anything was found in it.
    """
    found = False
    for event in events:
        if isinstance(event, Inspection):
            findings = (finding, *event.findings)
            event = event._replace(findings=findings)
            if found and kind:
                summary = f"{what} {event.summary}" if what else event.summary
                event = event._replace(kind=kind, summary=summary)
        else:
            found = True
        yield event


def refused_as_a_whole(events: Events, finding: Finding, because: str) -> Events:
    """Yield `events` of a manifest that never gets into a cluster, `because` saying why."""
    for event in with_finding(events, finding):
        if isinstance(event, FoundSecret):
            secret = event.secret
            secret = secret._replace(ignored_because=secret.ignored_because or because)
            event = event._replace(secret=secret)
        yield event


def ending_with(events: Events, change: Callable[[Inspection], Inspection]) -> Events:
    """Yield `events`, the last one changed."""
    for event in events:
        yield change(event) if isinstance(event, Inspection) else event
