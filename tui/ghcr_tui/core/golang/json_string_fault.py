"""What spoils a string of JSON from inside: line breaks, quotes and backslashes as they were."""

import re
from typing import NamedTuple

from ghcr_tui.core.golang.json_text import place

TYPOGRAPHIC = "“”„‟‘’‚‛«»‹›″′＂＇"
"""Quotes that word processors, chats and some keyboards put in place of plain ones."""
_FIELDS = "auth|password|username|email|registrytoken|identitytoken"
_KEY_BEFORE = re.compile(rf'"(?i:({_FIELDS}))"\s*:\s*$')
_LINE_OF_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}")
_NEXT_OF_BASE64 = re.compile(r'[ \t]*[A-Za-z0-9+/=]{1,200}[ \t]*(?:"|\r?\n|$)')
_NEXT_MEMBER = re.compile(r'\s*(?:"[^"\n]{0,200}"\s*[:,]|[}\]])')
_REST_OF_KEY = re.compile(r'[\w.:/-]{1,200}"\s*:')
_ESCAPED_END = re.compile(r'\\"\s*[,}\]]')
_TYPOGRAPHIC_END = re.compile(rf"[^\"]{{0,2000}}?[{TYPOGRAPHIC}]\s*[:,}}\]]")
_ESCAPE_IT = "`toJson` (Helm, External Secrets), `jsonencode` (Terraform) or `jq` escapes it."


class JsonFault(NamedTuple):
    """A fault: the `cause` as one word, a `sentence` without its full stop, the fix, its place."""

    cause: str
    sentence: str
    fix: str
    position: int


def string_fault(text: str, said: str, position: int) -> JsonFault | None:
    """Return the fault where the decoder `said` that it stopped inside a string, else None."""
    if said.startswith("Invalid control character"):
        return _control_character(text, position)
    if said.startswith("Invalid \\"):
        return _backslash(text, position)
    if said.startswith("Unterminated string"):
        return _unclosed(text, position)
    return None


def unescaped_quote(text: str, quote: int) -> JsonFault:
    """Return the fault of a string whose value goes on behind the double quote at `quote`."""
    start = _start_of_string(text, quote)
    inside = text[start + 1 : quote]
    if mixed := _TYPOGRAPHIC_END.match(text, start + 1):
        return _typographic_end(text, start, mixed)
    if _ESCAPED_END.search(inside):
        return _escaped_end(text, start)
    if inside.rstrip().endswith(",") and _REST_OF_KEY.match(text, quote + 1):
        what = f"the closing quote of {_named(text, start)} is missing ({place(text, start)})"
        return JsonFault("quote missing", what, "Close the string before the comma.", start)
    if inside.lstrip().startswith("{") and text[quote + 1 : quote + 40].lstrip()[:1].isalpha():
        return _json_inside(text, start)
    what = f"a double quote inside {_named(text, start)} is not escaped ({place(text, quote)})"
    return JsonFault("unescaped quote", what, f'Write `\\"` there. {_ESCAPE_IT}', quote)


def _control_character(text: str, position: int) -> JsonFault:
    start = _start_of_string(text, position)
    character = text[position]
    at = place(text, position)
    if character not in "\r\n":
        name = "a tab" if character == "\t" else f"a control character (U+{ord(character):04X})"
        what = f"{name} is in {_named(text, start)} ({at})"
        return JsonFault("control character", what, f"Remove it. {_ESCAPE_IT}", position)
    inside = text[start + 1 : position]
    behind = text[position : position + 400].lstrip("\r\n")
    if inside.lstrip().startswith("{"):
        return _json_inside(text, start)
    if _LINE_OF_BASE64.fullmatch(inside.rpartition("\n")[2].strip()) and _NEXT_OF_BASE64.match(
        behind
    ):
        what = f"a line break is in {_named(text, start)} ({at}): base64 that was wrapped"
        return JsonFault("wrapped base64", what, "Put it on one line: `base64 -w0`.", position)
    if _NEXT_MEMBER.match(behind):
        what = f"the closing quote of {_named(text, start)} is missing ({at})"
        return JsonFault("quote missing", what, "Close the string on its own line.", position)
    what = f"a line break is in {_named(text, start)} ({at})"
    fix = f"Remove it, or write `\\n` if it belongs there. {_ESCAPE_IT}"
    return JsonFault("line break", what, fix, position)


def _backslash(text: str, position: int) -> JsonFault:
    position = (
        text.rfind("\\", 0, position + 2) if text[position : position + 1] != "\\" else position
    )
    start = _start_of_string(text, position)
    what = f"a backslash in {_named(text, start)} is not escaped ({place(text, position)})"
    return JsonFault("backslash", what, f"Write two, `\\\\`. {_ESCAPE_IT}", position)


def _typographic_end(text: str, start: int, mixed: re.Match[str]) -> JsonFault:
    at = place(text, mixed.end() - 1)
    what = f"{_named(text, start)} is closed by a typographic quote instead of a plain one ({at})"
    fix = 'Replace every “ and ” by `"`: word processors and chats change them.'
    return JsonFault("typographic quote", what, fix, mixed.end() - 1)


def _unclosed(text: str, start: int) -> JsonFault:
    if mixed := _TYPOGRAPHIC_END.match(text, start + 1):
        return _typographic_end(text, start, mixed)
    if _ESCAPED_END.search(text, start):
        return _escaped_end(text, start)
    at = place(text, start)
    what = f"{_named(text, start)} is not closed ({at}): a quote or the rest is missing"
    return JsonFault("unclosed string", what, "Copy the whole text again, or add the quote.", start)


def _escaped_end(text: str, start: int) -> JsonFault:
    match = _ESCAPED_END.search(text, start)
    position = match.start() if match else start
    at = place(text, position)
    what = f"a backslash in {_named(text, start)} keeps its closing quote from closing it ({at})"
    return JsonFault("backslash", what, f"Write two, `\\\\`. {_ESCAPE_IT}", position)


def _json_inside(text: str, start: int) -> JsonFault:
    what = (
        f"{_named(text, start)} is JSON itself ({place(text, start)}), as a cloud's JSON key: its "
        "quotes and line breaks are not escaped"
    )
    fix = "`toJson` (Helm, External Secrets) or `jsonencode` (Terraform) makes one string of it."
    return JsonFault("JSON in a string", what, fix, start)


def name_of_value(text: str, quote: int) -> str:
    """Return how to speak of the string that ends at the index `quote`."""
    return _named(text, _start_of_string(text, quote))


def _named(text: str, start: int) -> str:
    """Return how to speak of the string that begins at `start`: by its field, if that is known."""
    match = _KEY_BEFORE.search(text, max(0, start - 200), start)
    return f"the value of `{match[1]}`" if match else "a string"


def _start_of_string(text: str, end: int) -> int:
    """Return where the string begins that goes on up to `end`: its first quote is not escaped."""
    position = end
    while (position := text.rfind('"', 0, position)) > 0:
        first = position
        while first and text[first - 1] == "\\":
            first -= 1
        if (position - first) % 2 == 0:
            return position
        position = first + 1  # no quote is among the backslashes
    return max(position, 0)
