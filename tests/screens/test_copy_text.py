"""The word on a copy: what became of the text, and no more than is known."""

import pytest

from ghcr_tui.screens.copy_text import CopyOutcome

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
