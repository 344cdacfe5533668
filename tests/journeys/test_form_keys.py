"""The form by keys and by mouse: a token to its place, back and forth, letters in the preview."""

from journeys.emulator import Terminal
from made_up_tokens import github_token

TOKEN = github_token()


def click_on(terminal: Terminal, words: str) -> None:
    """Press and let go the mouse's button on `words`, as terminals report it (SGR 1006)."""
    lines = terminal.text.split("\n")
    row = next(number for number, line in enumerate(lines) if words in line)
    place = f"{lines[row].index(words) + 2};{row + 1}"
    terminal.send(f"\x1b[<0;{place}M\x1b[<0;{place}m".encode())


def test_a_token_is_moved_by_a_click_and_all_of_it_is_taken_back_and_done_again() -> None:
    with Terminal(columns=200, rows=60) as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.paste(TOKEN)
        terminal.wait_for("Move token")
        assert "ghp_" not in terminal.text
        click_on(terminal, "Move token")
        terminal.wait_for(lambda _: "•" in terminal.field("token"))
        assert "•" not in terminal.field("username")
        terminal.send(b"\x1a")  # ctrl+z
        terminal.wait_for(lambda _: "•" in terminal.field("username"))
        terminal.send(b"\x1bz")  # alt+z
        terminal.wait_for(lambda _: "•" in terminal.field("token"))
        click_on(terminal, "namespace")
        terminal.wait_for(lambda _: terminal.focus == "namespace")


def test_enter_leads_to_the_preview_where_letters_move_find_and_help() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.send(b"octocat" + b"\r" * 10)
        terminal.wait_for(lambda _: not terminal.focus)
        terminal.send(b"/")
        terminal.wait_for("enter finds it")
        terminal.send(b"nowhere\r")
        terminal.wait_for("is not in there")
        terminal.send(b"?")
        terminal.wait_for("Keys")
        terminal.send(b"q")
        terminal.wait_gone("esc closes")
        terminal.wait_for(lambda _: terminal.field("username") == "octocat")
