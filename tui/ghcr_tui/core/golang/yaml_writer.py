"""YAML that Kubernetes reads back as the same strings.

Kubernetes parses YAML 1.1 with Go's rules and PyYAML with its own: what only one of them would
take for a number, a date or a boolean is quoted for both. Importing PyYAML would cost a headless
run more time than everything else together, and its emitter leaves `1e3` and `0o17` plain.
"""

import json
import re

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.text.inert import is_inert, replace_active

_PLAIN = re.compile(r"\.?[A-Za-z/](?:[A-Za-z0-9+/=._-]++|:(?=[A-Za-z0-9]))*+")
_WORDS = frozenset(
    ("y", "yes", "n", "no", "true", "false", "on", "off", "null", ".nan", ".inf", "nan", "inf")
)
_UNREADABLE = re.compile("[\ufffe\uffff]")  # in YAML only as an escape
_LONGEST_KEY = 1000
"""Characters; beyond 1024 no reader takes a key without the `?` of explicit keys."""


def dump(value: Json) -> str:
    """Return `value` as one YAML document in block style; nothing is folded.

    Raises `ValueError` for a float that JSON cannot hold.
    """
    if isinstance(value, dict | list) and value:
        return "\n".join(_block(value, "")) + "\n"
    return _flow(value) + "\n"


def _block(value: Json, indent: str) -> list[str]:
    if isinstance(value, dict):
        return [line for key, child in value.items() for line in _member(key, child, indent)]
    assert isinstance(value, list)  # noqa: S101
    return [line for child in value for line in _item(child, indent)]


def _member(key: str, value: Json, indent: str) -> list[str]:
    head = scalar(key)
    lines = (
        [f"{indent}{head}:"] if len(head) <= _LONGEST_KEY else [f"{indent}? {head}", f"{indent}:"]
    )
    if isinstance(value, dict | list) and value:
        return [*lines, *_block(value, indent + "  ")]
    lines[-1] += f" {_flow(value)}"
    return lines


def _item(value: Json, indent: str) -> list[str]:
    if isinstance(value, dict | list) and value:
        first, *rest = _block(value, indent + "  ")
        return [f"{indent}- {first.lstrip(' ')}", *rest]
    return [f"{indent}- {_flow(value)}"]


def _flow(value: Json) -> str:
    if isinstance(value, str):
        return scalar(value)
    return json.dumps(value, allow_nan=False)  # null, booleans, numbers, [] and {}


def scalar(text: str) -> str:
    """Return `text` as a YAML scalar on one line, plain only where no reader can mistake it.

    Nothing active is left in it: what cannot be seen is escaped, and what is no text (a lone
    surrogate) becomes U+FFFD, as in Go.
    """
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if '"' in text and is_inert(text) and not _UNREADABLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    quoted = replace_active(json.dumps(text, ensure_ascii=False), _escape)
    return _UNREADABLE.sub(_escape, quoted)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xD800 <= code <= 0xDFFF:
        return "\\ufffd"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
