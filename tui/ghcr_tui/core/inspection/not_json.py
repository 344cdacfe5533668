"""Text that is read as YAML although it was meant to be JSON: the credentials and the fault."""

from collections.abc import Iterator

from ghcr_tui.core.findings.finding import REFUSED, Finding
from ghcr_tui.core.findings.not_json import fault_of
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, InspectedSecret, Inspection
from ghcr_tui.core.inspection.summaries import registries

_AS_JSON = "Write it as JSON (`yq -o json`), or compose it again."
_BARE = ("payload", "docker config", "dockercfg")


def meant_as_json(events: Events, text: str) -> Events:
    """Yield the `events` of a text that is no JSON, with its fault told where JSON belongs.

    kubectl reads a manifest as YAML; a payload alone has to be JSON wherever it goes.
    """
    what, fix = fault_of(text)
    what = f"This is not JSON: {what}." if what else "This is YAML, and a payload has to be JSON."
    yield from _with_fault(events, what, fix or _AS_JSON)


def written_as_yaml(events: Events, text: str) -> Events:
    """Yield the `events` of YAML, with that told of a bare payload."""
    if text.lstrip()[:1] in ('"', "'", "#", "/"):
        yield from meant_as_json(events, text)
    else:
        yield from _with_fault(events, "This is YAML, and a payload has to be JSON.", _AS_JSON)


def _with_fault(events: Events, what: str, fix: str) -> Iterator[FoundSecret | Inspection]:
    bare: InspectedSecret | None = None
    for event in events:
        if isinstance(event, FoundSecret):
            if _is_bare(event.secret):
                bare = event.secret
                event = event._replace(secret=_refused(bare, what, fix))
            yield event
        elif bare is not None and event.kind in _BARE:
            named = f" It is for {registries(bare)}." if bare.entries else ""
            yield event._replace(summary=f"A payload, but {what[0].lower()}{what[1:]}{named}")
        elif bare is None and "not JSON" in what and event.kind not in ("unknown", "empty"):
            message = f"{what} kubectl 1.32 refuses such a manifest; a newer one reads it as YAML."
            finding = Finding("manifest-not-json", "warning", message, fix)
            yield event._replace(findings=(*event.findings, finding))
        else:
            yield event


def _is_bare(secret: InspectedSecret) -> bool:
    """Return whether it is a payload without a Secret around it."""
    return bool(secret.payload) and not (secret.name or secret.type)


def _refused(secret: InspectedSecret, what: str, fix: str) -> InspectedSecret:
    finding = Finding("payload-not-json", "error", f"{what} {REFUSED}", fix)
    return secret._replace(
        findings=(finding, *secret.findings),
        unreadable=secret.unreadable or "it is not JSON",
    )
