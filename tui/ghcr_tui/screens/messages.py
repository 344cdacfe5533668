"""What screens tell the app: small facts, each a message."""

from collections.abc import Callable

from textual.message import Message

from ghcr_tui.core.draft.draft import Draft


class WorkKept(Message):
    """A draft has been copied or saved, in the folder `folder` where that is known."""

    def __init__(self, draft: Draft | None = None, folder: str = "") -> None:
        super().__init__()
        self.draft = draft
        self.folder = folder


class EditInComposer(Message):
    """A person wants to go on with an inspected Secret in the composer."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft


class InspectText(Message):
    """A person wants to inspect what `source` returns; it is called in a thread.

    `label` names where that is from. What goes wrong is a Problem, which Inspect tells.
    """

    def __init__(self, source: Callable[[], str], label: str) -> None:
        super().__init__()
        self.source = source
        self.label = label
