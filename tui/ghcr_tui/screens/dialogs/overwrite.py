"""The dialog that asks before a file is replaced, and shows what changes in it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.dialogs.dialog import Dialog

_STYLES = {"+": "$text-success", "-": "$text-error", "@": "$foreground 65%"}


class OverwriteDialog(Dialog[bool]):
    """Shows `changes`, a unified diff, and returns whether the file may be replaced.

    Keeping it is the answer at hand.
    """

    AUTO_FOCUS = "#keep"
    DEFAULT_CSS = """
    OverwriteDialog {
        & > Vertical { width: 96; border: round $warning; border-title-color: $text-warning; }
        & VerticalScroll { height: auto; max-height: 1fr; background: $boost; padding: 0 1;
            scrollbar-size-vertical: 1; }
        & Static { height: auto; }
        & #path { margin: 0 0 1 0; }
        & Horizontal { height: 1; margin: 1 0 0 0; align-horizontal: right; }
        & Button { margin: 0 0 0 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "answer(False)", "Keep", tooltip="Keep the file as it is"),
        Binding("y", "answer(True)", "Replace", tooltip="Replace the file"),
    ]

    def __init__(self, path: str, changes: str) -> None:
        super().__init__()
        self._path = path
        self._changes = changes

    def compose(self) -> ComposeResult:
        """Lay out which file it is, what changes, and the two answers."""
        with Vertical() as dialog:
            dialog.border_title = "Replace this file?"
            yield Static(inert(self._path, 300), id="path", markup=False)
            with VerticalScroll():
                yield Static(_coloured(self._changes), markup=False)
            with Horizontal():
                yield Button("Keep it (esc)", id="keep", variant="primary", compact=True)
                yield Button("Replace it (y)", id="replace", variant="warning", compact=True)

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_answer(event.button.id == "replace")

    def action_answer(self, agreed: bool) -> None:
        """Close with the answer."""
        self.dismiss(agreed)


def _coloured(changes: str) -> Content:
    if not changes:
        return Content("What is in it cannot be shown.")
    return Content("\n").join(
        Content.styled(line, _STYLES[line[0]]) if line[:1] in _STYLES else Content(line)
        for line in changes.split("\n")
    )
