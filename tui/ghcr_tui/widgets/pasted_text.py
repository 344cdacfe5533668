"""The text area that takes anything: what is too long for it is kept aside, whole and unseen."""

from rich.text import Text
from textual import events
from textual.document._document import EditResult, Location
from textual.document._edit import Edit
from textual.widgets import TextArea

from ghcr_tui.core.text.inert import inert
from ghcr_tui.widgets.key_order import act_at_once
from ghcr_tui.widgets.pasted_veil import marked, unveiled, veiled

LONGEST_TEXT = 64 * 1024
LONGEST_LINE = 16 * 1024
"""Characters that a text area lays out within a frame or two; beyond, each keystroke would lag."""
_SHOWN_LINES = 40
_SHOWN_COLUMNS = 200


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

    def __init__(self, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, tab_behavior="focus")
        self.match_cursor_bracket = False
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
        """Put `text` in place of what is there, however long it is."""
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
        self.load_text(edited)
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
        """Put `text` where the cursor is, in place of the selection; a text kept aside goes."""
        if self.is_aside or (not self.document.text and _is_long(text)):
            self.load_text(text)
        elif result := self._replace_via_keyboard(text, *self.selection):
            self.move_cursor(result.end_location)

    def action_clear_pasted(self) -> None:
        """Empty the field."""
        if self.is_aside:
            self.load_text("")
        else:
            self.clear()

    def action_delete_left(self) -> None:
        """Delete what is left of the cursor; a text kept aside goes as a whole."""
        if self.is_aside:
            self.load_text("")
        else:
            super().action_delete_left()

    def action_delete_right(self) -> None:
        """Delete what is right of the cursor; a text kept aside goes as a whole."""
        if self.is_aside:
            self.load_text("")
        else:
            super().action_delete_right()

    def action_undo(self) -> None:
        """Take back the last edit."""
        self._cached = None
        super().action_undo()

    def action_redo(self) -> None:
        """Make the edit again that was taken back."""
        self._cached = None
        super().action_redo()

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
