"""Text as one word of a POSIX shell."""

import subprocess

import pytest
from hypothesis import given

from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import is_inert
from ghcr_tui.core.text.shell import octal, word
from needs import need_program
from strategies import NASTY, anything


@pytest.mark.parametrize("shell", ["bash", "dash"])
def test_a_word_is_the_same_bytes_to_the_shell(shell: str) -> None:
    need_program(shell)
    more = ("=ls", "a=~", "\udcff\udcfe", "\x1b\x1b8")
    texts = [text for text in (*NASTY, *more) if "\0" not in text]
    script = "printf '%s\\0' " + " ".join(map(word, texts))
    done = subprocess.run([shell, "-c", script], capture_output=True, check=True)
    assert done.stdout.split(b"\0")[:-1] == [utf8(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ghcr.io", "ghcr.io"),
        ("", "''"),
        ("a b", "'a b'"),
        ("it's", """'it'"'"'s'"""),
        ("$(id)", "'$(id)'"),
        ("a\nb", "'a\nb'"),  # a line break in quotes is safe to paste
        ("\x1b[201~", """"$(printf '\\033')"'[201~'"""),  # ESC is not: it can end the paste
        ("=ls", "'='ls"),  # zsh would look for the program
    ],
)
def test_words_are_quoted_no_more_than_they_must(text: str, written: str) -> None:
    assert word(text) == written


@given(anything)
def test_nothing_active_but_line_breaks_is_left_in_a_word(text: str) -> None:
    assert is_inert(word(text).replace("\n", ""))
    assert is_inert(octal(text))
