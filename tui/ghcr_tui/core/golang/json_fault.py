"""Why a text is not JSON: the first fault in it, named by what people and tools do to make it.

A decoder says where it stopped; this says what is there and how it came about. Nothing of a
value is ever quoted, because values are tokens.
"""

import json
import re

from ghcr_tui.core.golang.json_end_fault import cut_off, kept_escape, text_behind
from ghcr_tui.core.golang.json_string_fault import (
    TYPOGRAPHIC,
    JsonFault,
    name_of_value,
    string_fault,
    unescaped_quote,
)
from ghcr_tui.core.golang.json_text import place

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"[A-Za-z_.$][\w.$/:-]{0,200}?(?=\s*[:=,}\]\s]|$)")
_UNFILLED = re.compile(r"\{\{|\$\{|\$[A-Za-z_]|%[A-Z_!]|<[^<>\n]{1,80}>|\*\*\*|\.\.\.|…")
_PYTHON = frozenset(("None", "True", "False"))
_MOST_FAULTS = 3
_LONGEST = 8_000_000
"""Characters up to which the cause is looked for: a Secret holds an eighth of them."""
_DEEPEST = 500
"""Levels up to which the cause is looked for. The standard library's own limit hangs on the version
of Python and on the caller's stack; this one is below all of them, so that the answer does not."""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BY_TOOL = "`jsonencode` (Terraform), `toJson` (Helm, External Secrets) or `jq` writes sound JSON."
_MEMBER_AHEAD = re.compile(r'"[^"\n]{0,200}"\s*:')


def find_fault(text: str) -> JsonFault | None:
    """Return why `text` is not JSON, None where it is or where its size or depth hides the reason.

    Where the text can be repaired without guessing, the faults behind the first one are told too.
    """
    faults: list[JsonFault] = []
    while len(faults) < _MOST_FAULTS and len(text) <= _LONGEST:
        problem = _problem(text)
        fault = _fault(text, problem) if problem else None
        if fault is None:
            break
        faults.append(fault)
        if fault.cause != "trailing comma":
            break
        text = f"{text[: fault.position]} {text[fault.position + 1 :]}"
    if not faults:
        return None
    sentence = ", and ".join(fault.sentence for fault in faults)
    fixes = " ".join(dict.fromkeys(fault.fix for fault in faults))
    return faults[0]._replace(sentence=sentence, fix=fixes)


def _problem(text: str) -> json.JSONDecodeError | None:
    if _is_deep(text):
        return None
    try:
        json.loads(text)
    except json.JSONDecodeError as problem:
        return problem
    except ValueError:  # a number of too many digits
        return None
    return None


def _is_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= _DEEPEST:
        return False
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", _STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            return True
    return False


def _fault(text: str, problem: json.JSONDecodeError) -> JsonFault | None:
    position = problem.pos
    if inside := string_fault(text, problem.msg, position):
        return inside
    match = _SPACE.match(text, position)
    position = match.end() if match else position
    if problem.msg == "Extra data":
        return text_behind(text, position)
    if position >= len(text):
        return cut_off(text)
    return (
        _trailing_comma(text, position)
        or _foreign_sign(text, position)
        or _behind_string(text, position)
        or _word(text, position)
        or _between(text, position)
    )


def _trailing_comma(text: str, position: int) -> JsonFault | None:
    """Name a comma that nothing follows; decoders point at it, or at the brace behind it."""
    comma = position
    if text[position] in "}]":
        comma = len(text[:position].rstrip(" \t\r\n")) - 1
    if comma < 0 or text[comma] != ",":
        return None
    match = _SPACE.match(text, comma + 1)
    closing = text[match.end() : match.end() + 1] if match else ""
    if closing not in ("}", "]") or not closing:
        return None
    before = text[:comma].rstrip(" \t\r\n")
    behind = f"`{before[-1]}`" if before[-1:] in ("}", "]") else "the last value"
    if before.endswith('"'):
        behind = name_of_value(text, len(before) - 1)
    what = f"a comma is behind {behind}, and nothing follows it ({place(text, comma)})"
    return JsonFault("trailing comma", what, "Remove the comma.", comma)


