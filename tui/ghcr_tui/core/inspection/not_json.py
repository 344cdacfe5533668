"""Text that is read as YAML although it was meant to be JSON: the credentials and the fault."""

from ghcr_tui.core.findings.finding import Finding, refusal
from ghcr_tui.core.findings.not_json import fault_of
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, InspectedSecret, Inspection
from ghcr_tui.core.inspection.summaries import registries

_AS_JSON = "Write it as JSON (`yq -o json`), or compose it again."
_BARE = ("payload", "docker config", "dockercfg")
_CHANGED_BY_YAML = "auth-"
"""How the codes of findings begin that may come of reading a string as YAML folds it."""


def meant_as_json(events: Events, text: str) -> Events:
    """Yield the `events` of a text that is no JSON, with its fault told where JSON belongs.

    kubectl reads a manifest as YAML; a payload alone has to be JSON wherever it goes.
    """
    what, fix = fault_of(text)
    what = f"This is not JSON: {what}." if what else "This is YAML, and a payload has to be JSON."
    for event in _with_fault(events, what, fix or _AS_JSON):
        yield _manifest(event, what, fix) if isinstance(event, Inspection) else event


def is_understood(events: list[FoundSecret | Inspection]) -> bool:
    """Return whether YAML makes anything of a text that was meant to be JSON."""
    end = events[-1]
    return isinstance(end, Inspection) and end.kind not in ("unknown", "payload elsewhere", "empty")


def as_yaml(events: Events, text: str) -> Events:
    """Yield the `events` of YAML, with that told of a bare payload."""
    what, fix = fault_of(text) if text.lstrip()[:1] in ('"', "#", "/") else ("", "")
    if text.lstrip()[:1] == '"' and '"auths"' not in text[:40].casefold():
        yield from events  # a line that was copied out of JSON, and is sound as far as it goes
        return
    what = f"This is not JSON: {what}." if what else "This is YAML, and a payload has to be JSON."
    yield from _with_fault(events, what, fix or _AS_JSON)


def _with_fault(events: Events, what: str, fix: str) -> Events:
    waiting: FoundSecret | None = None
    for event in events:
        if isinstance(event, FoundSecret):
            if waiting:
                yield waiting
            waiting = event
        elif waiting and event.kind in _BARE:
            secret = waiting.secret
            yield waiting._replace(secret=_refused(secret, what, fix))
            named = f" It is for {registries(secret)}." if secret.entries else ""
            yield event._replace(summary=f"A payload, but {what[0].lower()}{what[1:]}{named}")
        else:
            if waiting:
                yield waiting
            yield event


def with_end(found: FoundSecret, end: Inspection, text: str) -> Events:
    """Yield a Secret behind which the text stops being JSON, and what the text is.

    A manifest is read before kubectl gets there; a payload is no JSON with that behind it.
    """
    secret = found.secret
    what, fix = fault_of(text)
    if not secret.payload or secret.name or secret.type or not what:
        yield found
        yield end
        return
    yield found._replace(secret=_refused(secret, f"This is not JSON: {what}.", fix))
    yield Inspection("payload", f"A payload, but this is not JSON: {what}.")


def _manifest(event: Inspection, what: str, fix: str) -> Inspection:
    """Return what a text is that is no bare payload: kubectl reads manifests as YAML, too."""
    if event.kind in ("unknown", "empty", *_BARE):
        return event
    message = f"{what} kubectl 1.32 refuses such a manifest; a newer one reads it as YAML."
    finding = Finding("manifest-not-json", "warning", message, fix)
    return event._replace(findings=(*event.findings, finding))


def _refused(secret: InspectedSecret, what: str, fix: str) -> InspectedSecret:
    finding = refusal("payload-not-json", what, fix)
    rest = (each for each in secret.findings if not each.code.startswith(_CHANGED_BY_YAML))
    return secret._replace(findings=(finding, *rest))
