"""The dialog that asks before a credential goes to a site that is not the registry's own."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from ghcr_tui.core.text import inert
from ghcr_tui.system.registry import RealmQuestion


class ConsentDialog(ModalScreen[bool]):
    """Shows who would get the credential, and why that is asked. No is the answer at hand."""

    AUTO_FOCUS = "#no"
    DEFAULT_CSS = """
    ConsentDialog {
        align: center middle;
        & > Vertical { width: 72; max-width: 94%; height: auto; max-height: 90%; padding: 1 2;
            border: round $warning; border-title-color: $text-warning; background: $surface; }
        & Static { height: auto; margin: 0 0 1 0; }
        & Horizontal { height: auto; align-horizontal: right; }
        & Button { margin: 0 0 0 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: RealmQuestion) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Lay out who asks for what, and the two answers."""
        question = self._question
        with Vertical() as dialog:
            dialog.border_title = "Send the credential there?"
            yield Static(
                Content.assemble(
                    (inert(question.registry), "bold"),
                    " says that ",
                    (inert(question.authority), "bold"),
                    f" hands out its tokens. {inert(question.reason, 400)}",
                )
            )
            username = inert(question.username) or "(empty)"
            yield Static(
                Content.assemble(
                    ("If you agree, ", ""),
                    (inert(question.authority), "bold"),
                    f" gets the username {username} and the token.",
                )
            )
            with Horizontal():
                yield Button("No, keep it (esc)", id="no", variant="primary")
                yield Button("Yes, send it (y)", id="yes", variant="warning")

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_answer(event.button.id == "yes")

    def action_answer(self, agreed: bool) -> None:
        """Close with the answer."""
        self.dismiss(agreed)
