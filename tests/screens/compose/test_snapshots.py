"""How the composer looks, at the three sizes it is made for; a changed look needs a new picture."""

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from screens.composing import SOUND
from stillness import still

Compare = Callable[..., bool]
SIZES = [
    pytest.param(size, id="x".join(map(str, size))) for size in ((120, 40), (80, 24), (60, 20))
]
SEVERAL = SOUND._replace(
    credentials=(*SOUND.credentials, Credential("quay.io", "org+robot", "")),
    labels=(("component", "denostr"),),
    style="kubectl",
)


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.widgets.Input.cursor_blink", False)
    monkeypatch.setattr("textual.widgets.TextArea.cursor_blink", False)


def pressing(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Return what presses keys, and waits until all that comes of them is shown."""

    async def act(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.press(*keys)
        await still(pilot)

    return act


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("draft", "keys"),
    [
        (Draft(), ()),
        (SEVERAL, ("ctrl+n", "tab", "tab", "tab", "f3", "f3")),
        (SOUND._replace(name="Bad_Name"), ("f2",)),
    ],
    ids=["fresh", "several", "wrong"],
)
def test_the_composer_looks_as_it_should(
    snap_compare: Compare, size: tuple[int, int], draft: Draft, keys: tuple[str, ...]
) -> None:
    assert snap_compare(GhcrTui(draft=draft), run_before=pressing(*keys), terminal_size=size)


@pytest.mark.parametrize("size", SIZES)
def test_the_image_question_answers_below_the_form(
    snap_compare: Compare, size: tuple[int, int]
) -> None:
    async def ask(pilot: Pilot[None]) -> None:
        await pilot.pause()
        pilot.app.query_one("#image").focus()
        await pilot.press(*"registry.example.com/shop/app")
        await still(pilot)

    assert snap_compare(GhcrTui(draft=SOUND), run_before=ask, terminal_size=size)


@pytest.mark.parametrize("size", SIZES)
def test_the_dialog_of_registries_fits(snap_compare: Compare, size: tuple[int, int]) -> None:
    act = pressing("f4", "down", "down", "down", "down")
    assert snap_compare(GhcrTui(), run_before=act, terminal_size=size)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", [6, 7, 8])
def test_what_a_view_for_git_asks_fits(
    snap_compare: Compare, size: tuple[int, int], number: int
) -> None:
    act = pressing(f"alt+{number}", "f8")
    assert snap_compare(GhcrTui(draft=SOUND), run_before=act, terminal_size=size)


def test_without_colour_everything_is_still_told(
    snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = GhcrTui(draft=SOUND._replace(name="Bad_Name"))
    assert snap_compare(app, run_before=pressing("f2"), terminal_size=(80, 24))
