"""The yardstick for the app: a Textual app with one Input and one Static that echoes it."""

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input, Static


class BareApp(App[None]):
    """Nothing but the echo."""

    def compose(self) -> ComposeResult:
        """Put the Static under the Input."""
        yield Input(value="ghcr")
        yield Static("bare app is ready", id="echo", markup=False)

    @on(Input.Changed)
    def echo(self, event: Input.Changed) -> None:
        """Show what was typed."""
        self.query_one("#echo", Static).update(event.value)


if __name__ == "__main__":
    BareApp().run()
