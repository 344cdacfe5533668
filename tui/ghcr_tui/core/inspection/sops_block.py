"""A `sops` block beside values that nothing has encrypted."""

from ghcr_tui.core.credential.redaction import shown_key
from ghcr_tui.core.findings.finding import Finding, Where, refusal
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.controllers import ENCRYPTED


def values_beside_sops(document: dict[str, Json]) -> tuple[tuple[str, str], ...]:
    """Return field and key of each value of a Secret that a `sops` block leaves in clear."""
    if "sops" not in document or document.get("kind") != "Secret":
        return ()
    found = []
    for field in ("data", "stringData"):
        values = document.get(field)
        for key, value in values.items() if isinstance(values, dict) else ():
            if isinstance(value, str) and value and not value.startswith(ENCRYPTED):
                found.append((field, key))
    return tuple(found)


def sops_finding(in_clear: tuple[tuple[str, str], ...]) -> Finding:
    """Return what there is to say of values in clear, of which there is at least one."""
    field, key = in_clear[0]
    message = (
        f"It has a `sops` block, which no Secret has, and its {field} {shown_key(key)} is in "
        f"clear: whoever gets the file reads the token."
    )
    fix = "Encrypt it again: `sops -e -i FILE`, with a rule whose encrypted_regex names the field."
    return refusal("sops-not-encrypted", message, fix, Where(field))
