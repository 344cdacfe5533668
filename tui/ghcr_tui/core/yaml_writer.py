"""YAML that Kubernetes reads back as the same strings.

Kubernetes parses YAML 1.1 with Go's rules and PyYAML with its own: what only one of them would
take for a number, a date or a boolean is quoted for both. Importing PyYAML would cost a headless
run more time than everything else together, and its emitter leaves `1e3` and `0o17` plain.
"""

import json
import re

from ghcr_tui.core.gojson import Json

_PLAIN = re.compile(r"\.?[A-Za-z/](?:[A-Za-z0-9+/=._-]|:(?=[A-Za-z0-9]))*")
_WORDS = frozenset(
    ("y", "yes", "n", "no", "true", "false", "on", "off", "null", ".nan", ".inf", "nan", "inf")
)
_SINGLE_QUOTABLE = re.compile(r"[\x20-\x7e\xa0-\u2027\u202f-\ud7ff\ue000-\ufefe\uff00-\ufffd]*")
_MUST_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def dump(value: Json) -> str:
    """Return `value` as one YAML document in block style; nothing is folded.

    Raises `ValueError` for a float that JSON cannot hold.
    """
    if isinstance(value, dict | list) and value:
        return "\n".join(_block(value, "")) + "\n"
    return _flow(value) + "\n"


def _block(value: Json, indent: str) -> list[str]:
    if isinstance(value, dict):
        pairs = [(f"{indent}{scalar(key)}:", child, indent + "  ") for key, child in value.items()]
        return [line for head, child, deeper in pairs for line in _under(head, child, deeper)]
    assert isinstance(value, list)  # noqa: S101
    return [line for child in value for line in _item(child, indent)]


def _under(head: str, value: Json, indent: str) -> list[str]:
    if isinstance(value, dict | list) and value:
        return [head, *_block(value, indent)]
    return [f"{head} {_flow(value)}"]


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
    """Return `text` as a YAML scalar: plain where no reader can mistake it, else quoted."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if '"' in text and _SINGLE_QUOTABLE.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    quoted = json.dumps(text, ensure_ascii=False)
    return _MUST_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", quoted)
