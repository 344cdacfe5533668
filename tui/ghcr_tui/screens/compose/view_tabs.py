"""The tabs over the preview: in which format the Secret is shown."""

from typing import Final

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click

from ghcr_tui.core.formats.catalogue import tabs
from ghcr_tui.core.formats.format import Format
from ghcr_tui.widgets.choice import Choice

_BEFORE: Final = "‹ "
_AFTER: Final = "  ›"
"""Marks of tabs for which there is no room."""


class ViewTabs(Choice):
    """The formats in a row; the one that is shown is reversed."""

    GAP = "  "
    DEFAULT_CSS = """
    ViewTabs { padding: 0; }
    """

    def __init__(self, id: str | None = None) -> None:
        self.formats = tabs()
        super().__init__(
            *(each.title for each in self.formats),
            help_text="Left and right choose what the preview shows; f3 does so from anywhere.",
            id=id,
        )

    @property
    def shown(self) -> Format:
        """The format that is chosen."""
        return self.formats[self.chosen]

    def show(self, name: str) -> None:
        """Choose the format that is called `name`."""
        self.chosen = [each.name for each in self.formats].index(name)

    def label(self, number: int) -> Content:
        """Return a tab as it is drawn."""
        style = "bold reverse" if number == self.chosen else "$foreground 75%"
        return Content.styled(self.options[number], style)

    def render(self) -> Content:
        """Draw the tabs that there is room for, the chosen one among them."""
        first, behind = self._in_sight()
        tabs = Content(self.GAP).join(self.label(number) for number in range(first, behind))
        before, after = _BEFORE if first else "", _AFTER if behind < len(self.options) else ""
        return Content.assemble((before, "$foreground 75%"), tabs, (after, "$foreground 75%"))

    def on_click(self, event: Click) -> None:
        """Show the view under the mouse; a mark at an end shows the next one there."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        if offset is None:
            return
        first, behind = self._in_sight()
        end = cell_len(_BEFORE) if first else 0
        if offset.x < end:
            self.chosen = first - 1
            return
        for number in range(first, behind):
            end += cell_len(self.options[number]) + cell_len(self.GAP)
            if offset.x < end:
                self.chosen = number
                return
        if behind < len(self.options):
            self.chosen = behind

    def _in_sight(self) -> tuple[int, int]:
        """Return the first tab that is in sight, and the first one behind those that are."""
        widths = [cell_len(each) + cell_len(self.GAP) for each in self.options]
        room = self.size.width + cell_len(self.GAP)
        if sum(widths) <= room:
            return 0, len(widths)
        for first in range(self.chosen + 1):
            left = room - (cell_len(_BEFORE) if first else 0)
            behind = first
            while behind < len(widths):
                mark = cell_len(_AFTER) if behind + 1 < len(widths) else 0
                if widths[behind] + mark > left:
                    break
                left -= widths[behind]
                behind += 1
            if self.chosen < behind:
                return first, behind
        return self.chosen, self.chosen + 1

    def commands(self) -> list[tuple[str, str, str]]:
        """Return for each format what the palette says of it, and the action that shows it."""
        return [
            (f"View: {each.title}", f"Show {each.about}", f"screen.show_view('{each.name}')")
            for each in self.formats
        ]
