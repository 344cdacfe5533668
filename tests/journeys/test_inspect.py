"""Whatever somebody has at hand is pasted, piped or opened, and looked into."""

import json
from base64 import b64encode
from pathlib import Path

import pytest

from journeys.emulator import Terminal, shell
from journeys.traces import modes_left
from made_up_tokens import github_token

TOKEN = github_token()
NOT_BASE64 = "eyJhdXRocyI6eyJnaGNyLmlvIjp7ImF1dGgiOiJiYXNlNjTnvJbnoIHlkI7nlJ/miJDnmoTlh63or4EifX19"
"""A payload whose `auth` is a Chinese sentence: "the credential that base64 encoding gives"."""


def secret(registry: str = "ghcr.io", username: str = "octocat") -> str:
    auth = b64encode(f"{username}:{TOKEN}".encode()).decode()
    payload = b64encode(json.dumps({"auths": {registry: {"auth": auth}}}).encode()).decode()
    return (
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: web-pull\n  namespace: shop\n"
        f"type: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: {payload}\n"
    )


def opened_on_inspect() -> Terminal:
    terminal = Terminal()
    terminal.wait_for(".dockerconfigjson")
    terminal.press("ctrl+o")
    terminal.wait_for("Paste anything")
    return terminal


def test_a_pasted_secret_is_taken_apart_and_its_token_stays_hidden() -> None:
    with opened_on_inspect() as terminal:
        terminal.paste(secret())
        terminal.wait_for("octocat")
        credentials = terminal.box("Credentials")
        assert "ghcr.io" in credentials
        assert "••••••••" in credentials
        assert TOKEN not in terminal.output


def test_an_auth_that_is_a_sentence_is_called_one_in_a_payload_that_is_sound() -> None:
    with opened_on_inspect() as terminal:
        terminal.paste(NOT_BASE64)
        terminal.wait_for("sound JSON for ghcr.io")
        terminal.wait_for("Findings")
        findings = " ".join(terminal.box("Findings").split())
        assert "`auth` is not base64 but a sentence" in findings


def test_a_payload_that_is_typed_key_by_key_is_recognised_as_well() -> None:
    with opened_on_inspect() as terminal:
        terminal.type(NOT_BASE64)
        terminal.wait_for("sound JSON for ghcr.io")


@pytest.mark.parametrize(
    "pipe",
    [
        pytest.param("cat secret.yaml | $GHCR_TUI", id="no argument at all"),
        pytest.param("cat secret.yaml | $GHCR_TUI -", id="the dash of other programs"),
        pytest.param("$GHCR_TUI < secret.yaml", id="a file as standard input"),
    ],
)
def test_a_pipe_is_inspected_and_the_keyboard_still_works(tmp_path: Path, pipe: str) -> None:
    (tmp_path / "secret.yaml").write_text(secret())
    command, arguments = shell(pipe)
    with Terminal(arguments, cwd=tmp_path, command=command) as terminal:
        terminal.wait_for("octocat")
        terminal.wait_for("standard input")
        terminal.press("ctrl+r")
        terminal.wait_for(TOKEN)
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


def test_a_pipe_that_never_ends_can_be_left() -> None:
    command, arguments = shell("sleep 600 | $GHCR_TUI")
    with Terminal(arguments, command=command) as terminal:
        terminal.wait_for("standard input: waiting")
        terminal.press("ctrl+q")
        terminal.wait_for(lambda _: modes_left(terminal.output) == set())
        assert "Traceback" not in terminal.output


def test_a_paste_is_looked_at_while_a_pipe_says_nothing() -> None:
    command, arguments = shell("sleep 600 | $GHCR_TUI")
    with Terminal(arguments, command=command) as terminal:
        terminal.wait_for("standard input: waiting")
        terminal.paste(secret())
        terminal.wait_for("octocat")


def test_more_than_anybody_reads_is_refused_with_a_sentence() -> None:
    command, arguments = shell("yes 2>/dev/null | $GHCR_TUI")
    with Terminal(arguments, command=command) as terminal:
        terminal.wait_for("more than 256")
        assert terminal.leave() == 0


def test_a_command_that_said_nothing_is_answered_with_a_sentence() -> None:
    command, arguments = shell("false | $GHCR_TUI")
    with Terminal(arguments, command=command) as terminal:
        terminal.wait_for("Nothing came from standard input")
        terminal.wait_gone("waiting")
        assert terminal.leave() == 0


def test_a_file_is_inspected_and_named(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(secret())
    with Terminal(["secret.yaml"], cwd=tmp_path) as terminal:
        terminal.wait_for("octocat")
        terminal.wait_for("secret.yaml")


def test_a_file_that_is_not_there_is_a_sentence_and_no_screen(tmp_path: Path) -> None:
    with Terminal(["no-such.yaml"], cwd=tmp_path) as terminal:
        assert terminal.wait_for_end() == 2
        assert "no-such.yaml" in terminal.output
        assert "\x1b[?1049h" not in terminal.output
