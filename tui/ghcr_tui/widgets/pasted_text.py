"""The text area that takes anything: what is too long for it is kept aside, whole and unseen."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import TextArea

from ghcr_tui.core.text.inert import inert
from ghcr_tui.widgets.key_order import act_at_once
from ghcr_tui.widgets.pasted_veil import marked, unveiled, veiled

LONGEST_TEXT = 64 * 1024
LONGEST_LINE = 16 * 1024
"""Characters that a text area lays out within a frame or two; beyond, each keystroke would lag."""
_SHOWN_LINES = 40
_SHOWN_COLUMNS = 200
_KEPT = 4
"""Whole texts that undo brings back; each may be as large as a file."""


class PastedText(TextArea):
    """A text area whose `text` is always what was put in, however long or strange it is.

    A long text is not laid out: a stand-in says how long it is and how it begins, and the text
    itself waits in `text`. It can be cleared and replaced, but not edited.
    """

    DEFAULT_CSS = """
    PastedText {
        border: round $border-blurred; background: $background; padding: 0 1;
        border-title-color: $foreground 70%; border-subtitle-color: $foreground 70%;
        border-title-background: $background; border-subtitle-background: $background;
        &:focus { border: round $border; border-title-color: $foreground; }
        & .text-area--cursor-line { background: $background; }
        & .text-area--placeholder { color: $foreground 75%; }
        &.-aside { color: $foreground 75%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Copying is what ctrl+y does everywhere else: redo has a key of its own.
        Binding("ctrl+y", "leave_to_screen", show=False),
        Binding("alt+z,ctrl+shift+z", "redo", "Redo", show=False),
    ]

    class Replaced(Message):
        """Something else has been put in place of the whole text."""

    def __init__(
        self,
        placeholder: str = "",
        id: str | None = None,
        replaces: Callable[[str, str], bool] = lambda pasted, there: False,
    ) -> None:
        """`replaces` says of a pasted text, and of what is there, whether the one replaces all."""
        super().__init__(placeholder=placeholder, id=id, tab_behavior="focus")
        self.match_cursor_bracket = False
        self._replaces = replaces
        self._earlier: list[str] = []
        self._later: list[str] = []
        self._aside: str | None = None
        self._cached: str | None = None

    @property
    def is_aside(self) -> bool:
        """Whether the text is too long to be shown, and kept aside."""
        return self._aside is not None

    @property
    def text(self) -> str:
        """What was put in, character for character (line breaks of a short text are `\\n`)."""
        if self._aside is not None:
            return self._aside
        if self._cached is None:  # read for every line painted
            self._cached = unveiled(self.document.text)
        return self._cached

    @text.setter
    def text(self, value: str) -> None:
        self.load_text(value)

    def load_text(self, text: str) -> None:
        """Put `text` in place of what is there, however long it is; undo begins anew."""
        self._earlier.clear()
        self._later.clear()
        self._load(text)

    def replace_all(self, text: str) -> None:
        """Put `text` in place of what is there, which undo brings back."""
        if self.text:
            self._earlier = [*self._earlier, self.text][-_KEPT:]
            self._later.clear()
        self._load(text)

    def _load(self, text: str) -> None:
        self._cached = None
        self._aside = text if _is_long(text) else None
        self.read_only = self.is_aside
        self.show_cursor = not self.is_aside
        self.set_class(self.is_aside, "-aside")
        super().load_text(veiled(text) if self._aside is None else _stand_in(text))

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit; where the result is too long, keep it aside."""
        self._cached = None
        edited = edit.text if self.is_aside else self._after(edit)
        if not self.is_aside and not _is_long(edited):
            edit.text = veiled(edit.text)
            return super().edit(edit)
        self.replace_all(edited)
        return EditResult(end_location=(0, 0), replaced_text="")

    def get_text_range(self, start: Location, end: Location) -> str:
        """Return what was pasted between two places."""
        return unveiled(super().get_text_range(start, end))

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn: nothing in it is active."""
        return Text(marked(self.document.get_line(line_index)), end="", no_wrap=True)

    def on_resize(self) -> None:
        """Paint what is wrapped anew, also where the number of lines stays the same."""
        self.refresh()

    async def on_key(self, event: events.Key) -> None:
        """Take the keys that edit in their turn."""
        await act_at_once(self, event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert_pasted(event.text)

    def insert_pasted(self, text: str) -> None:
        """Put `text` where the cursor is, in place of the selection; a text kept aside goes.

        What is a whole document of its own goes in place of everything: in front of the old one
        it would be neither. Nothing that is too long to be laid out is looked at here: it is taken
        for a document.
        """
        is_empty = not self.document.text
        if self.is_aside or _is_long(text) or (not is_empty and self._replaces(text, self.text)):
            self.post_message(self.Replaced())
            self.replace_all(text)
        elif result := self._replace_via_keyboard(text, *self.selection):
            self.move_cursor(result.end_location)

    def action_clear_pasted(self) -> None:
        """Empty the field."""
        if self.is_aside:
            self.replace_all("")
        else:
            self.clear()

    def action_delete_left(self) -> None:
        """Delete what is left of the cursor; a text kept aside goes as a whole."""
        if self.is_aside:
            self.replace_all("")
        else:
            super().action_delete_left()

    def action_delete_right(self) -> None:
        """Delete what is right of the cursor; a text kept aside goes as a whole."""
        if self.is_aside:
            self.replace_all("")
        else:
            super().action_delete_right()

    def action_undo(self) -> None:
        """Take back the last edit, or bring back the text that was replaced."""
        if self._earlier and (self.is_aside or not self.history.undo_stack):
            self._later.append(self.text)
            self._load(self._earlier.pop())
            return
        self._cached = None
        super().action_undo()

    def action_redo(self) -> None:
        """Make the edit again that was taken back."""
        if self._later and (self.is_aside or not self.history.redo_stack):
            self._earlier.append(self.text)
            self._load(self._later.pop())
            return
        self._cached = None
        super().action_redo()

    def action_leave_to_screen(self) -> None:
        """Let the screen have a key that the text area would take."""
        raise SkipAction

    def _after(self, edit: Edit) -> str:
        """Return the whole text as it will be after `edit`."""
        before = self.get_text_range((0, 0), edit.top)
        behind = self.get_text_range(edit.bottom, self.document.end)
        return f"{before}{edit.text}{behind}"


def _is_long(text: str) -> bool:
    if len(text) <= LONGEST_LINE:
        return False
    if len(text) > LONGEST_TEXT:
        return True
    return any(len(line) > LONGEST_LINE for line in text.splitlines())


def _stand_in(text: str) -> str:
    """Return a few harmless lines that stand for a long `text`."""
    beginning = text[: _SHOWN_LINES * _SHOWN_COLUMNS].splitlines()[:_SHOWN_LINES]
    lines = [inert(line, _SHOWN_COLUMNS) for line in beginning]
    head = f"{len(text):,} characters, too many to edit here. Delete clears them."
    return "\n".join([head, "", *lines, "…"])
