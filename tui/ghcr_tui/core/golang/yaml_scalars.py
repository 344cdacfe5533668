"""Scalars of YAML, taken as Go takes them: what is a number, a boolean, null or a string.

Source: resolve.go and decode.go in go-yaml v2, with which sigs.k8s.io/yaml reads manifests.
"""

import re
from math import inf, isfinite, isinf, isnan, nan
from struct import pack, unpack

from ghcr_tui.core.golang.base64_strict import decode_standard
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.text.problem import Problem

_WORDS: dict[str, Json] = {
    "": None,
    **dict.fromkeys(("~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE"), True),
    **dict.fromkeys(("on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE"), False),
    **dict.fromkeys(("off", "Off", "OFF"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -inf),
}
_NUMBER_START = frozenset("+-.0123456789")
_INTEGER = re.compile(
    r"(?P<sign>[-+]?)(?:0[xX](?P<x>[0-9a-fA-F]+)|0[bB](?P<b>[01]+)|0[oO]?(?P<o>[0-7]+)"
    r"|(?P<d>0|[1-9][0-9]{0,19}))"
)
_BASES = {"x": 16, "b": 2, "o": 8, "d": 10}
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_FRACTION = re.compile(r"\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?")
"""What begins with a dot: only here are underscores bound to be between digits."""

_YAML = "tag:yaml.org,2002:"
_BINARY_TAG = f"{_YAML}binary"
_KINDS: dict[str, tuple[type, ...]] = {
    f"{_YAML}null": (type(None),),
    f"{_YAML}bool": (bool,),
    f"{_YAML}int": (int,),
    f"{_YAML}float": (float, int),
}
_FLOAT32_DIGITS = 9  # are enough to tell any two of them apart
_FIXED_EXPONENTS = 6  # from here on, Go writes an exponent


class ScalarError(Problem, ValueError):
    """A scalar that its tag does not fit; the message is a plain sentence."""


def plain_value(text: str) -> Json:
    """Return the value of an unquoted scalar: None, a boolean, a number, or `text` itself.

    Dates and `12:30:45` stay strings, `1_000`, `0x1F`, `0o17` and `1e3` are numbers; what overflows
    Go's numbers is a string again.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START:
        return text
    if text[0] == "." and not _FRACTION.fullmatch(text):
        return text
    digits = text.replace("_", "")
    integer = _integer(digits)
    if integer is not None:
        return integer
    number = float(digits) if _FLOAT.fullmatch(digits) else inf
    return number if isfinite(number) else text


def tagged_value(text: str, tag: str) -> Json:
    """Return the value of a scalar with an explicit `tag`; a foreign one (`!vault`) makes it text.

    Raises `ScalarError` where the tag is not that of what is there.
    """
    if tag == _BINARY_TAG:
        return _binary(text)
    kinds = _KINDS.get(tag)
    if kinds is None:
        return text
    value = plain_value(text)
    if type(value) not in kinds:
        raise ScalarError("does not fit its value")
    return value


def key_text(value: Json) -> str:
    """Return the text of a key: Kubernetes turns numbers and booleans into text, as JSON needs.

    Raises `ScalarError` for null, of which sigs.k8s.io/yaml makes no key.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float_text(value)
    if value is None:
        raise ScalarError("null stands where a key belongs")
    return str(value)


def _integer(digits: str) -> int | None:
    """Return what Go's ParseInt makes of `digits`, else ParseUint (which takes no sign)."""
    match = _INTEGER.fullmatch(digits)
    if match is None:
        return None
    kind = match.lastgroup or "d"
    value = int(match[kind], _BASES[kind])
    if match["sign"] == "-":
        value = -value
    unsigned = not match["sign"]
    return value if -(1 << 63) <= value < (1 << (64 if unsigned else 63)) else None


def _binary(text: str) -> str:
    try:
        return decode_standard(text).decode("utf-8", "replace")
    except ValueError:
        raise ScalarError("holds no base64") from None


def _float_text(value: float) -> str:
    """Return the shortest text that means the same to 32 bits, in Go's format `g`."""
    if isnan(value):
        return ".nan"
    try:
        narrow = _to_32_bits(value)
    except OverflowError:
        narrow = inf if value > 0 else -inf
    if isinf(narrow):
        return ".inf" if narrow > 0 else "-.inf"
    digits = next(
        n for n in range(_FLOAT32_DIGITS) if _to_32_bits(float(f"{narrow:.{n}e}")) == narrow
    )
    mantissa, exponent = f"{narrow:.{digits}e}".split("e")
    if -4 <= int(exponent) < _FIXED_EXPONENTS:
        return f"{narrow:.{max(digits - int(exponent), 0)}f}"
    return f"{mantissa}e{exponent}"


def _to_32_bits(value: float) -> float:
    (narrow,) = unpack("f", pack("f", value))
    return float(narrow)
