"""Keys that come faster than they are handled: over a slow line, or typed by a program."""

from made_up_tokens import github_token
from terminal.emulator import Terminal

TOKEN = github_token()


def test_a_form_typed_in_one_breath_loses_no_key_and_shows_no_token() -> None:
    """Over a slow line, and from password managers, keys and Tabs arrive all at once."""
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.send(f"octocat\t{TOKEN}\tme@example.com\tweb-pull\tshop".encode())
        terminal.wait_for(lambda _: terminal.field("namespace").startswith("shop"))
        assert terminal.field("username") == "octocat"
        assert "ghp_" not in terminal.text
