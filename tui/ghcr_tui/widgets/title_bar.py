"""The first line: what this is, and the two screens, of which one is open."""

from textual.content import Content
from textual.events import Click
from textual.widget import Widget


class TitleBar(Widget):
    """Shows the program's name and which of its two screens is open; a click changes over."""

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
            for name in ("Compose", "Inspect")
        ]
        return Content.assemble(("ghcr-tui", "bold $text-primary"), "   ", *screens)

    async def on_click(self, event: Click) -> None:
        """Change over to the other screen."""
        await self.run_action("app.switch")
