"""The one-line field: it keeps what is pasted to the last character, and draws nothing active."""

import re
from collections.abc import Callable
from typing import Final

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.expand_tabs import expand_tabs_inline
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widgets import Input

from ghcr_tui.core.credential.tokens_in_text import token_spans
from ghcr_tui.core.text.inert import replace_active
from ghcr_tui.widgets.key_order import act_at_once

_LONG: Final = 2000
"""Characters from which only those in sight are drawn: a pasted file must not stop the screen."""
_CONTROL_PICTURES: Final = 0x2400


class TextField(Input):
    """An `Input` without a frame, for which whatever is typed or pasted is only text.

    Textual's takes the first line of a paste and sends escape sequences to the terminal. A token
    that is put into it is drawn as bullets, in any field, unless the field is `revealed`.
    """

    DEFAULT_CSS = """
    TextField { height: 1; border: none; padding: 0 1; background: $surface;
        &:focus { border: none; background-tint: $foreground 10%; }
    }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Unlike Textual's, this lays nothing out anew: a field stays as high and wide as it is."""

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        help_text: str = "",
        password: bool = False,
        suggester: Suggester | None = None,
        id: str | None = None,
    ) -> None:
        self._when_edited: Callable[[], None] | None = None  # asked for while the value is set
        self._when_pasted: Callable[[str], bool] | None = None
        self._is_told = True
        self._hidden: tuple[str, tuple[tuple[int, int], ...]] = ("", ())
        self.revealed = False
        super().__init__(
            value, placeholder=placeholder, password=password, suggester=suggester, id=id
        )
        self.help_text: Final = help_text

    def when_edited(self, call: Callable[[], None]) -> None:
        """Call `call` at each change, at once.

        A message would arrive when the field has been painted already, a frame before whatever
        follows from it.
        """
        self._when_edited = call

    def when_pasted(self, call: Callable[[str], bool]) -> None:
        """Offer what is pasted to `call` first, which returns whether it has taken it."""
        self._when_pasted = call

    def reveal(self, revealed: bool) -> None:
        """Draw a token that stands here in clear, or as bullets."""
        self.revealed = revealed
        self.refresh()

    def watch_value(self) -> None:
        """Tell that the value has changed."""
        if self._when_edited and self._is_told:
            self._when_edited()

    def set_silently(self, value: str) -> None:
        """Replace the value without telling anybody that it has changed."""
        if value != self.value:
            self._is_told = False
            with self.prevent(Input.Changed):
                self.value = value
            self._is_told = True
            self.cursor_position = len(value)

    def render_line(self, y: int) -> Strip:
        """Return a line of the field; of a long value, only what is in sight is drawn."""
        if y or len(self.value) < _LONG:
            return super().render_line(y)
        width = self.scrollable_content_region.width + 1
        start = self.scroll_offset.x
        text = Text(self._drawn(start, start + width), end="", no_wrap=True)
        if self.has_focus:
            text.pad_right(1)
            low, high = sorted(self.selection)
            if low != high:
                style = self.get_component_rich_style("input--selection")
                text.stylize_before(style, max(0, low - start), max(0, high - start))
            if self._cursor_visible:
                cursor = self.cursor_position - start
                text.stylize(self.get_component_rich_style("input--cursor"), cursor, cursor + 1)
        strip = Strip(text.render(self.app.console)).adjust_cell_length(width)
        return strip.apply_style(self.rich_style)

    @property
    def content_width(self) -> int:
        """The cells that the value takes, and one for the cursor behind it."""
        if len(self.value) < _LONG:
            return super().content_width
        return len(self.value) + 1

    @property
    def _value(self) -> Text:
        return Text(self._drawn(), no_wrap=True, overflow="ignore", end="")

    @property
    def _bullets(self) -> tuple[tuple[int, int], ...]:
        """Where in the value bullets are drawn."""
        if self.password:
            return ((0, len(self.value)),)
        if self.revealed:
            return ()
        if self._hidden[0] != self.value:
            self._hidden = (self.value, token_spans(self.value))
        return self._hidden[1]

    def _drawn(self, start: int = 0, stop: int | None = None) -> str:
        """Return the value, or a part, with one harmless character for each that could act.

        What cannot be seen, or is not to be, is one character as well.
        """
        text = self.value[start:stop]
        for first, last in self._bullets:
            low, high = max(0, first - start), min(len(text), last - start)
            if low < high:
                text = f"{text[:low]}{'•' * (high - low)}{text[high:]}"
        drawn = replace_active(text, _mark, kept="")
        if len(self.value) < _LONG or drawn.isascii():
            return drawn
        return "".join(char if cell_len(char) == 1 else "\ufffd" for char in drawn)

    def _position_to_cell(self, position: int) -> int:
        if len(self.value) >= _LONG:
            return position
        return cell_len(expand_tabs_inline(self._drawn(0, position), 4))

    def _cell_offset_to_index(self, offset: int) -> int:
        offset += self.scroll_offset.x
        if len(self.value) >= _LONG:
            return min(offset, len(self.value))
        cells = 0
        for index, char in enumerate(self._drawn()):
            cells += cell_len(char)
            if offset < cells:
                return index
        return len(self.value)

    async def on_key(self, event: events.Key) -> None:
        """Take the keys that edit in their turn."""
        await act_at_once(self, event)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        pasted = event.text.replace("\r\n", "\n").replace("\r", "\n")  # as terminals send lines
        if self._when_pasted and self._when_pasted(pasted):
            return
        if pasted:
            self.replace(pasted, *self.selection)
            self.scroll_to_region(Region(self._cursor_offset, 0, 1, 1), force=True, animate=False)


def _mark(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == 0x7F else "\ufffd"
