"""Terraform's own language in place of the Secret that it makes."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress

from ghcr_tui.core.findings.finding import Finding, refusal
from ghcr_tui.core.golang.base64_strict import decode_standard
from ghcr_tui.core.golang.hcl_value import read_hcl
from ghcr_tui.core.golang.json_text import dumps
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, Inspection
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.summaries import registries

_LONGEST = 500_000
_BLOCK = re.compile(
    r"(?:\s*(?:#|//)[^\n]*\n|\s*/\*.*?\*/)*\s*"
    r"(?:(?:resource|data)\s+\"[^\"\n]{1,80}\"\s+\"[^\"\n]{1,80}\"|(?:variable|module|output|provider)"
    r"\s+\"[^\"\n]{1,80}\"|locals|terraform)\s*\{",
    re.DOTALL,
)
_VALUE = re.compile(
    r"\"?\.?dockercfg\"?\s*[=:]\s*|\"?\.?dockerconfigjson\"?\s*[=:]\s*|\"?\.?docker_config\w*\"?\s*=\s*"
)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*+"')
_HEREDOC = re.compile(r"<<[-~]?\s*\"?(\w{1,40})\"?[ \t]*\r?\n(.*?)\n[ \t]*\1\b", re.DOTALL)
_NOT = "This is Terraform, not the Secret that it makes."
_ENCODES = "The provider encodes `data` itself"


def inspect_terraform(text: str, inspector: SecretInspector) -> Events | None:
    """Return the events of Terraform's language with the payload in it; None for other text."""
    if len(text) > _LONGEST or not _BLOCK.match(text):
        return None
    return _events(text, inspector)


def _events(text: str, inspector: SecretInspector) -> Iterator[FoundSecret | Inspection]:
    for match in _VALUE.finditer(text):
        payload, in_base64 = _payload(text, match.end())
        if not payload:
            continue
        is_binary = "binary_data" in text[max(0, match.start() - 200) : match.start()]
        is_legacy = "dockercfg" in match[0] and '"auths"' not in payload
        secret = inspector.payload(inspector.read_payload(payload, is_legacy))
        finding = _finding(twice=in_base64 and not is_binary)
        yield FoundSecret(secret._replace(findings=(finding, *secret.findings)))
        named = f" Its payload is for {registries(secret)}." if secret.entries else ""
        yield Inspection("Terraform", f"{_NOT}{named}")
        return
    fix = "Run `terraform apply`, and paste what `kubectl get secret NAME -o yaml` prints."
    message = f"{_NOT} What its variables and functions come to cannot be known from it."
    yield Inspection("Terraform", message, (), (Finding("not-recognised", "error", message, fix),))


def _finding(*, twice: bool) -> Finding:
    if twice:
        what = f"{_ENCODES}, so what is base64 already is encoded twice."
        fix = "Give it plain JSON, `jsonencode({ auths = { … } })`, or use `binary_data`."
        return refusal("data-encoded-twice", what, fix)
    message = f"{_NOT} {_ENCODES}."
    return Finding("terraform", "info", message, "Inspect the Secret that comes of it, too.")


def _payload(text: str, position: int) -> tuple[str, bool]:
    """Return the payload at `position`, and whether it is in base64; "" where it is not known."""
    rest = text[position : position + 200_000]
    if string := _STRING.match(rest):
        with suppress(ValueError):
            return _of_string(json.loads(string[0]))
        return "", False
    if heredoc := _HEREDOC.match(rest):
        inside = heredoc[2].strip()
        return (inside, False) if inside.startswith("{") and "${" not in inside else ("", False)
    function = re.match(r"(?:base64encode\(\s*)?jsonencode\(\s*", rest)
    if function:
        value = read_hcl(rest[function.end() :])
        return (dumps(value), "base64encode" in function[0]) if value is not None else ("", False)
    return "", False


def _of_string(value: object) -> tuple[str, bool]:
    if not isinstance(value, str) or "${" in value:
        return "", False
    if value.lstrip().startswith("{"):
        return value, False
    inner = decode_standard(value).decode("utf-8")
    return (inner, True) if inner.lstrip().startswith("{") else ("", False)
