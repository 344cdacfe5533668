"""How Inspect looks, at the three sizes it is made for; a changed look needs a new picture."""

import json
from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from ghcr_tui.app import GhcrTui
from screens.inspecting import Inspecting, encoded, list_of, secret

Compare = Callable[..., bool]
SIZES = [
    pytest.param(size, id="x".join(map(str, size))) for size in ((120, 40), (80, 24), (60, 20))
]


def mixed() -> str:
    """Return a Secret with a sound entry, a unreadable one, and what a server adds."""
    written = secret("ghcr.io")
    auths = {
        "ghcr.io": {"auth": encoded("octocat:made-up-token-of-a-robot")},
        "registry.example.com/team": {"auth": encoded("made-up-token-without-a-name")},
    }
    written["data"] = {".dockerconfigjson": encoded(json.dumps({"auths": auths}))}
    return json.dumps(written, indent=2)


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False)
    monkeypatch.setattr("textual.widgets.TextArea.cursor_blink", False)


def opened_on(text: str, *keys: str) -> Callable[[Pilot[None]], object]:
    """Return what brings the screen into the state that the picture shows."""

    async def prepare(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, GhcrTui)
        await pilot.press("ctrl+o")
        screen = Inspecting(app, pilot)
        await screen.settle()
        if text:
            app.screen.query_one("#pasted", TextArea).load_text(text)
            await screen.settle()
        await pilot.pause(0.3)  # a list takes the focus after a moment
        await screen.press(*keys)

    return prepare


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", ()),
        (mixed(), ()),
        (mixed(), ("f3",)),
        (mixed(), ("f3", "f3", "ctrl+r")),
        (mixed(), ("f3", "f3", "f3", *"ghcr.io/owner/app")),
        ("hello: world", ()),
        (list_of(3000), ("down", "down")),
    ],
    ids=["empty", "secret", "findings", "revealed", "question", "no-secret", "list"],
)
def test_inspect_looks_as_it_should(
    snap_compare: Compare, size: tuple[int, int], text: str, keys: tuple[str, ...]
) -> None:
    assert snap_compare(GhcrTui(), run_before=opened_on(text, *keys), terminal_size=size)


@pytest.mark.parametrize("size", SIZES)
def test_the_dialog_that_opens_a_file_fits(
    snap_compare: Compare,
    size: tuple[int, int],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path_factory.mktemp("files") / "work"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "ghcr-secret.yaml").write_text("")
    monkeypatch.chdir(folder)
    assert snap_compare(GhcrTui(), run_before=opened_on("", "f9", "."), terminal_size=size)
