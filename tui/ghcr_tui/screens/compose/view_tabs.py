"""The tabs over the preview: which view of the Secret is shown."""

from typing import Final

from textual.content import Content

from ghcr_tui.core.formats.catalogue import VIEWS, View
from ghcr_tui.widgets.choice import Choice

TITLES: Final[dict[View, str]] = {
    "manifest": "Manifest",
    "json": "JSON",
    "payload": "Payload",
    "kubectl": "kubectl",
    "usage": "Use it",
}


class ViewTabs(Choice):
    """The views in a row; the one that is shown stands reversed."""

    GAP = "  "
    DEFAULT_CSS = """
    ViewTabs { padding: 0; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(
            *(TITLES[view] for view in VIEWS),
            help_text="Left and right choose what the preview shows; f3 does so from anywhere.",
            id=id,
        )

    @property
    def view(self) -> View:
        """The view that is chosen."""
        return VIEWS[self.chosen]

    def label(self, number: int) -> Content:
        """Return a tab as it is drawn."""
        style = "bold reverse" if number == self.chosen else "$foreground 75%"
        return Content.styled(self.options[number], style)
