"""The dialog that asks before a credential goes to a site that is not the registry's own."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.question import RealmQuestion
from ghcr_tui.screens.dialogs.dialog import Dialog


class ConsentDialog(Dialog[bool]):
    """Shows who would get the credential, and why that is asked. No is the answer at hand."""

    DEFAULT_CSS = """
    ConsentDialog {
        & > Vertical { border: round $warning; border-title-color: $text-warning; }
        & Static { height: auto; margin: 0 0 1 0; }
        & OptionList, & OptionList:focus { height: auto; border: none; padding: 0;
            background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "answer(False)", "No", show=False),
        Binding("y", "answer(True)", "Yes", show=False),
    ]

    def __init__(self, question: RealmQuestion) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Lay out who asks for what, and the two answers."""
        question = self._question
        registry, authority = inert(question.registry), inert(question.authority)
        username = inert(question.username) or "(none)"
        with Vertical() as dialog:
            dialog.border_title = "Send the credential there?"
            dialog.border_subtitle = "y or n · enter chooses · esc keeps it"
            yield Static(
                Content.assemble(
                    (registry, "bold"),
                    " says that its tokens are handed out by ",
                    (authority, "bold"),
                    f". This is asked because {inert(question.reason, 400)}.",
                )
            )
            yield Static(
                Content.assemble(
                    "With yes, ",
                    (authority, "bold"),
                    f" gets the username {username} and the token.",
                )
            )
            yield OptionList(
                "No, keep the credential here", f"Yes, send it to {authority}", markup=False
            )

    @on(OptionList.OptionSelected)
    def _answered(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_answer(event.option_index == 1)

    def action_answer(self, agreed: bool) -> None:
        """Close with the answer."""
        self.dismiss(agreed)
