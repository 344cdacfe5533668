"""OSC 52: the escape sequence that asks the terminal to put text on its clipboard.

Source: XTerm Control Sequences, "Operating System Commands", Ps = 5 2.
"""

from collections.abc import Mapping

from ghcr_tui.core.golang.base64_strict import base64_text
from ghcr_tui.core.text.decoding import utf8

LIMIT = 74_994
"""Bytes of text: its sequence is then 100,000 long, which terminals with a limit still take."""

_SCREEN_PIECE = 512
"""GNU Screen passes on strings of at most 768 characters."""

_ESCAPE, _BELL, _END = "\x1b", "\a", "\x1b\\"


def osc52(text: str, environ: Mapping[str, str]) -> str | None:
    """Return what to write to the terminal so that it copies `text`, None where that is too long.

    Whether it then does is never known: terminals do not answer, and some have it turned off.
    Inside tmux the sequence goes out twice: plain, for `set-clipboard on`, and wrapped to be
    passed through, for `allow-passthrough on`; tmux drops in silence what is not turned on.
    """
    if len(utf8(text)) > LIMIT:
        return None
    sequence = f"{_ESCAPE}]52;c;{base64_text(text)}{_BELL}"
    if environ.get("TMUX"):
        doubled = sequence.replace(_ESCAPE, _ESCAPE * 2)
        return f"{sequence}{_ESCAPE}Ptmux;{doubled}{_END}"
    if environ.get("STY"):
        pieces = range(0, len(sequence), _SCREEN_PIECE)
        return "".join(
            f"{_ESCAPE}P{sequence[start : start + _SCREEN_PIECE]}{_END}" for start in pieces
        )
    return sequence
