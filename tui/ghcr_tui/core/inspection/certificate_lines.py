"""Base64 between the lines of a certificate, as `certutil -encode` of Windows writes it."""

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.base64_lenient import read_base64
from ghcr_tui.core.inspection.inspection import Events
from ghcr_tui.core.inspection.lone_base64 import inspect_scalar
from ghcr_tui.core.inspection.lone_value import is_credential
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.told import with_finding
from ghcr_tui.core.text.decoding import utf16_text
from ghcr_tui.core.text.frames import without_frame

_FINDING = Finding(
    "certificate-lines",
    "info",
    "The base64 has the lines of a certificate around it, as `certutil -encode` writes them. In a "
    "Secret the API server refuses them.",
    "Remove the lines that begin with `-----`, and put the rest on one line.",
)


def inspect_framed(text: str, inspector: SecretInspector) -> Events | None:
    """Return the events of what is between such lines; None where it is a real certificate."""
    inside = without_frame(text)
    data = read_base64(inside).data if inside else None
    if not data:
        return None
    inner = utf16_text(data) or data.decode("utf-8", "replace")
    if not (inner.lstrip("\ufeff \t\r\n").startswith("{") or is_credential(inner)):
        return None
    return with_finding(inspect_scalar(inside, inspector), _FINDING)
