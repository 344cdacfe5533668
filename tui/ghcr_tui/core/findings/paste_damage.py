"""Rules about what pasting does to a username or a token: characters that nobody typed.

Their codes begin with the field: `token-whitespace`, `username-whitespace`, and so on.
"""

import re

from ghcr_tui.core.findings.finding import Finding

_PLAIN = r"[A-Za-z0-9_.+/~!^&@|?;,-]+=*"
_INVISIBLE = (
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NAMES = {
    "\n": "a line break",
    "\r": "a carriage return",
    "\t": "a tab",
    "\xa0": "a non-breaking space",
    "\u200b": "a zero-width space",
    "\ufeff": "a byte order mark",
}
_QUOTES = {'"': '"', "'": "'", "`": "`", "“": "”", "‘": "’", "«": "»", "„": "“", "”": "”", "’": "’"}
_SENT = "It is sent along, and the registry refuses the credential."


def is_plain(text: str) -> bool:
    """Return whether `text` is made of the characters that nearly every token is made of."""
    return re.fullmatch(_PLAIN, text) is not None


def paste_findings(text: str, where: str) -> list[Finding]:
    """Return what pasting has added to `text`; `where` is `username` or `token`."""
    if is_plain(text):
        return []
    if not text.strip():
        message = f"The {where} is nothing but white space. The registry refuses it."
        return [Finding(f"{where}-whitespace", "error", message, "Paste it again.", where)]
    return [finding for rule in _RULES if (finding := rule(text, where))]


def without_wrapping(text: str) -> str:
    """Return `text` without the white space and the quotes around it."""
    inner = text.strip().strip("\ufeff\u200b")
    return inner[1:-1].strip() if _is_quoted(inner) else inner


def has_damage_inside(text: str) -> bool:
    """Return whether an unwrapped `text` has what nobody typed in it, bytes of no text included."""
    return bool(re.search(f"{_INVISIBLE}|[\ud800-\udfff]", text))


def _white_space(text: str, where: str) -> Finding | None:
    before, behind = text != text.lstrip(), text != text.rstrip()
    if not (before or behind):
        return None
    places = " and ".join(["before"] * before + ["behind"] * behind)
    message = f"There is white space {places} the {where}. {_SENT}"
    return Finding(f"{where}-whitespace", "error", message, "Remove the white space.", where)


def _invisible(text: str, where: str) -> Finding | None:
    match = re.search(_INVISIBLE, text.strip())
    if not match:
        return None
    name = _NAMES.get(match[0]) or f"an invisible character (U+{ord(match[0]):04X})"
    message = f"There is {name} inside the {where}. {_SENT}"
    fix = "Type it anew, or paste it through a plain text editor."
    return Finding(f"{where}-invisible-character", "error", message, fix, where)


def _surrounding_quotes(text: str, where: str) -> Finding | None:
    if not _is_quoted(text.strip()):
        return None
    message = f"The {where} stands in quotes. {_SENT.replace('It is', 'They are')}"
    return Finding(f"{where}-surrounding-quotes", "error", message, "Remove the quotes.", where)


def _smart_quote(text: str, where: str) -> Finding | None:
    if _is_quoted(text.strip()) or not re.search("[“”‘’„«»]", text):
        return None
    message = (
        f"The {where} has a typographic quote in it, which word processors and chats put in place "
        "of a plain one. It is sent as it stands, and the registry may refuse the credential."
    )
    fix = "Copy it from where it was made, or type a plain quote."
    return Finding(f"{where}-smart-quote", "warning", message, fix, where)


def _is_quoted(text: str) -> bool:
    return len(text) > 1 and _QUOTES.get(text[0]) == text[-1]


_RULES = (_white_space, _invisible, _surrounding_quotes, _smart_quote)
