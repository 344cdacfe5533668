"""Leaving: only work that would be lost is asked about, and the terminal is as it was."""

import re
from pathlib import Path

import pytest

from journeys.emulator import Terminal, shell
from journeys.filling import fill
from journeys.traces import kitty_keyboards, modes_left, modes_used, scrollback, titles
from made_up_tokens import github_token

TOKEN = github_token()
MOUSE, PASTE, ALTERNATE_SCREEN = "1000", "2004", "1049"


def composed(*arguments: str, cwd: Path | None = None) -> Terminal:
    terminal = Terminal(arguments, cwd=cwd)
    terminal.wait_for(".dockerconfigjson")
    fill(terminal, {"username": "octocat", "token": TOKEN, "namespace": "shop"})
    return terminal


def test_an_untouched_form_is_left_without_a_question() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def test_prefilled_fields_are_no_work_that_could_be_lost() -> None:
    with Terminal(["-u", "octocat"], environment={"GHCR_TOKEN": TOKEN}) as terminal:
        terminal.wait_for("octocat")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def test_composed_work_asks_and_escape_stays() -> None:
    with composed() as terminal:
        terminal.press("ctrl+q")
        terminal.wait_for("neither copied nor saved")
        terminal.press("escape")
        terminal.wait_gone("neither copied nor saved")
        assert terminal.field("username") == "octocat"
        terminal.press("ctrl+q")
        terminal.wait_for("neither copied nor saved")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def test_the_question_saves_first_where_that_is_the_answer(tmp_path: Path) -> None:
    with composed(cwd=tmp_path) as terminal:
        terminal.press("ctrl+q")
        terminal.wait_for("Save it first")
        terminal.press("enter")
        terminal.wait_for("ghcr-secret.yaml")
        terminal.press("enter")
        terminal.wait_for("Saved the manifest")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
        assert (tmp_path / "ghcr-secret.yaml").exists()


def test_work_that_was_saved_is_left_without_a_question(tmp_path: Path) -> None:
    with composed(cwd=tmp_path) as terminal:
        terminal.press("ctrl+s")
        terminal.wait_for("ghcr-secret.yaml")
        terminal.press("enter")
        terminal.wait_for("Saved the manifest")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def test_the_terminal_is_as_it_was_and_nothing_secret_stays_in_it() -> None:
    with composed() as terminal:
        terminal.press("ctrl+r")
        terminal.wait_for("MadeUp")
        terminal.press("ctrl+q")
        terminal.wait_for("neither copied nor saved")
        terminal.press("ctrl+q")
        terminal.wait_for_end()
        output = terminal.output
        assert {MOUSE, PASTE, ALTERNATE_SCREEN} <= modes_used(output)
        assert modes_left(output) == set()
        assert kitty_keyboards(output) == 0
        assert not re.search(r"MadeUp|octocat", scrollback(output))
        assert not any("MadeUp" in title for title in titles(output))


@pytest.mark.parametrize(
    "pipe",
    [
        pytest.param("", id="the keyboard as standard input"),
        pytest.param("printf auth: e30= |", id="the keyboard taken back from a pipe"),
    ],
)
def test_the_lines_settings_are_what_they_were_before(pipe: str) -> None:
    command, arguments = shell(f"stty -a; {pipe} $GHCR_TUI; stty -a")
    with Terminal(arguments, command=command) as terminal:
        terminal.wait_for("Quit")
        terminal.press("ctrl+q")
        terminal.wait_for_end()
        before, after = re.findall(r"speed.*?(?=speed|\x1b\[\?|\Z)", _plain(terminal.output), re.S)
        assert before.split() == after.split()
        assert "echo" in before.split()


def _plain(output: str) -> str:
    return re.sub(r"\x1b\[\?1049h.*\x1b\[\?1049l|\x1b\[[0-9;?<>=]*[a-zA-Z]", "", output, flags=re.S)
