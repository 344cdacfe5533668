"""YAML whose lines are not indented as they have to be: wrapped base64, tabs, odd spaces."""

import re
from typing import NamedTuple

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
_BECAUSE_WRAPPED = "kubectl refuses its manifest, in which lines begin at column 0"
_TABS = Finding(
    "yaml-tabs",
    "error",
    "Lines are indented by tabs, which YAML does not allow: kubectl refuses the manifest.",
    "Indent by spaces alone: `expand -t 2`, or a setting of the editor.",
)
_BECAUSE_TABS = "kubectl refuses its manifest, which is indented by tabs"
_TAB_INDENT = re.compile(r"^[ ]*\t[ \t]*(?=\S)", re.MULTILINE)
ODD_SPACES = Finding(
    "yaml-odd-spaces",
    "error",
    "Lines are indented by non-breaking or other odd spaces, as web pages and chats have them. "
    "YAML takes them for a part of the name behind them: kubectl refuses the manifest.",
    "Replace them by plain spaces.",
)
BECAUSE_ODD_SPACES = "kubectl refuses its manifest, which is indented by odd spaces"
_ODD_INDENT = re.compile(
    "^ *[\u00a0\u2000-\u200a\u202f\u3000][ \u00a0\u2000-\u200a\u202f\u3000]*", re.M
)
_ODD = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")


class Repaired(NamedTuple):
    """YAML that could be read once its indentation was repaired, and what was wrong with it."""

    text: str
    finding: Finding
    because: str

    def __repr__(self) -> str:
        """Leave the text out: it holds tokens."""
        return f"Repaired({self.finding.code!r})"


def repaired(text: str) -> Repaired | None:
    """Return YAML that cannot be read with its indentation repaired, None where it is sound."""
    if len(text) > _LONGEST:
        return None
    if _TAB_INDENT.search(text):
        without = _TAB_INDENT.sub(lambda match: match[0].replace("\t", "  "), text)
        return Repaired(without, _TABS, _BECAUSE_TABS)
    whole = joined(text)
    return Repaired(whole, WRAPPED, _BECAUSE_WRAPPED) if whole else None


def with_plain_spaces(text: str) -> str:
    """Return YAML with plain spaces where lines are indented by others."""
    if text.isascii() or len(text) > _LONGEST:
        return text
    return _ODD_INDENT.sub(lambda match: _ODD.sub(" ", match[0]), text)


def joined(text: str) -> str:
    """Return YAML with such lines joined to the first, "" where there are none."""
    if len(text) > _LONGEST:
        return ""
    whole, count = _WRAPPED.subn(_join, text)
    return whole if count else _INSIDE_JSON.sub("", text) if _INSIDE_JSON.search(text) else ""


def _join(match: re.Match[str]) -> str:
    head = re.sub(r"[|>][+-]?[ \t]*\r?\n[ \t]*", "", match["head"])
    return f"{head}{match['first']}{''.join(match['rest'].split())}\n"
