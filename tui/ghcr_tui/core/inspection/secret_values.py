"""The values of a Secret: which one holds the payload, and what is in all the others."""

from contextlib import suppress
from typing import NamedTuple

from ghcr_tui.core.findings.secret_shape import KEY_OF_TYPE, PULL_KEYS
from ghcr_tui.core.golang.base64_strict import decode_standard
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import JsonError
from ghcr_tui.core.inspection.inspection import OtherValue
from ghcr_tui.core.secret.nested_payload import has_payload
from ghcr_tui.core.secret.object_rules import SECRET_LIMIT
from ghcr_tui.core.secret.secret_reader import SecretDocument
from ghcr_tui.core.text.decoding import utf8

_JSON_IN_BASE64 = ("ey", "ew", "IH", "Cn", "e3")
"""How base64 begins whose text begins as an object of JSON."""


class OtherValues(NamedTuple):
    """What a Secret holds beside its payload: every value, and keys of `data` without base64.

    A value of the payload's own key is among the latter where `stringData` counts in its place:
    the API server refuses it all the same.
    """

    values: tuple[OtherValue, ...] = ()
    not_base64: tuple[str, ...] = ()


_NONE = OtherValues()


def payload_key(document: SecretDocument) -> str:
    """Return the key that the payload is under, the one the type calls for first."""
    wanted = KEY_OF_TYPE.get(document.type, "")
    if wanted and (wanted in document.data or wanted in document.string_data):
        return wanted
    for key in PULL_KEYS:
        if key in document.data or key in document.string_data:
            return key
    return other_payload_key(document)


def other_payload_key(document: SecretDocument) -> str:
    """Return a key of no rule that a payload is under, as `config.json`; "" where none is."""
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


def is_alone(document: SecretDocument, key: str) -> bool:
    """Return whether the value under `key` of `data` is the only one that the Secret has."""
    return len(document.data) == 1 and not document.string_data and key in document.data


def read_other_values(document: SecretDocument, payload_key: str) -> OtherValues:
    """Return every value that is not the payload, decoded where it can be.

    `payload_key` is "" where none of them is.
    """
    # Nearly all Secrets of a long list have their payload alone.
    if is_alone(document, payload_key):
        return _NONE
    return other_values_in_full(document, payload_key)


def other_values_in_full(document: SecretDocument, payload_key: str) -> OtherValues:
    """Return what `read_other_values` does, looking at every value."""
    data, in_clear = document.data, document.string_data
    read = {
        key: _decode(value)
        for key, value in data.items()
        if key != payload_key or key in in_clear  # which counts; a broken one is refused yet
    }
    values = (
        *(_under_data(key, data[key], value) for key, value in read.items() if key != payload_key),
        *(
            OtherValue(key, each, len(utf8(each)))
            for key, each in in_clear.items()
            if key != payload_key
        ),
    )
    return OtherValues(values, tuple(key for key, value in read.items() if value is None))


def _decode(value: str) -> bytes | None:
    try:
        return decode_standard(value)
    except ValueError:
        return None


def _under_data(key: str, value: str, data: bytes | None) -> OtherValue:
    if data is None:
        return OtherValue(key, value, len(utf8(value)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return OtherValue(key, "", len(data), binary=True)
    binary = "\x00" in text
    return OtherValue(key, "" if binary else text, len(data), binary)
