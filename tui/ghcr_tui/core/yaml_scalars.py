"""Plain scalars of YAML, taken as Go takes them: what is a number, a boolean, null or a string.

Source: resolve.go in go-yaml v2, which sigs.k8s.io/yaml and so Kubernetes reads manifests with.
"""

import re

from ghcr_tui.core.gojson import Json

_WORDS: dict[str, Json] = {
    "": None,
    **dict.fromkeys(("~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE"), True),
    **dict.fromkeys(("on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE"), False),
    **dict.fromkeys(("off", "Off", "OFF"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_NUMBER_START = frozenset("+-.0123456789")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*|0o?[0-7]+|0[xX][0-9a-fA-F]+|0[bB][01]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 400

_STRING_TAGS = frozenset(("!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp"))
_RESOLVED_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("null", "bool", "int", "float"))


def plain_value(text: str) -> Json:
    """Return the value of an unquoted scalar: None, a boolean, a number, or `text` itself.

    Dates and `12:30:45` stay strings, `1_000`, `0x1F`, `0o17` and `1e3` are numbers.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START or len(text) > _LONGEST_NUMBER:
        return text
    digits = text.replace("_", "")
    if _INTEGER.fullmatch(digits):
        return _integer(digits)
    return float(digits) if _FLOAT.fullmatch(digits) else text


def tagged_value(text: str, tag: str, plain: bool) -> Json:
    """Return the value of a scalar with an explicit `tag`. Raises `ValueError` if it is foreign."""
    if tag in _STRING_TAGS:
        return text
    if tag in _RESOLVED_TAGS:
        return plain_value(text) if text or plain else None
    raise ValueError(tag)


def _integer(digits: str) -> int:
    sign = -1 if digits[0] == "-" else 1
    bare = digits.lstrip("+-").lower()
    for prefix, base in (("0x", 16), ("0b", 2), ("0o", 8), ("0", 8)):
        if bare.startswith(prefix) and len(bare) > len(prefix):
            return sign * int(bare[len(prefix) :], base)
    return sign * int(bare)
