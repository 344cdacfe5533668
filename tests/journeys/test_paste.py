"""What is pasted into a real terminal: whole, at once, and never taken for keys."""

import json
import random
from base64 import b64encode

from journeys.emulator import Terminal

AUTH = b64encode(b"octocat:made-up").decode()
PAYLOAD = json.dumps({"auths": {"ghcr.io": {"auth": AUTH}}})
FIVE_MB = 5 * 1024 * 1024


def on_inspect() -> Terminal:
    terminal = Terminal()
    terminal.wait_for("ghcr-tui")
    terminal.wait_for(".dockerconfigjson")
    terminal.press("ctrl+o")
    terminal.wait_for("Paste anything here")
    return terminal


def test_a_pasted_payload_is_recognised() -> None:
    with on_inspect() as terminal:
        terminal.paste(PAYLOAD)
        screen = terminal.wait_for("octocat")
        assert "made-up" not in screen


def test_bytes_that_are_no_text_are_an_answer_and_not_a_traceback() -> None:
    with on_inspect() as terminal:
        terminal.paste(random.Random(5).randbytes(FIVE_MB).replace(b"\x1b", b"?"))  # noqa: S311
        terminal.wait_for("Delete clears them")
        terminal.press("ctrl+l")
        terminal.wait_for("Paste anything here")


def test_a_key_that_is_pasted_behind_an_escape_is_only_text() -> None:
    with on_inspect() as terminal:
        terminal.paste("\x1b[31m\x11\x0f" + "x" * 60 + "\x1b]0;title\x07")
        screen = terminal.wait_for("␛[31m")
        assert "Compose" in screen
        terminal.press("ctrl+l")
        terminal.wait_for("Paste anything here")


def test_five_megabytes_are_taken_and_the_keys_work_on() -> None:
    with on_inspect() as terminal:
        terminal.paste("x" * FIVE_MB)
        terminal.wait_for("5,242,880 characters")
        terminal.press("ctrl+o")
        terminal.wait_for("Manifest")
