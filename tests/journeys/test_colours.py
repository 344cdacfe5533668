"""Terminals without colours, or with few of them: everything is still said in characters."""

import re

import pytest

from journeys.emulator import Terminal
from journeys.filling import fill
from made_up_tokens import github_token

_COLOUR = re.compile(r"\x1b\[[0-9;]*?[34]8;2;(\d+);(\d+);(\d+)(?:;48;2;(\d+);(\d+);(\d+))?")
_TRUE_COLOUR = re.compile(r"\x1b\[[0-9;]*[34]8;[25];")


def used(**environment: str) -> Terminal:
    """Return a terminal in which an error stands beside the token."""
    terminal = Terminal(environment={"COLORTERM": "", **environment})
    terminal.wait_for(".dockerconfigjson")
    fill(terminal, {"username": "octocat", "token": f"{github_token()[:-1]}x", "namespace": "shop"})
    terminal.wait_for("✖")
    return terminal


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("NO_COLOR", "1", id="no colours wanted"),
        pytest.param("TERM", "xterm-16color", id="16 colours"),
        pytest.param("TERM", "linux", id="the Linux console"),
        pytest.param("TERM", "screen", id="an old screen"),
        pytest.param("TERM", "xterm-256color", id="256 colours"),
        pytest.param("TERM", "dumb", id="a terminal that says it can do nothing"),
    ],
)
def test_focus_and_findings_are_marked_by_characters_too(name: str, value: str) -> None:
    with used(**{name: value}) as terminal:
        assert terminal.focus == "namespace"
        assert "✖" in terminal.box("Findings")
        assert terminal.leave() == 0


def test_without_colours_everything_is_a_shade_of_grey() -> None:
    with used(NO_COLOR="1", COLORTERM="truecolor") as terminal:
        shades = {group for found in _COLOUR.finditer(terminal.output) for group in _rgb(found)}
        assert shades
        assert all(len(set(shade)) == 1 for shade in shades)


def test_sixteen_colours_are_not_asked_for_more() -> None:
    with used(TERM="xterm-16color") as terminal:
        assert not _TRUE_COLOUR.search(terminal.output)


def _rgb(found: re.Match[str]) -> list[tuple[str, ...]]:
    numbers = [number for number in found.groups() if number is not None]
    return [tuple(numbers[start : start + 3]) for start in range(0, len(numbers), 3)]
