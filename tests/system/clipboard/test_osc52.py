import base64
import re

import pytest

from ghcr_tui.system.clipboard.osc52 import LIMIT, osc52

_PLAIN = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\a")


def _text(sequence: str) -> str:
    match = _PLAIN.fullmatch(sequence)
    assert match, sequence
    return base64.b64decode(match[1]).decode()


def test_the_sequence_carries_the_text_in_base64() -> None:
    sequence = osc52("kind: Secret\nname: ü", {})

    assert sequence is not None
    assert _text(sequence) == "kind: Secret\nname: ü"


def test_bytes_that_are_no_utf_8_are_carried_as_they_are() -> None:
    assert osc52("\udcff", {}) == "\x1b]52;c;/w==\a"


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("x" * LIMIT, True),
        ("x" * (LIMIT + 1), False),  # cut in the middle it would be a wrong Secret
        ("ü" * (LIMIT // 2 + 1), False),  # bytes count, not characters
    ],
)
def test_text_too_long_for_terminals_is_not_sent(text: str, fits: bool) -> None:
    assert (osc52(text, {}) is not None) is fits


def test_tmux_gets_it_both_for_itself_and_to_pass_through() -> None:
    sequence = osc52("a token", {"TMUX": "/run/tmux/default,1,0"})

    assert sequence is not None
    plain, _, wrapped = sequence.partition("\x1bPtmux;")
    assert _text(plain) == "a token"
    assert _text(wrapped.removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b")) == "a token"


def test_screen_gets_pieces_that_it_passes_on_whole() -> None:
    sequence = osc52("x" * 5000, {"STY": "1.pts-0.host"})

    assert sequence is not None
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sequence, re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == sequence
    assert max(map(len, pieces)) < 768
    assert _text("".join(pieces)) == "x" * 5000
