"""Text as programs print it instead of writing it: bytes of Python, hex, escapes, compressed."""

import ast
import json
import re
import zlib
from binascii import unhexlify
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Literal, NamedTuple

from ghcr_tui.core.golang.base64_lenient import read_base64

How = Literal["bytes", "numbers", "hex", "escaped", "gzip"]
_LONGEST: Final = 3_000_000
"""Characters that are unwrapped: a Secret holds no more than a MiB, which hex doubles."""
_FEWEST: Final = 16
_BYTES: Final = re.compile(r"b(?:'[^\n]*'|\"[^\n]*\")")
_NUMBERS: Final = re.compile(r"\[?\s*((?:\d{1,3}[\s,]+){15,}\d{1,3})\s*\]?")
_BUFFER: Final = re.compile(r"<Buffer ((?:[0-9a-f]{2} ?)+)>")
_HEX: Final = re.compile(r"(?:0x|\\+x)?((?:[0-9a-fA-F]{2}\s*)+)")
_DUMPED: Final = re.compile(
    r"[ \t]*[0-9a-fA-F]{4,8}:?[ \t]+"
    r"((?:[0-9a-fA-F]{2}){1,2}(?: {1,2}(?:[0-9a-fA-F]{2}){1,2})*)(?:[ \t]{2,}.*|[ \t]*)"
)
_BYTES_A_LINE: Final = 16
_ESCAPED: Final = re.compile(
    r"[\"']?(?:---(?=\\n)|\{(?= {0,8}\\n)|apiVersion:|kind:)[^\n]*\\n[^\n]*\\n[^\n]*"
)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "", '"': '"', "'": "'", "\\": "\\", "/": "/"}
_GZIP: Final = "H4sI"
"""How base64 of gzip begins (RFC 1952, section 2.3.1: 1f 8b 08)."""


class Printed(NamedTuple):
    """What was printed, and how."""

    how: How
    text: str

    def __repr__(self) -> str:
        """Leave the text out: a token may be in it."""
        return f"Printed({self.how!r})"


def printed_text(text: str) -> Printed | None:
    """Return the text that `text`, without white space around it, is a print of; else None."""
    if not _FEWEST <= len(text) <= _LONGEST:
        return None
    if _BYTES.fullmatch(text):
        return _of_bytes(text)
    if text.startswith(_GZIP):
        return _of_gzip(text)
    if _ESCAPED.fullmatch(text):
        return Printed("escaped", _unescaped(text))
    if numbers := _NUMBERS.fullmatch(text):
        data = bytes_of([int(each) for each in re.split(r"[\s,]+", numbers[1])])
        return _of(data, "numbers") if data else None
    if buffer := _BUFFER.fullmatch(text):
        return _of(unhexlify(buffer[1].replace(" ", "")), "numbers")
    digits = _hex_digits(text)
    return _of(unhexlify(digits), "hex") if digits else None


def bytes_of(numbers: Sequence[object]) -> bytes | None:
    """Return the bytes that `numbers` are, None where one of them is none."""
    values = [int(str(each)) for each in numbers if _is_byte(each)]
    return bytes(values) if len(values) == len(numbers) else None


def _is_byte(each: object) -> bool:
    if isinstance(each, str):
        return each.isascii() and each.isdigit() and len(each) <= 3 and int(each) < 256
    return isinstance(each, int) and not isinstance(each, bool) and 0 <= each < 256


def _of_bytes(text: str) -> Printed | None:
    with suppress(ValueError, SyntaxError, MemoryError):
        value = ast.literal_eval(text)
        return _of(value, "bytes") if isinstance(value, bytes) else None
    return None


def _of_gzip(text: str) -> Printed | None:
    data = read_base64(text).data
    if data is None:
        return None
    with suppress(zlib.error):
        return _of(zlib.decompressobj(wbits=31).decompress(data, _LONGEST), "gzip")
    return None


def _of(data: bytes, how: How) -> Printed | None:
    with suppress(UnicodeDecodeError):
        text = data.decode("utf-8")
        return Printed(how, text) if text.strip() and "\0" not in text else None
    return None


def _unescaped(text: str) -> str:
    if text[0] == '"':
        with suppress(ValueError):
            value = json.loads(text)
            return value if isinstance(value, str) else text
    inner = text[1:-1] if text[0] in "\"'" and text[-1] == text[0] else text
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), inner)


def _hex_digits(text: str) -> str:
    """Return the digits of a text that is hex alone, or a dump with places and characters."""
    if match := _HEX.fullmatch(text):
        return "".join(match[1].split())
    digits = []
    for line in text.splitlines():
        if re.fullmatch(r"[0-9a-fA-F]{4,8}:?\s*|\*", line):  # hexdump's last line has the length
            continue
        match = _DUMPED.fullmatch(line)
        if match is None:
            return ""
        digits.append("".join(match[1].split())[: 2 * _BYTES_A_LINE])
    return "".join(digits)
