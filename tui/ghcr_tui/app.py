"""The app: its two screens, its look and its commands; what they do is theirs."""

from pathlib import Path
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from ghcr_tui.core.draft import Draft
from ghcr_tui.screens.compose import ComposeScreen
from ghcr_tui.widgets.messages import EditInComposer


class GhcrTui(App[None]):
    """From a registry token to a pod that can pull, in one terminal window.

    Opens on Compose with `draft`; with `text`, on Inspect, `source` naming where that is from.
    """

    TITLE = "ghcr-tui"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "switch", "Compose / Inspect", tooltip="Change over to the other screen"),
        Binding("f1", "help", "Help", tooltip="Explain the field and list the keys"),
        Binding("ctrl+q", "quit", "Quit", tooltip="Leave; unsaved work asks first"),
    ]

    def __init__(
        self, *, draft: Draft | None = None, text: str | None = None, source: str = ""
    ) -> None:
        super().__init__()
        self._draft = draft
        self._text = text
        self._source = source

    def get_default_screen(self) -> Screen[None]:
        """Begin with Compose: it is what Inspect hands over to."""
        return ComposeScreen(self._draft)

    def on_mount(self) -> None:
        """Open Inspect where there is something to inspect."""
        if self._text is not None:
            self._open_inspect(self._text, self._source)

    def _open_inspect(self, text: str = "", source: str = "") -> None:
        from ghcr_tui.screens.inspect import InspectScreen  # most runs never need it

        self.install_screen(InspectScreen(text, label=source), "inspect")
        self.push_screen("inspect")

    def action_switch(self) -> None:
        """Change over from Compose to Inspect, or back."""
        if isinstance(self.screen, ComposeScreen):
            if self.is_screen_installed("inspect"):
                self.push_screen("inspect")
            else:
                self._open_inspect()
        elif not self.screen.is_modal:
            self.pop_screen()

    def on_inspect_screen_left(self) -> None:
        """Go back to Compose."""
        self.action_switch()

    def on_edit_in_composer(self, event: EditInComposer) -> None:
        """Go on with an inspected Secret in Compose."""
        while not isinstance(self.screen, ComposeScreen):
            self.pop_screen()
        self.screen.compose_draft(event.draft)
