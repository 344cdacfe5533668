"""The window is dragged to other sizes in the middle of the work."""

import json
from base64 import b64encode

from journeys.emulator import Terminal
from journeys.filling import fill, go_to, squeezed
from made_up_tokens import github_token

TOKEN = github_token()
AUTH = b64encode(f"octocat:{TOKEN}".encode()).decode()
SIZES = ((120, 40), (80, 24), (60, 20), (120, 40))


def test_typing_goes_on_through_every_size_and_no_key_is_lost() -> None:
    with Terminal(columns=120, rows=40) as terminal:
        terminal.wait_for(".dockerconfigjson")
        fill(terminal, {"token": TOKEN, "namespace": "shop"})
        go_to(terminal, "username", "shift+tab")
        typed = ""
        for (columns, rows), letters in zip(SIZES, ("oct", "o", "ca", "t"), strict=True):
            terminal.resize(columns, rows)
            terminal.type(letters)
            typed += letters
            _wait_for_username(terminal, typed)
        assert terminal.field("namespace") == "shop"
        payload = json.dumps({"auths": {"ghcr.io": {"auth": AUTH}}}, separators=(",", ":"))
        data = b64encode(payload.encode()).decode()
        terminal.wait_for(lambda _: data in squeezed(terminal.box("Manifest")))


def test_the_preview_is_whole_after_every_size() -> None:
    with Terminal(["--username", "octocat-from-a-long-name"], columns=120, rows=40) as terminal:
        terminal.wait_for(".dockerconfigjson")
        whole = squeezed(terminal.box("Manifest"))
        for columns, rows in ((80, 24), (100, 30), (90, 40), (120, 40)):
            terminal.resize(columns, rows)
            _wait_for_manifest(terminal, whole)


def test_a_pasted_line_is_whole_after_every_size() -> None:
    value = "eyJhdXRocyI6eyJnaGNyLmlvIjp7ImF1dGgiOiJiYXNlNjTnvJbnoIHlkI7nlJ/miJDnmoTlh63or4EifX19"
    with Terminal(columns=120, rows=40) as terminal:
        terminal.wait_for(".dockerconfigjson")
        terminal.press("ctrl+o")
        terminal.wait_for("Paste anything")
        terminal.paste(value)
        terminal.wait_for("sound JSON")
        for columns, rows in ((80, 24), (60, 20), (120, 40)):
            terminal.resize(columns, rows)
            _wait_for_pasted(terminal, value)


def _wait_for_username(terminal: Terminal, typed: str) -> None:
    terminal.wait_for(lambda text: "username" in text and terminal.field("username") == typed)


def _wait_for_manifest(terminal: Terminal, whole: str) -> None:
    terminal.wait_for(
        lambda text: "Manifest" in text and squeezed(terminal.box("Manifest")) == whole
    )


def _wait_for_pasted(terminal: Terminal, value: str) -> None:
    terminal.wait_for(
        lambda text: "Paste here" in text and squeezed(terminal.box("Paste here")) == value
    )
