"""`auth`, and base64 as Go reads it."""

import base64
import contextlib
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import AuthError, decode_auth, encode_auth
from ghcr_tui.core.golang.base64_strict import (
    base64_text,
    decode_optionally_padded,
    decode_standard,
    go_text,
)
from strategies import anything, texts, usernames


def test_auth_has_the_bytes_that_the_shell_pipeline_gives() -> None:
    by_hand = subprocess.run(
        ["sh", "-c", "printf %s 'USERNAME:PAT_TOKEN' | base64 -w0"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert encode_auth("USERNAME", "PAT_TOKEN") == by_hand.stdout


@given(usernames, texts)
def test_decoding_gives_back_any_username_without_a_colon_and_any_token(
    username: str, token: str
) -> None:
    assert decode_auth(encode_auth(username, token)) == (username, token)


@given(st.binary().filter(lambda data: b":" not in data), st.binary())
def test_bytes_that_are_no_text_come_through_unchanged(username: bytes, token: bytes) -> None:
    name, secret = decode_auth(base64.b64encode(username + b":" + token).decode())
    assert base64.b64decode(encode_auth(name, secret)) == username + b":" + token


def test_a_surrogate_that_stands_for_no_byte_is_encoded_all_the_same() -> None:
    assert base64.b64decode(base64_text("\ud800")) == b"\xed\xa0\x80"


@pytest.mark.parametrize(
    ("auth", "credential"),
    [
        ("dTpw", ("u", "p")),
        ("dTo=", ("u", "")),  # padding
        ("dTo", ("u", "")),  # and none
        ("d\r\nTp\nw", ("u", "p")),  # Go passes over CR and LF
        ("dTo\n=", ("u", "")),  # inside the padding too
        ("dTpwOnA=", ("u", "p:p")),  # the first colon splits
        ("Og==", ("", "")),  # nothing on either side
        ("dTo/", ("u", "?")),  # `/` of the standard alphabet
    ],
)
def test_auth_is_decoded_as_the_kubelet_does(auth: str, credential: tuple[str, str]) -> None:
    assert decode_auth(auth) == credential


@pytest.mark.parametrize(
    ("auth", "why"),
    [
        ("dT pw", "not base64"),  # a space is a stray character
        ("dTpw\t", "not base64"),
        ("dTo_", "not base64"),  # the URL-safe alphabet
        ("dTpw=", "not base64"),  # too much padding
        ("dT=pw", "not base64"),  # padding in the middle
        ("dTpwd", "not base64"),  # 4n + 1 characters
        ("é", "not base64"),  # not ASCII
        ("dXA=", "without a colon"),
        ("", "without a colon"),
        ("base64编码", "not base64"),  # as people leave the example in
    ],
)
def test_what_the_kubelet_refuses_is_refused_in_words(auth: str, why: str) -> None:
    with pytest.raises(AuthError, match=why):
        decode_auth(auth)


@given(st.binary(), st.integers(1, 9), st.sampled_from(["\n", "\r\n"]))
def test_only_line_breaks_are_passed_over_in_standard_base64(
    data: bytes, width: int, newline: str
) -> None:
    text = base64.b64encode(data).decode()
    assert decode_standard(_wrapped(text, width, newline)) == data
    assert decode_optionally_padded(_wrapped(text.rstrip("="), width, newline)) == data


@pytest.mark.parametrize("text", ["dTpw=", "dTpw==", "dTpw====", "dTo==", "d===", "=", "===="])
def test_padding_that_the_length_does_not_call_for_is_refused(text: str) -> None:
    for decode in (decode_standard, decode_optionally_padded):
        with pytest.raises(ValueError, match=r"padding"):
            decode(text)


@given(anything)
def test_the_decoders_raise_nothing_but_their_own_errors(text: str) -> None:
    with contextlib.suppress(AuthError):
        decode_auth(text)
    for decode in (decode_standard, decode_optionally_padded):
        with contextlib.suppress(ValueError):
            decode(text)


def _wrapped(text: str, width: int, newline: str) -> str:
    return newline.join(text[start : start + width] for start in range(0, len(text), width))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("aé😀".encode(), "aé😀", id="UTF-8 is left alone"),
        pytest.param(b"a\xffb", "a\ufffdb", id="a byte that is never UTF-8"),
        pytest.param(b"\xe2\x82", "\ufffd\ufffd", id="a character that is cut off"),
        pytest.param(b"\xf0\x9f\x98x", "\ufffd\ufffd\ufffdx", id="and one of four bytes"),
        pytest.param(b"\xed\xa0\x80", "\ufffd\ufffd\ufffd", id="a surrogate written as UTF-8"),
    ],
)
def test_go_reads_one_replacement_character_for_each_wrong_byte(data: bytes, text: str) -> None:
    assert go_text(data) == text
