import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.text.decoding import text_of, utf8, utf16_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"kind: Secret\r\n", "kind: Secret\r\n"),  # line ends are the reader's business
        (b"\xef\xbb\xbfkind: Secret", "kind: Secret"),  # Notepad
        ("{ü}".encode("utf-16-le"), "{ü}"),  # no mark: known by its zeros
        ("{ü}\r\n".encode("utf-16-le") + b"\n", "{ü}\r\n"),  # a shell's line break behind it
        (b"a\x00bcdefg", "a\x00bcdefg"),  # one zero does not make UTF-16
        (b"\xff\xfe" + "{ü}".encode("utf-16-le"), "{ü}"),  # PowerShell's `>`
        (b"\xfe\xff" + "{ü}".encode("utf-16-be"), "{ü}"),
        (b"\xff\xfe\x00\x00" + "{ü}".encode("utf-32-le"), "{ü}"),
        (b"\x00\x00\xfe\xff" + "{ü}".encode("utf-32-be"), "{ü}"),
        (b"\xff\xfe{\x00}", "{\ufffd"),  # UTF-16 that was cut in the middle of a character
        (b"caf\xe9", "caf\udce9"),  # Latin-1
        (b"", ""),
    ],
)
def test_bytes_become_the_text_that_they_were_written_as(data: bytes, text: str) -> None:
    assert text_of(data) == text


@given(
    st.binary().filter(
        lambda data: data[:1] not in (b"\xef", b"\xff", b"\xfe") and b"\x00" not in data[:4]
    )
)
def test_bytes_without_a_mark_come_back_as_they_were(data: bytes) -> None:
    assert utf8(text_of(data)) == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_known_by_its_mark_or_by_its_zeros(encoding: str) -> None:
    assert utf16_text('{"auths": {}}'.encode(encoding)).removeprefix("\ufeff") == '{"auths": {}}'


@pytest.mark.parametrize(
    "data", [b"", b"a", b"{}", b"{\x00", b"\x00\x01\x02\x03\x04\x05", b"a\x00bcdefg"]
)
def test_other_bytes_are_no_utf_16(data: bytes) -> None:
    assert utf16_text(data) == ""
