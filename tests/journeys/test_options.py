"""What the command line and the environment put into the form, and what they may not."""

from pathlib import Path

import pytest

from journeys.emulator import Terminal
from journeys.filling import go_to
from made_up_tokens import github_token

TOKEN = github_token()


def test_options_fill_in_the_form() -> None:
    options = ["--registry", "quay.io", "--username", "org+bot", "--name", "web", "-n", "shop"]
    with Terminal(options) as terminal:
        terminal.wait_for("org+bot")
        shown = {field: terminal.field(field) for field in ("registry", "username", "name")}
        assert shown == {"registry": "quay.io", "username": "org+bot", "name": "web"}
        assert "namespace: shop" in terminal.box("Manifest")


@pytest.mark.parametrize("variable", ["GHCR_TOKEN", "GH_TOKEN", "GITHUB_TOKEN"])
def test_a_token_in_the_environment_is_taken_and_hidden(variable: str) -> None:
    with Terminal(["-u", "octocat"], environment={variable: TOKEN}) as terminal:
        terminal.wait_for("••••••••")
        assert TOKEN not in terminal.output
        terminal.press("ctrl+r")
        go_to(terminal, "token", "shift+tab")
        terminal.wait_for(TOKEN[-12:])


def test_a_token_file_is_read_without_its_last_newline(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    with Terminal(["-u", "octocat", "--token-file", str(file)]) as terminal:
        terminal.wait_for("••••••••")
        assert "newline" not in terminal.box("Findings")
        assert TOKEN not in terminal.output


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([f"--token={TOKEN}"], id="one word"),
        pytest.param(["--token", TOKEN], id="two words"),
        pytest.param(["--password", TOKEN], id="docker's name for it"),
        pytest.param([TOKEN], id="where a file's name belongs"),
    ],
)
def test_a_token_as_an_argument_is_refused_and_never_repeated(arguments: list[str]) -> None:
    with Terminal(arguments) as terminal:
        assert terminal.wait_for_end() == 2
        assert TOKEN not in terminal.output
        assert "\x1b[?1049h" not in terminal.output
