"""What all small dialogs have in common: a framed box in the middle, and escape, which cancels."""

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from ghcr_tui.screens.dialogs.letters import EVERYWHERE

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None]):
    """A dialog; escape closes it with None. Its content is one container."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > Vertical { width: 72; max-width: 94%; height: auto; max-height: 94%; padding: 1 2;
            border: round $border; border-title-color: $foreground; background: $surface;
            border-subtitle-color: $foreground 80%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False),
        *EVERYWHERE,
    ]

    def action_cancel(self) -> None:
        """Close, and change nothing."""
        self.dismiss(None)
