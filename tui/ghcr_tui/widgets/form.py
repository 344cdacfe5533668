"""The form: rows of a label, a field and, beside it, what is wrong with it."""

from collections.abc import Mapping
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from ghcr_tui.core.finding import Finding
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.findings_panel import MARKS, STYLES
from ghcr_tui.widgets.text_field import TextField


class Row(NamedTuple):
    """One line of a form: its label and its field, whose id is the name of what it holds."""

    label: str
    field: TextField | Choice


class Form(Widget):
    """A titled panel of rows. All labels are one widget and all notes another: rows are cheap."""

    DEFAULT_CSS = """
    Form {
        layout: horizontal; height: auto; padding: 0 1; border: round $border-blurred;
        border-title-color: $foreground 80%; border-subtitle-color: $foreground 80%;
        & > .labels { width: 13; color: $foreground 80%; }
        & > .fields { height: auto; width: 1fr; }
        & > .notes { width: auto; max-width: 20; height: auto; padding: 0 0 0 1;
            text-wrap: nowrap; text-overflow: ellipsis; display: none; }
    }
    """
    ROWS_ABOVE: ClassVar[int] = 0

    class Visited(Message):
        """A person has been to a field and left it."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Edited(Message):
        """A person has changed a field."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, title: str, *rows: Row, id: str | None = None) -> None:
        super().__init__(id=id)
        self.border_title = title
        self._rows: Final = rows
        self._notes: Mapping[str, Finding] = {}
        self._labels_widget: Final = Static(self._labels(None), classes="labels")
        self._notes_widget: Final = Static(classes="notes", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out labels, fields and notes in three columns."""
        yield self._labels_widget
        yield Vertical(*(row.field for row in self._rows), classes="fields")
        yield self._notes_widget

    def text(self, name: str) -> str:
        """Return what is typed into the field called `name`."""
        return self.query_one(f"#{name}", TextField).value

    def has_field(self, name: str) -> bool:
        """Return whether a field of this form is called `name`."""
        return any(row.field.id == name for row in self._rows)

    def focus_field(self, name: str) -> None:
        """Put the cursor into the field called `name`."""
        self.query_one(f"#{name}").focus()

    def show_notes(self, notes: Mapping[str, Finding]) -> None:
        """Mark the fields that have a finding, by the fields' names, and unmark the others."""
        if notes == self._notes:
            return
        self._notes = notes
        lines = [_note(row, notes.get(str(row.field.id))) for row in self._rows]
        self._notes_widget.display = bool(notes)
        self._notes_widget.update(Content("\n").join(lines))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Point at the row that has the focus."""
        self._labels_widget.update(self._labels(event.widget), layout=False)

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Tell that a field has been visited."""
        self._labels_widget.update(self._labels(None), layout=False)
        if event.widget.id:
            self.post_message(self.Visited(event.widget.id))

    def on_input_changed(self, event: TextField.Changed) -> None:
        """Tell that a field was edited."""
        event.stop()
        self.post_message(self.Edited(str(event.input.id)))

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Tell that another option was taken."""
        event.stop()
        self.post_message(self.Edited(str(event.choice.id)))

    def _labels(self, focused: Widget | None) -> Content:
        return Content("\n").join(
            Content.styled(f"› {row.label}", "bold $foreground")
            if row.field is focused
            else Content(f"  {row.label}")
            for row in self._rows
        )


def _note(row: Row, finding: Finding | None) -> Content:
    if finding is None:
        return Content("")
    what = finding.code.removeprefix(f"{row.field.id}-").replace("-", " ")
    return Content.assemble(
        (f"{MARKS[finding.severity]} ", STYLES[finding.severity]), (what, "$foreground 75%")
    )
