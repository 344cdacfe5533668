"""The tabs over the preview: in which format the Secret is shown."""

from textual.content import Content

from ghcr_tui.core.formats.catalogue import tabs
from ghcr_tui.core.formats.format import Format
from ghcr_tui.widgets.choice import Choice


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

    def commands(self) -> list[tuple[str, str, str]]:
        """Return for each format what the palette says of it, and the action that shows it."""
        return [
            (f"View: {each.title}", f"Show {each.about}", f"screen.show_view('{each.name}')")
            for each in self.formats
        ]
