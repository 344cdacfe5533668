"""The keys that work now, on the last line; a click on one does what the key does."""

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.widget import Widget


class KeyBar(Widget):
    """One line of keys. Textual's footer mounts a widget for each key, at each change of focus."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $footer-background; color: $footer-foreground;
        padding: 0 1; pointer: pointer; }
    """

    def on_mount(self) -> None:
        """Follow what the focus makes possible."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())
        self._keys = self._keys_now()

    def render(self) -> Content:
        """Draw the keys and what they do."""
        return Content("  ").join(label for _, label in self._labels())

    def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        end = 0
        for binding, label in self._labels():
            end += label.cell_length + 2
            if offset.x < end:
                self.app.simulate_key(binding.key)
                return

    def _follow(self) -> None:
        keys = self._keys_now()
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _keys_now(self) -> list[Binding]:
        found: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.enabled:
                found.setdefault(active.binding.action, active.binding)
        return list(found.values())

    def _labels(self) -> list[tuple[Binding, Content]]:
        return [
            (
                binding,
                Content.assemble(
                    (self.app.get_key_display(binding), "bold $footer-key-foreground"),
                    f" {binding.description}",
                ),
            )
            for binding in self._keys
        ]
