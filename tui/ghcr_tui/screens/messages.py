"""What screens tell the app: small facts, each a message."""

from textual.message import Message

from ghcr_tui.core.draft.draft import Draft


class EditInComposer(Message):
    """A person wants to go on with an inspected Secret in the composer."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
