"""Keys that come faster than they are handled: over a slow line, or typed by a program."""

import pytest

from journeys.emulator import Terminal
from made_up_tokens import github_token

TOKEN = github_token()


def test_a_form_typed_in_one_breath_loses_no_key_and_shows_no_token() -> None:
    """Over a slow line, and from password managers, keys and Tabs arrive all at once."""
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.send(f"octocat\t{TOKEN}\tme@example.com\tweb-pull\tshop".encode())
        terminal.wait_for(lambda _: terminal.field("namespace").startswith("shop"))
        assert terminal.field("username") == "octocat"
        assert "ghp_" not in terminal.text


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        pytest.param("abc\x7f\x7fXY", "aXY", id="backspace"),
        pytest.param("abc\x1b[D\x1b[DX", "aXbc", id="arrows"),
        pytest.param("abc\x1b[HX", "Xabc", id="home"),
        pytest.param("abc\x15XY", "XY", id="ctrl+u"),
    ],
)
def test_keys_that_edit_act_before_what_is_typed_after_them(keys: str, meant: str) -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.send(keys.encode())
        terminal.wait_for(lambda _: terminal.field("username") == meant)


def test_keys_that_edit_a_pasted_text_act_in_their_turn_as_well() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.press("ctrl+o")
        terminal.wait_for("Paste anything")
        terminal.send(b"kind: Pod\x7f\x7f\x7fSecret")
        terminal.wait_for("kind: Secret")


def test_enter_between_username_and_token_keeps_them_apart() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.send(f"octocat\r{TOKEN}\rme@example.com\rweb-pull\rshop".encode())
        terminal.wait_for(lambda _: terminal.field("namespace").startswith("shop"))
        assert terminal.field("username") == "octocat"
        assert terminal.field("name") == "web-pull"
        assert "ghp_" not in terminal.text
        terminal.send(b"\x1a\x1a\x1a")  # ctrl+z
        terminal.wait_for(lambda _: terminal.field("email") != "me@example.com")
        assert terminal.field("username") == "octocat"


def test_a_login_pasted_with_line_breaks_shows_no_token() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.send(f"\x1b[200~octocat\r{TOKEN}\r\x1b[201~".encode())
        terminal.wait_for(lambda _: "•" in terminal.field("token"))
        assert terminal.field("username") == "octocat"
        assert "ghp_" not in terminal.text


def test_a_token_in_the_username_is_hidden_and_ctrl_t_moves_it() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.send(f"\x1b[200~{TOKEN}\x1b[201~".encode())
        terminal.wait_for("ctrl+t moves it")
        assert "ghp_" not in terminal.text
        terminal.send(b"\x14octocat")
        terminal.wait_for(lambda _: terminal.field("username") == "octocat")
        assert "•" in terminal.field("token")
