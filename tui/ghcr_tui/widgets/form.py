"""The form: rows of a label, a field and, beside it, what is wrong with it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click, DescendantBlur, DescendantFocus
from textual.message import Message
from textual.widget import Widget

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.text.inert import inert
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.findings_panel import MARKS, STYLES
from ghcr_tui.widgets.text_field import TextField

_LABEL: Final = 14
_NOTE: Final = 19
_MARK: Final = 3
"""Cells for a label, for a note, and for a note of which only the mark is shown."""
_ROOMY: Final = 46


class FormRow(NamedTuple):
    """One line of a form: its label and its field, whose id is the name of what it holds."""

    label: str
    field: TextField | Choice


class Form(Widget):
    """A titled panel of rows. It draws the labels and notes itself: a widget costs its start."""

    DEFAULT_CSS = """
    Form {
        layout: vertical; height: auto; padding: 0 1; border: round $border-blurred;
        border-title-color: $foreground 80%; border-subtitle-color: $foreground 80%;
        & > * { margin: 0 0 0 14; }
    }
    """

    class Visited(Message):
        """A person has been to a field and left it."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, title: str, *rows: FormRow, id: str | None = None) -> None:
        super().__init__(id=id)
        self.border_title = title
        self._rows: Final = rows
        self._notes: Mapping[str, Finding] = {}
        self._focused: Widget | None = None
        self._when_edited: Callable[[str], None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the fields, one below the other."""
        yield from (row.field for row in self._rows)

    def render(self) -> Content:
        """Draw the labels left of the fields, and the notes right of them."""
        return Content("\n").join(self._line(row) for row in self._rows)

    def on_click(self, event: Click) -> None:
        """Go to the field whose label was clicked."""
        offset = event.get_content_offset(self)
        if event.widget is self and offset is not None and offset.y < len(self._rows):
            self._rows[offset.y].field.focus()

    def on_resize(self) -> None:
        """Give the notes the room that there is."""
        self._make_room()

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
        self._make_room()
        self.refresh()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Point at the row that has the focus."""
        self._focused = event.widget
        self._make_room()
        self.refresh()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Tell that a field has been visited."""
        if self._focused is event.widget:
            self._focused = None
            self._make_room()
        self.refresh()
        if event.widget.id:
            self.post_message(self.Visited(event.widget.id))

    def when_edited(self, call: Callable[[str], None]) -> None:
        """Call `call` with a field's name, at once, whenever a person has changed the field."""
        self._when_edited = call
        for row in self._rows:
            if isinstance(row.field, TextField):
                row.field.when_edited(partial(call, str(row.field.id)))

    def when_pasted(self, call: Callable[[str, str], bool]) -> None:
        """Offer what is pasted into a field to `call`, with the field's name, before it takes it.

        `call` returns whether it has taken it.
        """
        for row in self._rows:
            if isinstance(row.field, TextField):
                row.field.when_pasted(partial(call, str(row.field.id)))

    def reveal(self, revealed: bool) -> None:
        """Show tokens in clear, wherever they stand, or as bullets."""
        for row in self._rows:
            if isinstance(row.field, TextField):
                row.field.reveal(revealed)

    def on_input_changed(self, event: TextField.Changed) -> None:
        """Keep to itself what has been told already."""
        event.stop()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Tell that another option was taken."""
        event.stop()
        if self._when_edited:
            self._when_edited(str(event.choice.id))

    def _note_width(self, row: FormRow) -> int:
        """Return the cells for a note; while its field is typed into, the field needs them more."""
        is_short = self.content_size.width < _ROOMY or row.field is self._focused
        return _MARK if is_short else _NOTE

    def _make_room(self) -> None:
        """Let each field that has a note end before it."""
        for row in self._rows:
            right = self._note_width(row) if row.field.id in self._notes else 0
            if row.field.styles.margin.right != right:
                row.field.styles.margin = (0, right, 0, _LABEL)

    def _line(self, row: FormRow) -> Content:
        if row.field is self._focused:
            label = Content.styled(f"› {row.label}".ljust(_LABEL), "bold $foreground")
        else:
            label = Content.styled(f"  {row.label}".ljust(_LABEL), "$foreground 80%")
        finding = self._notes.get(str(row.field.id))
        if finding is None:
            return label
        room = self._note_width(row)
        between = self.content_size.width - _LABEL - room
        return Content.assemble(label, " " * between, _note(row, finding, room - 1))


def _note(row: FormRow, finding: Finding, room: int) -> Content:
    """Return the mark of a finding, and as much of its code in words as there is room for."""
    mark = (f" {MARKS[finding.severity]}", STYLES[finding.severity])
    words = finding.code.rpartition(f"{row.field.id}-")[2].replace("-", " ")
    if room < _MARK:
        return Content.assemble(mark)
    return Content.assemble(mark, (f" {inert(words, room - 2)}", "$foreground 75%"))
