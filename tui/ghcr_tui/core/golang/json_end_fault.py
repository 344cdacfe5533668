"""What spoils JSON at its end: something behind it, or something that is missing."""

import re

from ghcr_tui.core.golang.json_string_fault import JsonFault
from ghcr_tui.core.golang.json_text import place

COPY_WHOLE = "Copy the whole text again, from its first character to its last."
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\]]', re.DOTALL)
_CLOSERS = re.compile(r"[}\]\s]*")


def text_behind(text: str, position: int) -> JsonFault:
    """Name what follows, at `position`, a value that was complete."""
    rest = text[position : position + 80]
    at = place(text, position)
    if text.lstrip()[:1] == '"' and rest.startswith(":"):
        what = (
            f"it begins with a key: the `{{` before it and the `}}` at its end are missing ({at})"
        )
        return JsonFault("outer braces", what, "Put `{` before it and `}` behind it.", position)
    if rest[0] in "}]":
        closers = _CLOSERS.match(rest)
        surplus = _counted(sum(map((closers[0] if closers else rest[0]).count, "}]")), rest[0])
        what = f"it has {surplus} too many ({at})"
        return JsonFault("surplus brace", what, f"Remove {surplus}.", position)
    if rest[0] in "{[":
        what = f"a second JSON document follows the first ({at})"
        return JsonFault("second document", what, "Keep one of them.", position)
    if rest[0] == ",":
        what = f"a comma is behind its end ({at})"
        return JsonFault("comma behind", what, "Remove it.", position)
    if rest.strip() in ("%", "⏎"):
        what = (
            f"a shell's mark for a missing line break, `{rest.strip()}`, is behind its end ({at})"
        )
        return JsonFault("shell mark", what, "Leave it out.", position)
    if re.match(r"\\[nrt]", rest):
        return kept_escape(text, position)
    what = f"something is behind its end ({at})"
    return JsonFault("text behind", what, "Keep what is between `{` and `}`.", position)


def cut_off(text: str) -> JsonFault:
    """Name what is missing at the end."""
    opened: list[str] = []
    for match in _STRUCTURE.finditer(text):
        sign = match[0]
        if sign in "{[":
            opened.append("}" if sign == "{" else "]")
        elif sign in "}]" and opened:
            opened.pop()
    missing = "".join(reversed(opened[-20:]))
    at = place(text, len(text))
    if not missing:
        return JsonFault("cut off", f"it ends before it is complete ({at})", COPY_WHOLE, len(text))
    if set(missing) == {missing[0]}:
        what = f"{_counted(len(opened), missing[0])} is missing at its end ({at})"
        what = what.replace(" is ", " are ") if len(opened) > 1 else what
    else:
        what = f"`{missing}` is missing at its end ({at})"
    fix = f"Add `{missing}`, or copy the whole text again if more is missing."
    return JsonFault("cut off", what, fix, len(text))


def kept_escape(text: str, position: int) -> JsonFault:
    r"""Name a line break that was kept as the two characters `\n`, anywhere between the parts."""
    written = text[position : position + 2]
    what = (
        f"`{written}` stands as two characters between its parts ({place(text, position)}): quotes "
        "or a block scalar kept it from becoming a line break"
    )
    fix = f"Remove `{written}` there, or use double quotes in YAML and `printf %b` in a shell."
    return JsonFault("kept escape", what, fix, position)


def _counted(count: int, sign: str) -> str:
    words = {1: "one", 2: "two", 3: "three"}
    return f"{words.get(count, f'{count:,}')} `{sign}`"
