"""The first line: what this is, and the screens, of which one is open."""

from typing import Final

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.widget import Widget

_NAME: Final = "ghcr-tui   "
_SCREENS: Final = ("Compose", "Inspect", "Cluster")


class TitleBar(Widget):
    """Shows the program's name and which of its screens is open; a click on another goes there."""

    DEFAULT_CSS = """
    TitleBar { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1;
        pointer: pointer; }
    """

    def __init__(self, open_screen: str) -> None:
        super().__init__()
        self._open = open_screen

    def render(self) -> Content:
        """Draw the line."""
        screens = [
            Content.styled(f" {name} ", "bold reverse" if name == self._open else "$foreground 70%")
            for name in _SCREENS
        ]
        return Content.assemble((_NAME, "bold $text-primary"), *screens)

    async def on_click(self, event: Click) -> None:
        """Go to the screen whose name was clicked."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        end = cell_len(_NAME)
        for name in _SCREENS:
            start, end = end, end + cell_len(name) + 2
            if start <= offset.x < end:
                await self.run_action(f"app.go_to('{name.casefold()}')")
                return
