"""The dialog that asks one question and offers a few answers, and the questions it asks."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.dialogs.dialog import Dialog, Result

_NAMED: Final = 3
"""Errors that are named when they are asked about; more are counted."""


class QuestionDialog(Dialog[Result]):
    """Asks `SENTENCE` and returns what is beside the chosen one of `ANSWERS`."""

    DEFAULT_CSS = """
    QuestionDialog {
        & Static { height: auto; }
        & OptionList, & OptionList:focus { height: auto; border: none; padding: 0;
            margin: 1 0 0 0; background: $surface; }
    }
    """
    HINT: ClassVar[str] = ""
    SENTENCE: ClassVar[str] = ""
    ANSWERS: ClassVar[tuple[tuple[str, object], ...]] = ()

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical() as dialog:
            dialog.border_title = self.TITLE
            dialog.border_subtitle = self.HINT
            yield Static(self.sentence(), markup=False)
            yield OptionList(*(label for label, _ in self.ANSWERS))

    def sentence(self) -> str:
        """Return what is asked."""
        return self.SENTENCE

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the answer."""
        event.stop()
        self.dismiss(self.ANSWERS[event.option_index][1])  # type: ignore[arg-type]


class QuitDialog(QuestionDialog[str]):
    """Answers `save`, `quit`, or None for staying. A second ctrl+q quits, too."""

    TITLE = "Quit?"
    HINT = "esc stays · ctrl+q quits"
    SENTENCE = "What you have composed is neither copied nor saved."
    ANSWERS = (("Save it first …", "save"), ("Quit without it", "quit"), ("Stay", None))


class ReplaceDialog(QuestionDialog[bool]):
    """Answers True for replacing; None leaves everything as it is."""

    TITLE = "Replace what you have composed?"
    HINT = "esc keeps it"
    SENTENCE = "What is in the composer is neither copied nor saved, and would be gone."
    ANSWERS = (("Keep it", None), ("Replace it with the inspected Secret", True))


class MeantDialog(QuestionDialog[bool]):
    """Answers True where a person means the errors that keep a draft from leaving."""

    TITLE = "Do you mean it?"
    HINT = "esc goes back to mend it"
    ANSWERS = (("Go back, and mend it", None), ("I mean it, for a template or a test", True))

    def __init__(self, errors: Sequence[Finding], done: str) -> None:
        super().__init__()
        self._errors: Final = errors
        self._done: Final = done

    def sentence(self) -> str:
        """Return the errors that are asked about, and what is asked."""
        named = "\n".join(f"✖ {inert(each.message, 200)}" for each in self._errors[:_NAMED])
        more = len(self._errors) - _NAMED
        count = f"\n… and {more:,} more" if more > 0 else ""
        return f"{named}{count}\n\nA comment says so where the format has any."
