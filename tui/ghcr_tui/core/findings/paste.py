"""Rules about what pasting does to a username or a token: characters that nobody typed."""

import re

from ghcr_tui.core.finding import Finding
from ghcr_tui.core.text import inert

_PLAIN = re.compile(r"[A-Za-z0-9_.+/~!$%^&*@|-]+=*")
"""Text that none of these rules has anything against; nearly every token is of this form."""
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "«": "»", "„": "“"}
_ASSIGNMENT = re.compile(r"(?:export\s+)?([A-Z][A-Z0-9_]{2,40})=.")
_BEARER = re.compile(r"(?:Authorization:\s*)?(Bearer|Basic|token)\s", re.IGNORECASE)
_SENT = "It is sent along, and the registry refuses the credential."


def paste_findings(text: str, where: str) -> list[Finding]:
    """Return what pasting has added to `text`; `where` is `username` or `token`."""
    if _PLAIN.fullmatch(text) or text.startswith("{"):  # a JSON key has spaces and quotes
        return []
    found = [rule(text, where) for rule in (_white_space, _invisible, _quotes)]
    if where == "token":
        found += [_assignment(text), _bearer(text)]
    return [finding for finding in found if finding]


def _white_space(text: str, where: str) -> Finding | None:
    if not text.strip():
        message = f"The {where} is nothing but white space. {_SENT}"
        return Finding(f"{where}-whitespace", "error", message, "Paste it again.", where)
    if text == text.strip():
        return None
    places = ["before"] * (text != text.lstrip()) + ["behind"] * (text != text.rstrip())
    message = f"There is white space {' and '.join(places)} the {where}. {_SENT}"
    return Finding(f"{where}-whitespace", "error", message, "Remove the white space.", where)


def _invisible(text: str, where: str) -> Finding | None:
    match = _INVISIBLE.search(text.strip())
    if not match:
        return None
    shown = f"U+{ord(match[0]):04X}" if ord(match[0]) > 0x7F else inert(match[0])
    message = f"The {where} has an invisible character in it ({shown}). {_SENT}"
    fix = "Type it anew, or paste it through a plain text editor."
    return Finding(f"{where}-invisible-character", "error", message, fix, where)


def _quotes(text: str, where: str) -> Finding | None:
    inner = text.strip()
    if len(inner) < 2 or _QUOTES.get(inner[0]) != inner[-1]:
        return None
    message = f"The {where} stands in quotes, which are sent along as a part of it."
    fix = "Remove the quotes, unless they belong to it."
    return Finding(f"{where}-surrounding-quotes", "warning", message, fix, where)


def _assignment(text: str) -> Finding | None:
    match = _ASSIGNMENT.match(text.strip())
    if not match:
        return None
    message = f"The token begins with `{match[1]}=`, as in a shell or an .env file. {_SENT}"
    fix = "Keep only what stands behind the `=`."
    return Finding("token-env-assignment", "error", message, fix, "token")


def _bearer(text: str) -> Finding | None:
    match = _BEARER.match(text.strip())
    if not match:
        return None
    message = f"The token begins with `{match[1]} `, which belongs to an HTTP header. {_SENT}"
    return Finding("token-bearer-prefix", "error", message, "Keep only the token.", "token")
