"""The dialog that asks one question and offers a few answers."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from ghcr_tui.screens.dialogs.dialog import Answer, Dialog


class QuestionDialog(Dialog[Answer]):
    """Asks `SENTENCE` and returns what stands beside the chosen one of `ANSWERS`."""

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
            yield Static(self.SENTENCE)
            yield OptionList(*(label for label, _ in self.ANSWERS))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the answer."""
        event.stop()
        self.dismiss(self.ANSWERS[event.option_index][1])  # type: ignore[arg-type]
