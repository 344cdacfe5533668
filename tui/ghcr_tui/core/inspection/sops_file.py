"""A SOPS file taken apart: for whom it is encrypted, and the Secret that it is.

Source: github.com/getsops/sops, stores/stores.go (Metadata).
"""

from collections.abc import Iterator
from typing import Final

from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.inspection.made_secret import Made, made, made_findings
from ghcr_tui.core.secret.controllers import ENCRYPTED
from ghcr_tui.core.secret.objects import Object, mapping_at, mappings_at, text_at
from ghcr_tui.core.text.inert import excerpt, inert

_NAMED: Final = 3
_RECIPIENTS: Final = (
    ("age", "age", "recipient"),
    ("pgp", "PGP", "fp"),
    ("kms", "AWS KMS", "arn"),
    ("gcp_kms", "Google KMS", "resource_id"),
    ("azure_kv", "Azure Key Vault", "name"),
    ("hc_vault", "Vault", "key_name"),
)
"""The lists of a `sops` block, what people call the keys in them, and the field that names one."""


def inspect_sops(document: Object) -> Inspection:
    """Return what a SOPS file says of itself; what is encrypted in it is not opened."""
    block = mapping_at(document, "sops")
    groups = mappings_at(block, "key_groups")
    names = [name for each in (block, *groups) for name in _recipients(each)]
    for_whom = f" for {', '.join(names[:_NAMED])}" if names else ""
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    when = text_at(block, "lastmodified")
    since = f", last on {inert(when[:16], 20)}" if when else ""
    message = (
        f"A SOPS file: its values are encrypted with SOPS{for_whom}{more}{since}. What is inside "
        "is not judged here."
    )
    fix = "Open it: `ghcr-tui decode --identity KEYS FILE`, or `sops -d FILE | ghcr-tui decode`."
    findings = [Finding("sops-encrypted", "info", message, fix)]
    if not names:
        findings.append(_without_recipient())
    secret = _shape(document)
    if secret is not None:
        findings += made_findings(secret)
    title = secret.shown if secret else ""
    about = f"A SOPS file of {secret.called}" if secret else "A SOPS file"
    return Inspection("SOPS file", f"{about}.", (), tuple(findings), title)


def _recipients(block: Object) -> Iterator[str]:
    for field, what, name_field in _RECIPIENTS:
        for key in mappings_at(block, field):
            if name := text_at(key, name_field):
                yield f"the {what} key {excerpt(name, 70)}"


def _without_recipient() -> Finding:
    message = "Its `sops` block names nobody whom it is encrypted for: nobody can open it."
    fix = "Encrypt it again, with a recipient: `sops -e --age RECIPIENT FILE`."
    return Finding("sops-without-recipient", "error", message, fix, Where("sops"))


def _shape(document: Object) -> Made | None:
    """Return the Secret that it is, as far as that is in clear; None where it is none."""
    metadata = document.get("metadata")
    if document.get("kind") != "Secret" or not isinstance(metadata, dict):
        return None
    if any(_is_encrypted(each) for each in (document.get("type"), *metadata.values())):
        return None
    keys = (*mapping_at(document, "data"), *mapping_at(document, "stringData"))
    return made(metadata, document, dict.fromkeys(keys, ""), ("", "data"))


def _is_encrypted(value: Json) -> bool:
    return isinstance(value, str) and value.startswith(ENCRYPTED)
