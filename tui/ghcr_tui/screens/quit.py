"""The question before leaving: what was composed is neither copied nor saved."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ghcr_tui.screens.dialog import Dialog


class QuitDialog(Dialog[str]):
    """Answers `save`, `quit`, or None for staying. A second ctrl+q quits, too."""

    DEFAULT_CSS = """
    QuitDialog OptionList { height: auto; border: none; padding: 0; margin: 1 0 0 0;
        background: $surface; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the question and its answers."""
        with Vertical() as dialog:
            dialog.border_title = "Quit?"
            dialog.border_subtitle = "esc stays · ctrl+q quits"
            yield Static("What you have composed is neither copied nor saved.")
            yield OptionList(
                Option("Save it first …", id="save"),
                Option("Quit without it", id="quit"),
                Option("Stay", id="stay"),
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the answer."""
        event.stop()
        self.dismiss(None if event.option_id == "stay" else event.option_id)
