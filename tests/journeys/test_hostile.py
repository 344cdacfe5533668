"""Text that would command the terminal or the app is data, wherever it is typed or pasted."""

import random

import pytest

from journeys.emulator import Terminal
from journeys.filling import go_to
from journeys.traces import modes_left, sent_to_clipboard, titles
from made_up_tokens import github_token

MARKUP = "[@click=app.quit]x[/]"
TITLE = "\x1b]0;taken over\x07"
CLEARED = "\x1b[2J\x1b[H"
CLIPBOARD = "\x1b]52;c;dGFrZW4gb3Zlcg==\x07"
QUIT = "\x11"
FIELDS = ["registry", "username", "token", "email", "name", "namespace", "labels", "annotations"]


def opened(*, inspecting: bool = False) -> Terminal:
    terminal = Terminal()
    terminal.wait_for(".dockerconfigjson")
    if inspecting:
        terminal.press("ctrl+o")
        terminal.wait_for("Paste anything")
    return terminal


def test_sequences_and_markup_pasted_into_every_field_do_nothing() -> None:
    with opened() as terminal:
        go_to(terminal, "registry", "shift+tab")
        for field in FIELDS:
            go_to(terminal, field)
            terminal.press("ctrl+u")
            terminal.paste(f"{MARKUP}{TITLE}{CLEARED}{CLIPBOARD}{QUIT}end")
        terminal.press("ctrl+s")
        terminal.wait_for("Not saved")
        assert TITLE not in terminal.output
        assert CLEARED + CLIPBOARD not in terminal.output
        assert "taken over" not in " ".join(titles(terminal.output))
        assert list(sent_to_clipboard(terminal.output)) == []
        assert terminal.leave() == 0


def test_markup_typed_as_a_username_is_shown_as_it_is() -> None:
    with opened() as terminal:
        go_to(terminal, "username")
        terminal.type("[b]me[/b]")
        terminal.wait_for(lambda _: terminal.field("username") == "[b]me[/b]")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MARKUP, id="Textual's markup"),
        pytest.param(f"{TITLE}{CLEARED}{CLIPBOARD}{QUIT}", id="sequences and a key"),
        pytest.param(f'{{"auths": {{"{MARKUP}": {{"auth": "{MARKUP}"}}}}}}', id="in a payload"),
        pytest.param("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n", id="YAML aliases"),
        pytest.param("!!python/object/apply:os.system [id]", id="a YAML tag"),
        pytest.param("[" * 100_000, id="depth"),
        pytest.param("before\x00after", id="a NUL"),
        pytest.param("\ud800\udfff", id="lone surrogates"),
    ],
)
def test_whatever_is_pasted_into_inspect_is_looked_at_and_nothing_more(text: str) -> None:
    with opened(inspecting=True) as terminal:
        terminal.paste(text)
        terminal.wait_gone("Paste anything")
        terminal.press("f3")
        terminal.press("ctrl+r")
        terminal.press("f1")
        terminal.wait_for("Help")
        terminal.press("escape")
        assert TITLE not in terminal.output
        assert list(sent_to_clipboard(terminal.output)) == []
        assert terminal.leave() == 0
        assert "Traceback" not in terminal.output


def test_five_megabytes_of_random_bytes_are_survived_by_a_field() -> None:
    noise = random.Random(2026).randbytes(5_000_000).replace(b"\x1b[201~", b"")  # noqa: S311
    with opened() as terminal:
        terminal.paste(noise)
        terminal.press("f1")
        terminal.wait_for("Help")
        terminal.press("escape")
        assert terminal.leave() == 0
        assert "Traceback" not in terminal.output
        assert modes_left(terminal.output) == set()


def test_a_hostile_file_name_is_shown_inert(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    name = f"[b]x\x1b]0;taken over\x07{github_token()[-4:]}.yaml"
    (folder / name).write_text("kind: Secret\n")
    with Terminal([name], cwd=folder) as terminal:
        terminal.wait_for("Secret")
        assert titles(terminal.output) == []
        assert terminal.leave() == 0
