"""Rules about the encoding of a value: base64 under `data`, plain text under `stringData`."""

from base64 import urlsafe_b64encode
from textwrap import indent, wrap

import pytest

from ghcr_tui.core.findings.base64_value import (
    data_finding,
    string_data_finding,
    unwrap_twice_encoded,
)
from ghcr_tui.core.golang.base64_lenient import looks_like_words, read_base64
from made_up_secrets import b64, payload

TEXT = payload()
BASE64 = b64(TEXT)
WRAPPED = "\n".join(wrap(BASE64, 76))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (BASE64, ""),
        (f"{BASE64}\n", "data-wrapped"),
        (WRAPPED, "data-wrapped"),  # the API server's decoder passes over line breaks
        (WRAPPED.replace("\n", "\r\n"), "data-wrapped"),
        (WRAPPED.replace("\n", " "), "data-broken-by-spaces"),
        (indent(WRAPPED, "  "), "data-broken-by-spaces"),
        (b64(b"ab"), ""),
        (b64(b"ab").rstrip("="), "data-unpadded"),
        (urlsafe_b64encode(b"\xff\xfe\xfd" * 9).decode(), "data-url-safe"),
        (f'"{BASE64}"', "data-quoted"),
        (TEXT, "data-plain-json"),
        (f"\n {TEXT}", "data-plain-json"),
        (BASE64[:-3], "data-cut-off"),
        ("hunter2!", "data-not-base64"),
        ("hunter two", "data-not-base64"),
        ("-----BEGIN CERTIFICATE-----", "data-not-base64"),
        ("", "data-empty"),
    ],
)
def test_a_value_under_data_has_at_most_one_finding(value: str, code: str) -> None:
    finding = data_finding(value, read_base64(value))

    assert (finding.code if finding else "") == code


@pytest.mark.parametrize(
    ("value", "code"), [(TEXT, ""), ("", ""), ("plain words", ""), (BASE64, "string-data-base64")]
)
def test_a_payload_under_string_data_is_no_base64(value: str, code: str) -> None:
    finding = string_data_finding(value)

    assert (finding.code if finding else "") == code


@pytest.mark.parametrize(
    ("once_decoded", "payload_inside"),
    [
        (BASE64, TEXT),
        (WRAPPED, TEXT),
        (f"{BASE64}\n", TEXT),
        (TEXT, ""),
        ("words", ""),
    ],
)
def test_a_value_encoded_twice_is_unwrapped(once_decoded: str, payload_inside: str) -> None:
    assert unwrap_twice_encoded(once_decoded.encode()) == payload_inside


@pytest.mark.parametrize(
    ("text", "are_words"),
    [("hunter two", True), ("one", False), (WRAPPED, False), (f"a {'b' * 40}", False)],
)
def test_words_are_told_from_wrapped_base64(text: str, are_words: bool) -> None:
    assert looks_like_words(text) is are_words