def _foreign_sign(text: str, position: int) -> JsonFault | None:
    """Name a sign that JSON does not have, as it is known from elsewhere."""
    rest = text[position : position + 400]
    at = place(text, position)
    if rest[0] in TYPOGRAPHIC:
        what = f"a typographic quote stands in place of a plain one ({at})"
        fix = 'Replace every “ and ” by `"`: word processors and chats change them.'
        return JsonFault("typographic quote", what, fix, position)
    if rest.startswith("&quot;"):
        what = f"`&quot;` stands in place of double quotes ({at}), as a web page has them inside"
        fix = 'Replace every `&quot;` by `"`, or copy the text from where it is plain.'
        return JsonFault("HTML", what, fix, position)
    if rest.startswith(("//", "/*", "#", "<!--")) and not rest.startswith("#{"):
        what = f"a comment is in it ({at}), and JSON has no comments"
        return JsonFault("comment", what, "Remove the comments.", position)
    line = rest.partition("\n")[0]
    if rest[0] in "'`\"$" and re.search(r"\|\s*base64|\$\(", line) and rest[0] != '"':
        what = f"a shell command stands where a value belongs ({at}): no shell runs it there"
        return JsonFault("shell command", what, "Put in what the command prints.", position)
    if rest[0] in "'`":
        what = f"a single quote stands where a double quote belongs ({at})"
        fix = (
            "Write every string in double quotes: Python prints single ones, `json.dumps` does not."
        )
        return JsonFault("single quote", what, fix, position)
    if rest.startswith('\\"'):
        what = f"the double quotes have backslashes before them ({at}), left from another quoting"
        fix = "Remove the backslashes: single quotes around the whole text need none."
        return JsonFault("kept backslash", what, fix, position)
    if re.match(r"\\[nrt]", rest):
        return kept_escape(text, position)
    if rest[0] == "\\":
        what = f"a backslash stands between its parts ({at}), as at the end of a line of a shell"
        return JsonFault("kept backslash", what, "Remove the backslashes.", position)
    if rest.startswith('{"') and text[:position].rstrip()[-1:] == "{":
        what = f"two `{{` follow each other ({at}), as they are doubled for a template or a format"
        return JsonFault("doubled brace", what, "Write one `{` and one `}`.", position)
    if _UNFILLED.match(rest) or (rest[0] == "{" == text[position - 1 : position]):
        what = f"something that nothing has filled in stands where a value belongs ({at})"
        fix = "Fill it in, in double quotes: with the tool whose template it is, or by hand."
        return JsonFault("unfilled", what, fix, position)
    if not rest[0].isprintable() or rest[0].isspace():
        what = f"an invisible character (U+{ord(rest[0]):04X}) stands between its parts ({at})"
        return JsonFault("invisible", what, "Remove it: type plain spaces.", position)
    return None


def _behind_string(text: str, position: int) -> JsonFault | None:
    """Name what follows a string where a comma, a colon or a brace belongs."""
    before = text[:position].rstrip(" \t\r\n")
    if not before.endswith('"') or text[position] in ",}]:":
        return None
    at = place(text, position)
    gap = text[len(before) : position]
    if text.startswith("=>", position):
        what = f"`=>` stands where a colon belongs ({at}), as in Ruby and Puppet"
        return JsonFault("equals sign", what, "Write `:`, or print it with `to_json`.", position)
    if text[position] == ";":
        what = f"a semicolon stands where a comma belongs ({at})"
        return JsonFault("semicolon", what, "Write a comma.", position)
    if text[position] == "=":
        what = f"`=` stands where a colon belongs ({at}), as in Terraform's own language"
        return JsonFault("equals sign", what, _BY_TOOL, position)
    is_member = text[position] == '"' and _MEMBER_AHEAD.match(text, position)
    if is_member or ("\n" in gap and text[position] in '"{['):
        what = f"a comma is missing before what begins here ({at})"
        return JsonFault("comma missing", what, "Put a comma between the two.", position)
    if text[position] in "{[":
        what = f"a colon is missing before what begins here ({at})"
        return JsonFault("colon missing", what, "Put a colon between the key and it.", position)
    return unescaped_quote(text, len(before) - 1)


def _word(text: str, position: int) -> JsonFault | None:
    """Name a word without its quotes."""
    match = _WORD.match(text, position)
    if not match:
        return None
    at = place(text, position)
    following = text[match.end() : match.end() + 20].lstrip()
    is_key = text[:position].rstrip()[-1:] in ("{", ",")
    if following.startswith("=") and is_key:
        what = f"`=` stands where a colon belongs ({at}), as in Terraform's own language"
        return JsonFault("equals sign", what, _BY_TOOL, position)
    if match[0] in _PYTHON:
        what = f"`{match[0]}` is Python's word, not JSON's ({at})"
        return JsonFault("Python", what, "Print it with `json.dumps`.", position)
    if following.startswith(":") and is_key:
        what = f"a key has no double quotes around it ({at}), as YAML and JavaScript let it be"
        return JsonFault("key without quotes", what, "Write every key in double quotes.", position)
    what = f"a value has no double quotes around it ({at})"
    return JsonFault("value without quotes", what, "Write it in double quotes.", position)


def _between(text: str, position: int) -> JsonFault | None:
    """Name what is missing between two parts, or that a brace closes what it does not match."""
    before = text[:position].rstrip(" \t\r\n")[-1:]
    at = place(text, position)
    sign = text[position]
    if before == ":" and sign in ",}]":
        fix = "Put a value there: what was to fill it in was empty."
        return JsonFault(
            "value missing", f"a value is missing before `{sign}` ({at})", fix, position
        )
    if sign in "}]":
        what = f"`{sign}` closes what it does not match ({at})"
        return JsonFault(
            "brace mismatch", what, "Close each `{` with `}` and each `[` with `]`.", position
        )
    if before and before in '}]"' and sign in '"{[':
        what = f"a comma is missing before what begins here ({at})"
        return JsonFault("comma missing", what, "Put a comma between the two.", position)
    if sign in ",:":
        name = "comma" if sign == "," else "colon"
        what = f"a {name} stands where a key or a value belongs ({at})"
        return JsonFault(f"surplus {name}", what, "Remove it.", position)
    return None
