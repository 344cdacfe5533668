"""Base64 that was wrapped and pasted into YAML, its lines from the second on at column 0."""

import re

from ghcr_tui.core.findings.finding import Finding

_LONGEST = 3_000_000
_WRAPPED = re.compile(
    r"^(?P<head>[ \t]+[\"']?[\w./-]{1,200}[\"']?:[ \t]*(?:[|>][+-]?[ \t]*\r?\n[ \t]*)?[\"']?)"
    r"(?P<first>[A-Za-z0-9+/]{20,200})[ \t]*\r?\n"
    r"(?P<rest>(?:[A-Za-z0-9+/]{1,200}={0,2}[\"']?[ \t]*(?:\r?\n|\Z))+)",
    re.MULTILINE,
)
_INSIDE_JSON = re.compile(
    r"(?<=[A-Za-z0-9+/]{20})[ \t]*\r?\n(?=[A-Za-z0-9+/]{1,200}={0,2}[\"'}\],]*[ \t]*(?:\r?\n|\Z))"
)
"""Such a line break where the base64 is in JSON, as an `auth` is."""
WRAPPED = Finding(
    "base64-not-indented",
    "error",
    "The base64 was wrapped, and its lines from the second on begin at column 0, where YAML takes "
    "them for keys: kubectl refuses the manifest.",
    "Put it on one line: `base64 -w0` (macOS: `base64` without `-b`).",
)


BECAUSE_WRAPPED = "kubectl refuses its manifest, in which lines begin at column 0"


def joined(text: str) -> str:
    """Return YAML with such lines joined to the first, "" where there are none."""
    if len(text) > _LONGEST:
        return ""
    whole, count = _WRAPPED.subn(_join, text)
    return whole if count else _INSIDE_JSON.sub("", text) if _INSIDE_JSON.search(text) else ""


def _join(match: re.Match[str]) -> str:
    head = re.sub(r"[|>][+-]?[ \t]*\r?\n[ \t]*", "", match["head"])
    return f"{head}{match['first']}{''.join(match['rest'].split())}\n"
