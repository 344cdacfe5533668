"""Moving from field to field: Enter and the down key go on, the up key goes back."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.text_field import TextField

_NEXT = "Go to the next field; from the last one to the preview"


class FieldMoves(VerticalScroll, can_focus=False):
    """Scrolls fields, and goes from one to the next by keys that a form on paper would have.

    The keys act before a field gets them, so that what is typed behind Enter, in the same breath,
    is for the next field. Enter in `LAST`, or in what comes behind it, is `Through`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Ctrl+J is the line feed, which pastes have that come as keys.
        Binding("enter,ctrl+j", "go_on", _NEXT, show=False, priority=True),
        Binding("down", "move(1)", "Go to the field below", show=False, priority=True),
        Binding("up", "move(-1)", "Go to the field above", show=False, priority=True),
    ]
    """
    | Key | What it does |
    | --- | --- |
    | enter | Goes to the next field; from the last one on. |
    | down, up | Goes to the field below, or above. |
    """
    LAST: ClassVar[str] = ""

    class Through(Message):
        """A person is through with the form."""

    def on_resize(self) -> None:
        """Keep the field that is typed into in sight."""
        focused = self.screen.focused
        if focused and self in focused.ancestors:
            self.call_after_refresh(self.scroll_to_widget, focused, animate=False)

    def fields(self) -> list[Widget]:
        """Return the fields in their order."""
        return [each for each in self.query("*") if isinstance(each, TextField | Choice)]

    def action_go_on(self) -> None:
        """Go to the next field; behind the last one, tell so."""
        fields = self.fields()
        here = fields.index(self._field_of_focus())
        last = next((n for n, each in enumerate(fields) if each.id == self.LAST), len(fields) - 1)
        if here >= last:
            self.post_message(self.Through())
        else:
            self.screen.set_focus(fields[here + 1])

    def action_move(self, step: int) -> None:
        """Go to the field below, or above; from the outermost one nowhere."""
        fields = self.fields()
        there = fields.index(self._field_of_focus()) + step
        if 0 <= there < len(fields):
            self.screen.set_focus(fields[there])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to what is no field: lists have a use for them."""
        if action in ("go_on", "move"):
            return isinstance(self.screen.focused, TextField | Choice)
        return True

    def _field_of_focus(self) -> Widget:
        focused = self.screen.focused
        assert focused is not None  # noqa: S101 - checked before the key acts
        return focused
