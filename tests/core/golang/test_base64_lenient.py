"""Base64 as people paste it."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.golang.base64_lenient import Base64, looks_like_base64, read_base64
from ghcr_tui.core.golang.base64_strict import decode_standard
from strategies import anything


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eyJhIjoxfQ==", Base64(b'{"a":1}')),
        ("eyJh\nIjox\nfQ==\n", Base64(b'{"a":1}', newlines=True)),  # wrapped: sound to Go
        ("eyJh\r\nIjoxfQ==", Base64(b'{"a":1}', newlines=True)),
        ("eyJh IjoxfQ==", Base64(b'{"a":1}', spaces=True)),  # a folded plain scalar
        ("  eyJh\n  IjoxfQ==", Base64(b'{"a":1}', newlines=True, spaces=True)),  # indented
        ("eyJhIjoxfQ", Base64(b'{"a":1}', unpadded=True)),
        ("Pz8_Pw==", Base64(b"????", url_safe=True)),
        ("Pz8-", Base64(b"??>", url_safe=True)),
        ('"eyJhIjoxfQ=="', Base64(b'{"a":1}', spaces=True, quoted=True)),
        ("'eyJhIjoxfQ=='\r\n", Base64(b'{"a":1}', spaces=True, quoted=True)),
        ("eyJhI", Base64(None)),  # 4n + 1 characters: no stray one, but one too many
        ("eyJh!jox", Base64(None, stray="!")),
        ("a-b!c", Base64(None, url_safe=True, stray="!")),  # `-` could have been meant
        ("YQ=a", Base64(None, stray="=")),  # padding in the middle
        ("", Base64(b"")),
        ("   ", Base64(None, spaces=True, stray="=")),
    ],
)
def test_every_departure_from_the_standard_is_named(text: str, expected: Base64) -> None:
    assert read_base64(text) == expected


@given(
    st.binary(min_size=1),
    st.sampled_from(["", "'", '"', "`"]),
    st.sampled_from(["", "\n", "\r\n", "\n    ", " ", "\t"]),
    st.booleans(),
    st.booleans(),
)
def test_any_bytes_are_read_from_any_mixture_of_departures(
    data: bytes, quote: str, break_: str, unpadded: bool, url_safe: bool
) -> None:
    text = (base64.urlsafe_b64encode if url_safe else base64.b64encode)(data).decode()
    text = text.rstrip("=") if unpadded else text
    text = break_.join(text[start : start + 20] for start in range(0, len(text), 20))
    assert read_base64(f"{quote}{text}{quote}").data == data


@given(anything)
def test_strict_means_what_the_api_server_takes(text: str) -> None:
    try:
        decode_standard(text)
    except ValueError:
        assert not read_base64(text).strict
    else:
        assert read_base64(text).strict


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("eyJhIjoxfQ==", True),
        (" 'eyJh\n IjoxfQ' ", True),
        ("Pz8_", True),
        ("", False),
        ("a: b", False),
        ("===", False),
        ("eyJh=IjoxfQ", False),
    ],
)
def test_text_looks_like_base64_by_its_characters(text: str, looks: bool) -> None:
    assert looks_like_base64(text) is looks


def test_what_was_read_does_not_show_in_a_traceback() -> None:
    assert "PAT_TOKEN" not in repr(read_base64(base64.b64encode(b"u:PAT_TOKEN").decode()))
