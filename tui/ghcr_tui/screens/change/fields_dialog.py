"""A dialog with a few fields: what a change needs to be told before its plan can be made."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Input, Label, Static

from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.dialogs.dialog import Dialog
from ghcr_tui.widgets.text_field import TextField

_ROOMY: Final = 24
"""Lines of a terminal in which a dialog of five fields has blank lines between them."""


class Field(NamedTuple):
    """A field: its name, what is in it at first, and what it is for; a secret one is masked."""

    label: str
    value: str = ""
    placeholder: str = ""
    is_secret: bool = False
    is_needed: bool = True


class FieldsDialog(Dialog[tuple[str, ...]]):
    """Answers what is typed into its fields, in their order; enter in the last one is done."""

    DEFAULT_CSS = """
    FieldsDialog {
        & > Vertical { overflow-y: auto; }
        & Label { margin: 1 0 0 0; }
        & Static { height: auto; }
        &.-low Label { margin: 0; }
    }
    """

    def __init__(self, title: str, sentence: str, fields: Sequence[Field]) -> None:
        super().__init__()
        self._title = title
        self._sentence = sentence
        self._fields = tuple(fields)

    def compose(self) -> ComposeResult:
        """Lay out the sentence and the fields."""
        with Vertical() as dialog:
            dialog.border_title = inert(self._title, 60)
            dialog.border_subtitle = "enter goes on · esc cancels"
            yield Static(inert(self._sentence, 600), markup=False)
            for number, field in enumerate(self._fields):
                yield Label(field.label)
                yield TextField(
                    field.value, field.placeholder, password=field.is_secret, id=f"field-{number}"
                )

    def on_resize(self, event: Resize) -> None:
        """Save the blank lines where there is no room for them."""
        self.set_class(event.size.height < _ROOMY, "-low")

    def on_mount(self) -> None:
        """Begin with the first field that is empty."""
        fields = list(self.query(TextField))
        next((field for field in fields if not field.value), fields[0]).focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        fields = list(self.query(TextField))
        for field, wanted in zip(fields, self._fields, strict=True):
            if wanted.is_needed and not field.value.strip():
                field.focus()
                return
        if event.input is not fields[-1] and not fields[-1].value and len(fields) > 1:
            self.focus_next()
            return
        self.dismiss(tuple(field.value.strip() for field in fields))
