"""An object of HCL, Terraform's language, as far as it is plain: strings, objects, lists.

Source: github.com/hashicorp/hcl, hclsyntax/spec.md. `base64encode("…")` is worked out, because
people write `auth` with it; anything that needs Terraform itself makes the whole unknown.
"""

import re
from typing import Final

from ghcr_tui.core.golang.base64_strict import base64_text
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.text.problem import Problem

_TOKEN = re.compile(
    r'\s*(?:(?:#|//)[^\n]*\n\s*)*(?:"((?:[^"\\\n]|\\.)*+)"|([A-Za-z_][\w-]*)|([{}\[\](),=:])|(-?\d+))'
)
_DEEPEST: Final = 30
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}


class _NotPlain(Problem):
    """Something that only Terraform can work out."""


def read_hcl(text: str) -> Json:
    """Return the value that `text` begins with, None where it is not plain."""
    try:
        value, _ = _value(text, 0, 0)
    except _NotPlain:
        return None
    return value


def _token(text: str, position: int) -> re.Match[str]:
    match = _TOKEN.match(text, position)
    if match is None:
        raise _NotPlain
    return match


def _value(text: str, position: int, depth: int) -> tuple[Json, int]:
    if depth > _DEEPEST:
        raise _NotPlain
    match = _token(text, position)
    string, word, sign, number = match.groups()
    if string is not None:
        return _unescaped(string), match.end()
    if number is not None:
        return int(number[:30]), match.end()
    if sign == "{":
        return _object(text, match.end(), depth)
    if sign == "[":
        return _list(text, match.end(), depth)
    if word in ("true", "false"):
        return word == "true", match.end()
    if word == "null":
        return None, match.end()
    if word == "base64encode" and (opening := _token(text, match.end()))[3] == "(":
        inner, end = _value(text, opening.end(), depth + 1)
        closing = _token(text, end)
        if isinstance(inner, str) and closing[3] == ")":
            return base64_text(inner), closing.end()
    raise _NotPlain


def _object(text: str, position: int, depth: int) -> tuple[Json, int]:
    members: dict[str, Json] = {}
    while True:
        match = _token(text, position)
        string, word, sign, _ = match.groups()
        if sign == "}":
            return members, match.end()
        if sign == ",":
            position = match.end()
            continue
        if string is None and word is None:
            raise _NotPlain
        equals = _token(text, match.end())
        if equals[3] not in ("=", ":"):
            raise _NotPlain
        key = _unescaped(string) if string is not None else word
        members[key], position = _value(text, equals.end(), depth + 1)


def _list(text: str, position: int, depth: int) -> tuple[Json, int]:
    items: list[Json] = []
    while True:
        match = _token(text, position)
        if match[3] == "]":
            return items, match.end()
        if match[3] == ",":
            position = match.end()
            continue
        item, position = _value(text, position, depth + 1)
        items.append(item)


def _unescaped(string: str) -> str:
    if "${" in string or "%{" in string:
        raise _NotPlain
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), string)
