"""The dialog that asks what to find in a view or a list."""

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from ghcr_tui.screens.dialogs.dialog import Dialog
from ghcr_tui.widgets.text_field import TextField


class FindDialog(Dialog[str]):
    """Returns the text that is to be found, None where none is."""

    DEFAULT_CSS = """
    FindDialog { align: center bottom; & > Vertical { padding: 0 1; } }
    """

    def __init__(self, sought: str) -> None:
        super().__init__()
        self._sought: Final = sought

    def compose(self) -> ComposeResult:
        """Lay out the field, with what was sought last."""
        with Vertical() as dialog:
            dialog.border_title = "Find"
            dialog.border_subtitle = "enter finds it · n and N again · esc cancels"
            yield TextField(self._sought, "a text, in capitals or not")

    @on(TextField.Submitted)
    def _submitted(self, event: TextField.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)
