"""Copying: to a real clipboard where there is one, else through the terminal, and it says which."""

import subprocess
from collections.abc import Iterator

import pytest

from journeys.emulator import Terminal
from journeys.filling import fill, squeezed
from journeys.traces import sent_to_clipboard
from made_up_tokens import github_token
from needs import need_program
from x_server import x_server

TOKEN = github_token()


@pytest.fixture
def display() -> Iterator[str]:
    need_program("Xvfb", "xclip")
    with x_server() as display:
        yield display


def composed(**environment: str) -> Terminal:
    terminal = Terminal(environment=environment)
    terminal.wait_for(".dockerconfigjson")
    fill(terminal, {"username": "octocat", "token": TOKEN, "namespace": "shop"})
    return terminal


def test_the_clipboard_holds_what_the_preview_shows(display: str) -> None:
    with composed(DISPLAY=display) as terminal:
        shown = terminal.box("Manifest")
        terminal.press("ctrl+y")
        terminal.wait_for("Copied the manifest")
        assert squeezed(_clipboard(display)) == squeezed(shown)
        assert list(sent_to_clipboard(terminal.output)) == []
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
        assert squeezed(_clipboard(display)) == squeezed(shown)


def test_inspect_takes_what_is_on_the_clipboard(display: str) -> None:
    with composed(DISPLAY=display) as terminal:
        terminal.press("ctrl+y")
        terminal.wait_for("Copied the manifest")
        terminal.press("ctrl+o")
        terminal.wait_for("Paste anything")
        terminal.press("f8")
        terminal.wait_for("kubernetes.io/dockerconfigjson")
        terminal.wait_for("octocat")


def test_without_a_clipboard_the_terminal_is_asked_and_it_says_so() -> None:
    with composed(PATH="/nonexistent") as terminal:
        shown = terminal.box("Manifest")
        terminal.press("ctrl+y")
        terminal.wait_for("to your terminal")
        assert "Copied" not in terminal.text
        [sent] = sent_to_clipboard(terminal.output)
        assert squeezed(sent) == squeezed(shown)


def test_what_was_copied_is_no_longer_asked_about(display: str) -> None:
    with composed(DISPLAY=display) as terminal:
        terminal.press("ctrl+y")
        terminal.wait_for("Copied the manifest")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def _clipboard(display: str) -> str:
    command = ["xclip", "-selection", "clipboard", "-o", "-display", display]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout
