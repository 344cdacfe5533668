"""The values of a Secret: which one holds the payload, and what stands in all the others."""

from collections.abc import Iterator
from contextlib import suppress

from ghcr_tui.core.findings.base64_value import (
    data_finding,
    not_utf8_finding,
    string_data_finding,
    twice_encoded_finding,
    unwrap_twice_encoded,
    utf16_finding,
)
from ghcr_tui.core.findings.finding import REFUSED, Finding, Where
from ghcr_tui.core.findings.metadata import size_findings
from ghcr_tui.core.findings.secret_shape import KEY_OF_TYPE, PULL_KEYS
from ghcr_tui.core.golang.base64_lenient import Base64, read_base64
from ghcr_tui.core.golang.base64_strict import decode_standard, go_text
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import JsonError
from ghcr_tui.core.inspection.inspection import OtherValue
from ghcr_tui.core.secret.nested_payload import has_payload
from ghcr_tui.core.secret.object_rules import SECRET_LIMIT
from ghcr_tui.core.secret.secret_reader import SecretDocument, place_of_value
from ghcr_tui.core.text.decoding import utf8, utf16_text
from ghcr_tui.core.text.frames import without_frame

_OF_PLAIN_TEXT = ("data-not-base64", "data-cut-off", "data-unpadded", "data-url-safe")
SAYS_ALL = ("data-placeholder", "data-unfilled")
"""Codes of findings about a value behind which nothing is left to be read."""
_JSON_IN_BASE64 = ("ey", "ew", "IH", "Cn", "e3")
"""How base64 begins whose text begins as an object of JSON."""


def payload_key(document: SecretDocument) -> str:
    """Return the key that the payload stands under, the one the type calls for first."""
    wanted = KEY_OF_TYPE.get(document.type, "")
    if wanted and (wanted in document.data or wanted in document.string_data):
        return wanted
    for key in PULL_KEYS:
        if key in document.data or key in document.string_data:
            return key
    return other_payload_key(document)


def other_payload_key(document: SecretDocument) -> str:
    """Return a key of no rule that a payload stands under, as `config.json`; "" where none does."""
    for key, text in document.string_data.items():
        if _holds_payload(text):
            return key
    for key, value in document.data.items():
        if value[:2] in _JSON_IN_BASE64 and len(value) <= SECRET_LIMIT:
            with suppress(ValueError):
                if _holds_payload(decode_standard(value).decode("utf-8")):
                    return key
    return ""


def _holds_payload(text: str) -> bool:
    if not text.lstrip().startswith("{") or '"auth' not in text:
        return False
    try:
        return has_payload(JsonReader().read(text))
    except JsonError:
        return False


def plain_payload(value: str) -> str:
    """Return the JSON in a value that no rule about encodings speaks of, "" for every other.

    Nearly all values of a long list are such; going through the rules takes five times as long.
    """
    try:
        text = decode_standard(value).decode("utf-8")
    except ValueError:
        return ""
    is_plain = (
        text.startswith("{")
        and "\n" not in value
        and len(value) <= SECRET_LIMIT
        and text[1:2] != "\x00"  # as UTF-16 has
    )
    return text if is_plain else ""


def from_string_data(text: str) -> tuple[str, Finding | None]:
    """Return the payload of a value under `stringData`, and what is wrong with its encoding."""
    found = string_data_finding(text)
    if found:
        text = go_text(read_base64(text).data or b"")
    return text, found


def from_data(value: str, findings: list[Finding], place: str) -> tuple[str, Finding | None]:
    """Return the payload of a value under `data`, and what is wrong with its encoding."""
    reading = read_base64(value)
    found = data_finding(value, reading)
    if found and found.code in SAYS_ALL:
        return value, found
    if reading.data is None and found:
        reading = _within(value, found) or reading
    data = reading.data if reading.data is not None else utf8(value)
    if utf16 := utf16_text(data):
        return utf16.removeprefix("\ufeff"), found or utf16_finding()
    if twice := unwrap_twice_encoded(data):
        return twice, found or twice_encoded_finding()
    try:
        return data.decode("utf-8"), found
    except UnicodeDecodeError:
        findings.append(not_utf8_finding().at(place))
        return go_text(data), found


def _within(value: str, found: Finding) -> Base64 | None:
    """Return the base64 inside what a program has put around it."""
    if found.code == "data-framed":
        return read_base64(without_frame(value))
    if found.code == "data-shell-mark":
        return read_base64(value.rstrip()[:-1])
    return None


def other_values(
    document: SecretDocument, payload_key: str, findings: list[Finding]
) -> tuple[OtherValue, ...]:
    """Return every value that is not the payload, decoded where it can be.

    Adds to `findings` what the API server has against them, and against the size of them all.
    """
    data = document.data
    is_alone = len(data) == 1 and not document.string_data and payload_key in data
    if is_alone and len(data[payload_key]) <= SECRET_LIMIT:
        return ()
    about_plain: list[Finding] = []
    values = tuple(_other_values(document, payload_key, about_plain))
    findings.extend(_grouped(about_plain))
    size = _payload_size(document, payload_key) + sum(value.size for value in values)
    findings.extend(size_findings(size))
    return values


def _grouped(found: list[Finding]) -> list[Finding]:
    """Return one finding in place of several values that are plain text under `data`."""
    plain = [each for each in found if each.code in _OF_PLAIN_TEXT]
    if len(plain) < 2:
        return found
    places = ", ".join(str(each.where) for each in plain[:6])
    more = f" and {len(plain) - 6:,} more" if len(plain) > 6 else ""
    message = f"Plain text stands under `data`, where base64 belongs: {places}{more}. {REFUSED}"
    fix = "Move all of them to `stringData`, or encode each: `base64 -w0`."
    whole = Finding("data-not-base64", "error", message, fix, Where("data"))
    return [whole, *(each for each in found if each.code not in _OF_PLAIN_TEXT)]


def _payload_size(document: SecretDocument, key: str) -> int:
    if key in document.string_data:
        return len(utf8(document.string_data[key]))
    compact = document.data.get(key, "").replace("\n", "").rstrip("=")
    return len(compact) * 3 // 4


def _other_values(
    document: SecretDocument, payload_key: str, findings: list[Finding]
) -> Iterator[OtherValue]:
    for key, value in document.data.items():
        if key != payload_key:
            yield _decoded(key, value, findings)
        elif key in document.string_data:  # which is taken; a broken one is refused all the same
            _decoded(key, value, findings)
    for key, value in document.string_data.items():
        if key != payload_key:
            yield OtherValue(key, value, len(utf8(value)))


def _decoded(key: str, value: str, findings: list[Finding]) -> OtherValue:
    try:
        data = decode_standard(value)
    except ValueError:
        if found := data_finding(value, read_base64(value)):
            findings.append(found.at(place_of_value("data", key)))
        return OtherValue(key, value, len(utf8(value)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return OtherValue(key, "", len(data), binary=True)
    binary = "\x00" in text
    return OtherValue(key, "" if binary else text, len(data), binary)
