"""Texts that people paste in place of a Secret: what each is, and how to get at the Secret itself.

They are told by their first line, once reading them as JSON, YAML and base64 has come to nothing.
"""

import re
from typing import NamedTuple

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.findings.secret_type import resembles_type
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.text.inert import excerpt

_GET = "Paste what `kubectl get secret NAME -o yaml` prints."


class _Lookalike(NamedTuple):
    """A kind of text: how it begins, what to say of it, and what to paste instead."""

    kind: str
    pattern: str
    message: str
    fix: str


_LOOKALIKES = (
    _Lookalike(
        "web page",
        r"(?i:<!doctype html|<html|<\?xml)",
        "This is a web page, as a login or an error page of a proxy: there is no Secret in it.",
        "Fetch the file again, signed in, or copy its raw text.",
    ),
    _Lookalike(
        "kubectl table",
        r"(?:NAMESPACE +)?NAME +(?:TYPE|DATA|AGE|STATUS|READY|SECRETS)\b",
        "This is the table that `kubectl get` prints: it has the names of Secrets, not their data.",
        "Add `-o yaml` to the command.",
    ),
    _Lookalike(
        "kubectl describe",
        r"Name: {2,}\S+\n(?:Namespace|Labels|Annotations|Priority): ",
        "This is what `kubectl describe` prints: it has the sizes of values, not the values.",
        _GET,
    ),
    _Lookalike(
        "kubectl error",
        r"Error from server|error: |Unable to connect to the server|The connection to the server",
        "This is an error message of kubectl, printed instead of a Secret.",
        "Solve what it says, then run the command again.",
    ),
    _Lookalike(
        "command",
        r"(?:[$%#>] )?(?:sudo )?(?:[A-Z_]+=\S* )?(?:kubectl|docker|podman|echo|printf|cat|base64|"
        r"export|curl|gh|helm|oc|k) \S|#!|[$%] ",
        "This is a shell command, not what it prints: nothing here runs it.",
        "Run it in a terminal, and paste what it prints.",
    ),
    _Lookalike(
        "Ansible Vault",
        r"\$ANSIBLE_VAULT;",
        "This is a file that Ansible Vault encrypted.",
        "Decrypt it first: `ansible-vault view FILE`.",
    ),
    _Lookalike(
        "PEM",
        r"-----BEGIN [A-Z0-9 ]+-----",
        "This is a certificate or a private key (PEM), not a pull credential.",
        "A registry takes a username and a token (password).",
    ),
)


def lookalike(text: str) -> Inspection | None:
    """Return what `text`, which nobody could read, seems to be, or None."""
    start = text.lstrip()[:2000]
    for kind, pattern, message, fix in _LOOKALIKES:
        if re.match(pattern, start):
            if kind == "kubectl describe":
                message, fix = _described(start, message, fix)
            finding = Finding("not-recognised", "error", message, fix)
            return Inspection(kind, message, (), (finding,))
    return None


def _described(start: str, message: str, fix: str) -> tuple[str, str]:
    """Return message and fix for a description, with what its type and its data already tell."""
    found = re.search(r"^Type: +(\S{1,80})$", start, re.MULTILINE)
    if found and resembles_type(found[1]):
        what = f"The type {excerpt(found[1], 60)} is not one that the kubelet reads payloads of."
        message = f"{message} {what}"
        fix = "Create it anew with `kubectl create secret docker-registry`, which sets the type."
    if re.search(r"^Data\n====\s*\Z", start, re.MULTILINE):
        message = f"{message} It has no data at all."
    return message, fix
