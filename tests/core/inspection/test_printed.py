"""Text that a program printed instead of writing it: what it is a print of, and what it is not."""

import base64
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.inspection.printed import printed_text

TEXT = '{"auths":{"ghcr.io":{"auth":"b2N0bzpt\\u00e4"}}}\n'
BYTES = TEXT.encode()
LINES = [BYTES[start : start + 16] for start in range(0, len(BYTES), 16)]


@pytest.mark.parametrize(
    ("how", "printed"),
    [
        ("bytes", repr(BYTES)),
        ("numbers", " ".join(str(byte) for byte in BYTES)),
        ("numbers", str(list(BYTES))),
        ("numbers", f"<Buffer {BYTES.hex(' ')}>"),
        ("hex", BYTES.hex()),
        ("hex", BYTES.hex(" ").upper()),
        ("hex", f"\\x{BYTES.hex()}"),
        ("hex", f"0x{BYTES.hex()}"),
        (
            "hex",
            "\n".join(
                f"{16 * number:08x}  {line[:8].hex(' ')}  {line[8:].hex(' ')}  |{line!r}|"
                for number, line in enumerate(LINES)
            )
            + f"\n{len(BYTES):08x}",
        ),
        ("gzip", base64.b64encode(gzip.compress(BYTES, mtime=0)).decode()),
    ],
)
def test_it_is_read_as_it_was(how: str, printed: str) -> None:
    found = printed_text(printed)
    assert found is not None
    assert (found.how, found.text) == (how, TEXT)
    assert "ghcr.io" not in repr(found)


@pytest.mark.parametrize(
    "escaped",
    [
        r"kind: Secret\ndata:\n  a: \"b\"",
        r'"kind: Secret\ndata:\n  a: \"b\""',
        r"'kind: Secret\ndata:\n  a: \"b\"'",
    ],
)
def test_line_breaks_come_back(escaped: str) -> None:
    found = printed_text(escaped)
    assert found is not None
    assert found.text == 'kind: Secret\ndata:\n  a: "b"'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "deadbeef",
        "b'unended",
        "b'" + "\\xff" * 20 + "'",
        "0123456789abcdef" * 2 + "g",
        "00" * 40,
        "H4sI" + "A" * 40,
        '{"kind": "Secret", "a": "one\\ntwo\\nthree"}',
        "kind: Secret\ndata:\n  a: one\\ntwo\\nthree",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 999",
        base64.b64encode(gzip.compress(b"\0" * 100, mtime=0)).decode(),
    ],
)
def test_what_is_no_print_is_left_alone(text: str) -> None:
    assert printed_text(text) is None


@given(st.text(alphabet="b'\"\\x0123456789abcdef \n[]<>Buffer,:-{}", max_size=80))
def test_any_text_gets_an_answer(text: str) -> None:
    printed_text(text)


def test_what_unpacks_to_more_than_anything_holds_is_cut() -> None:
    bomb = base64.b64encode(gzip.compress(b" " * 20_000_000 + b"x")).decode()
    found = printed_text(bomb)
    assert found is None or len(found.text) <= 3_000_000
