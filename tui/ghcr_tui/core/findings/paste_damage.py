"""Rules about what pasting does to a username or a token: characters that nobody typed.

Their codes begin with the field: `token-whitespace`, `username-whitespace`, and so on.
"""

import re

from ghcr_tui.core.findings.finding import Finding, Where

_PLAIN = r"[A-Za-z0-9_.+/~!^&@|?;,-]+=*"
INVISIBLE = (
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ESCAPES = r"(?:\\[nrt])+"
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


def paste_findings(text: str, field: str) -> list[Finding]:
    """Return what pasting has added to `text`; `field` is `username` or `token`."""
    return [] if is_plain(text) else paste_findings_in_full(text, field)


def paste_findings_in_full(text: str, field: str) -> list[Finding]:
    """Return what `paste_findings` returns, with every rule asked even about a plain text."""
    if not text.strip():
        message = f"The {field} is nothing but white space. The registry refuses it."
        return [Finding(f"{field}-whitespace", "error", message, "Paste it again.", Where(field))]
    return [finding for rule in _RULES if (finding := rule(text, field))]


def without_wrapping(text: str) -> str:
    """Return `text` without the white space and the quotes around it, `\\n` in letters included."""
    inner = re.sub(rf"\A{_ESCAPES}|{_ESCAPES}\Z", "", text.strip().strip("\ufeff\u200b"))
    return inner[1:-1].strip() if is_quoted(inner) else inner


def has_damage_inside(text: str) -> bool:
    """Return whether an unwrapped `text` has what nobody typed in it, bytes of no text included."""
    return bool(re.search(f"{INVISIBLE}|[\ud800-\udfff]", text))


def is_quoted(text: str) -> bool:
    """Return whether `text` is in quotes of any kind, white space aside."""
    inner = text.strip().strip("\ufeff\u200b")
    return len(inner) > 1 and _QUOTES.get(inner[0]) == inner[-1]


def _white_space(text: str, field: str) -> Finding | None:
    before, behind = text != text.lstrip(), text != text.rstrip()
    if not (before or behind):
        return None
    places = " and ".join(["before"] * before + ["behind"] * behind)
    message = f"There is white space {places} the {field}. {_SENT}"
    return Finding(f"{field}-whitespace", "error", message, "Remove the white space.", Where(field))


def _invisible(text: str, field: str) -> Finding | None:
    match = re.search(INVISIBLE, text.strip())
    if not match:
        return None
    name = _NAMES.get(match[0]) or f"an invisible character (U+{ord(match[0]):04X})"
    message = f"There is {name} inside the {field}. {_SENT}"
    fix = "Type it anew, or paste it through a plain text editor."
    return Finding(f"{field}-invisible-character", "error", message, fix, Where(field))


def _surrounding_quotes(text: str, field: str) -> Finding | None:
    if not is_quoted(text):
        return None
    message = f"The {field} stands in quotes. {_SENT.replace('It is', 'They are')}"
    return Finding(
        f"{field}-surrounding-quotes", "error", message, "Remove the quotes.", Where(field)
    )


def _smart_quote(text: str, field: str) -> Finding | None:
    if is_quoted(text) or not re.search("[“”‘’„«»]", text):
        return None
    message = (
        f"The {field} has a typographic quote in it, which word processors and chats put in place "
        "of a plain one. It is sent as it stands, and the registry may refuse the credential."
    )
    fix = "Copy it from where it was made, or type a plain quote."
    return Finding(f"{field}-smart-quote", "warning", message, fix, Where(field))


def _literal_escape(text: str, field: str) -> Finding | None:
    match = re.search(rf"{_ESCAPES}\Z", text) or re.match(_ESCAPES, text)
    if match is None or match[0] == text:
        return None
    written, place = match[0][:2], "behind" if match.start() else "before"
    message = (
        f"`{written}` stands as two characters {place} the {field}: single quotes or JSON written "
        f"by hand kept it from becoming white space. {_SENT}"
    )
    fix = f"Remove `{written}`: no username and no token has it."
    return Finding(f"{field}-literal-escape", "error", message, fix, Where(field))


_RULES = (_white_space, _invisible, _surrounding_quotes, _smart_quote, _literal_escape)
