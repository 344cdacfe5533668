"""The word on a copy: what became of the text, and no more than is known."""

import pytest
from textual.app import App

from ghcr_tui.core.settings.settings import ClipboardUse
from ghcr_tui.screens.copy_text import CopyOutcome, copy_aside

CAUTION = "It holds a token."


@pytest.mark.parametrize(
    ("outcome", "caution", "sentence"),
    [
        (CopyOutcome("copied"), "", "Copied the manifest."),
        (CopyOutcome("copied"), CAUTION, "Copied the manifest. It holds a token."),
        (CopyOutcome("copied", "tmux has it."), "", "Copied the manifest. tmux has it."),
        (
            CopyOutcome("sent", "No program was found."),
            CAUTION,
            "Sent the manifest to your terminal (OSC 52), which does not say whether it took it. "
            "It holds a token. No program was found.",
        ),
        (CopyOutcome("failed", "It is too long."), CAUTION, "Not copied. It is too long."),
    ],
)
def test_a_copy_is_called_what_it_is_known_to_be(
    outcome: CopyOutcome, caution: str, sentence: str
) -> None:
    assert outcome.sentence("manifest", caution) == sentence


class CopyingApp(App[None]):
    """An app whose settings say which ways a copy may take."""

    def __init__(self, use: ClipboardUse) -> None:
        super().__init__()
        self.clipboard_use = use


@pytest.mark.parametrize(
    ("use", "how", "reason"),
    [
        ("auto", "sent", "No clipboard is to be found here."),
        ("program", "failed", "No clipboard is to be found here."),
        ("terminal", "sent", ""),
        ("off", "failed", 'config.toml says `clipboard = "off"`'),
    ],
)
async def test_a_copy_takes_only_the_ways_that_are_chosen(
    monkeypatch: pytest.MonkeyPatch, use: ClipboardUse, how: str, reason: str
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    app, outcomes = CopyingApp(use), list[CopyOutcome]()
    async with app.run_test() as pilot:
        copy_aside(app, "text", outcomes.append)
        await app.workers.wait_for_complete()
        await pilot.pause()
    (outcome,) = outcomes
    assert outcome.how == how
    assert outcome.reason.startswith(reason)
