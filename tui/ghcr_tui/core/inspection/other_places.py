"""Payloads in what is no Secret: an install-config.yaml, a ConfigMap, the values of a chart."""

from collections.abc import Iterator

from ghcr_tui.core.credential.redaction import shown_key, shown_wrapper
from ghcr_tui.core.findings.finding import Finding, Severity
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, Inspection
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.summaries import registries
from ghcr_tui.core.secret.nested_payload import payload_inside
from ghcr_tui.core.secret.payload_reader import Detour, Payload

_IN_NO_SECRET = "it is in no Secret"  # noqa: S105 - says why, and holds none
_FIX = "For a Secret, take the payload alone: Edit, or `kubectl create secret generic NAME …`."
_LEAK = "Keep it in a Secret: whoever may read the object reads the token."


def inspect_elsewhere(
    document: dict[str, Json], inspector: SecretInspector, kind: str = ""
) -> Events | None:
    """Return the events of an object of another `kind`, or of none, with a payload inside it.

    None where there is no payload in it.
    """
    payload = payload_inside(document)
    if payload is None or payload.detour is None:
        return None
    return _events(payload, payload.detour, inspector, kind)


def inspect_unsealed(
    document: dict[str, Json], inspector: SecretInspector, kind: str
) -> Events | None:
    """Return the events of an object meant to be sealed, with a payload in clear inside it.

    None where there is none, or only a template that is still to be filled in.
    """
    payload = payload_inside(document)
    if payload is None or payload.detour is None:
        return None
    if not any(entry.token and "{{" not in entry.token for entry in payload.entries):
        return None
    return _events(payload, payload.detour, inspector, kind)


def _events(
    payload: Payload, detour: Detour, inspector: SecretInspector, kind: str
) -> Iterator[FoundSecret | Inspection]:
    place = " in ".join(shown_wrapper(name) for name in reversed(detour.path[-4:]))
    what = f"an object of kind {shown_key(kind, 40)[1:-1]}" if kind else "a file that is no Secret"
    message = f"A payload stands under {place} of {what}. The kubelet does not read it there."
    severity: Severity = "warning" if kind else "info"
    fix = _LEAK if kind else _FIX
    finding = Finding("payload-elsewhere", severity, message, fix)
    secret = inspector.payload(payload._replace(detour=None), (finding,))
    yield FoundSecret(secret._replace(ignored_because=_IN_NO_SECRET))
    yield Inspection(
        "payload elsewhere", f"A payload under {place} of {what}, for {registries(secret)}."
    )
