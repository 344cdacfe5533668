"""The keys that work now, on the last line; a click on one does what the key does."""

from typing import Final

from textual.binding import Binding
from textual.content import Content
from textual.events import Click
from textual.widget import Widget

_LAST: Final = {"help": "Help", "command_palette": "Palette", "quit": "Quit"}
"""The actions at the right end, and what they are called; where it is narrow, these stay."""
_GAP: Final = 2


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
        return Content(" " * _GAP).join(label for _, label in self._fitting())

    def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        end = 0
        for binding, label in self._fitting():
            end += label.cell_length + _GAP
            if offset.x < end:
                self.app.simulate_key(binding.key)
                return

    def _follow(self) -> None:
        keys = self._keys_now()
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _keys_now(self) -> list[Binding]:
        """Return the screen's keys in their order, then those in `_LAST`."""
        found: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            action = active.binding.action.removeprefix("app.")
            if active.enabled and (active.binding.show or action in _LAST):
                found.setdefault(action, active.binding)
        last = [found.pop(action) for action in _LAST if action in found]
        return [*found.values(), *last]

    def _fitting(self) -> list[tuple[Binding, Content]]:
        """Return the keys that there is room for: the last ones, then as many as fit before."""
        labels = [(binding, self._label(binding)) for binding in self._keys]
        first = [each for each in labels if each[0].action not in _LAST]
        last = [each for each in labels if each[0].action in _LAST]
        room = self.content_size.width - sum(label.cell_length + _GAP for _, label in last)
        kept = []
        for each in first:
            room -= each[1].cell_length + _GAP
            if room < -_GAP:
                break
            kept.append(each)
        return [*kept, *last]

    def _label(self, binding: Binding) -> Content:
        return Content.assemble(
            (self.app.get_key_display(binding), "bold $footer-key-foreground"),
            f" {_LAST.get(binding.action, binding.description)}",
        )
