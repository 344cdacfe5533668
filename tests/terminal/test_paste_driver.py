"""What is pasted is one piece of data, however the terminal cuts it; what is typed stays keys."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from ghcr_tui.terminal.paste_driver import PasteParser

START, END = "\x1b[200~", "\x1b[201~"


def told(messages: Iterable[Message]) -> list[str]:
    said = []
    for message in messages:
        if isinstance(message, events.Paste):
            said.append(f"paste:{message.text}")
        elif isinstance(message, events.Key):
            said.append(message.key)
    return said


def read(*pieces: str) -> list[str]:
    parser = PasteParser()
    return [each for piece in (*pieces, "") for each in told(parser.feed(piece))]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        pytest.param(["ab"], ["a", "b"], id="typing"),
        pytest.param([f"{START}hi{END}x"], ["paste:hi", "x"], id="a paste between keys"),
        pytest.param(["\x1b[A"], ["up"], id="a key's own sequence"),
        pytest.param(["\x1b[", "A"], ["up"], id="a sequence cut where a paste could begin"),
        pytest.param(["\x1b"], ["escape"], id="the escape key"),
        pytest.param(
            [f"{START}\x1b[31mred\x11\x03{END}"],
            ["paste:\x1b[31mred\x11\x03"],
            id="ctrl+q and ctrl+c behind a pasted escape are no keys",
        ),
        pytest.param(
            [f"{START}\x1b[48;50;200;0;0t{END}"],
            ["paste:\x1b[48;50;200;0;0t"],
            id="a pasted report of the window's size is no report",
        ),
        pytest.param([f"{START}a\x00b{END}"], ["paste:ab"], id="NUL is padding"),
        pytest.param([f"{START}{END}"], ["paste:"], id="an empty paste"),
        pytest.param([f"{START}{START}a{END}"], [f"paste:{START}a"], id="a start within a paste"),
        pytest.param([f"{START}a\x1b", "[201~b"], ["paste:a", "b"], id="an end cut in two"),
        pytest.param([f"a{START}1{END}{START}2{END}"], ["a", "paste:1", "paste:2"], id="two"),
    ],
)
def test_a_paste_is_data_and_a_key_is_a_key(pieces: list[str], expected: list[str]) -> None:
    assert read(*pieces) == expected


@given(
    st.text(alphabet=st.characters(exclude_characters="\x00")).filter(lambda text: END not in text),
    st.sets(st.integers(2, 60)),
)
def test_however_a_paste_is_cut_it_arrives_whole(text: str, cuts: set[int]) -> None:
    stream = f"{START}{text}{END}y"  # never cut behind its first character: that is the escape key
    places = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]
    pieces = [stream[start:end] for start, end in pairwise(places)]
    assert read("x", *pieces) == ["x", f"paste:{text}", "y"]


def test_what_was_held_back_is_a_key_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("ghcr_tui.terminal.paste_driver.monotonic", lambda: now[0])
    parser = PasteParser()
    before = told(parser.feed("a\x1b"))
    now[0] = 10.0
    after = told(parser.tick()) + told(parser.feed(""))
    assert (before, after) == (["a"], ["escape"])
