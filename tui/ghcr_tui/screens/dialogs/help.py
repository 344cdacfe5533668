"""Help: what the field with the focus is for, and every key that works here."""

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from ghcr_tui.screens.dialogs.dialog import Dialog

_ABOUT = (
    "An image pull Secret holds, for each registry, the username and token that a pod's node pulls "
    "with. Both are joined by a colon and written in base64 (auth); all registries together are "
    "JSON (the payload), written in base64 once more, because a Secret's data always is."
)
_SCROLLING = ("scroll_", "page_")
_PLAIN = {  # what Textual calls otherwise
    "app.focus_next": "Go to the next field",
    "app.focus_previous": "Go to the field before",
    "screen.copy_text": "Copy what is selected",
    "command_palette": "Find any command by its name",
}


class HelpDialog(Dialog[None]):
    """Explains the focused widget of a screen, and lists the keys that it and the screen take."""

    DEFAULT_CSS = """
    HelpDialog > Vertical { width: 80; height: 94%; padding: 0 1; }
    HelpDialog VerticalScroll { padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    HelpDialog Static { height: auto; margin: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1", "cancel", "Close", show=False)]

    def __init__(self, asked: Screen[object]) -> None:
        super().__init__()
        self._asked = asked

    def compose(self) -> ComposeResult:
        """Lay out the explanation and the keys."""
        focused = self._asked.focused
        with Vertical() as dialog:
            dialog.border_title = "Help"
            dialog.border_subtitle = "esc closes"
            with VerticalScroll():
                if focused and (text := help_of(focused)):
                    yield Static(_section(title_of(focused), Content(text)))
                yield from self._keys_and_idea()

    def _keys_and_idea(self) -> ComposeResult:
        keys = list(_keys(self._asked))
        screen_keys = [(key, about) for key, about, is_screen in keys if is_screen]
        field_keys = [(key, about) for key, about, is_screen in keys if not is_screen]
        yield Static(_section("Keys", _table(screen_keys)))
        yield Static(_section("What this is about", Content(_ABOUT)))
        if field_keys:
            yield Static(_section("Keys of what has the focus", _table(field_keys)))


def help_of(widget: Widget) -> str:
    """Return what `widget`, or else what it is part of, says about itself."""
    for node in widget.ancestors_with_self:
        text = getattr(node, "help_text", "") or node.HELP
        if isinstance(text, str) and text:
            return text
    return ""


def title_of(widget: Widget) -> str:
    """Return what to call `widget`: the name of its field, or of what it shows."""
    return (widget.id or "this").replace("_", " ").capitalize()


def _section(title: str, content: Content) -> Content:
    return Content.assemble((f"{title}\n", "bold $text-primary"), content)


def _keys(screen: Screen[object]) -> Iterator[tuple[str, str, bool]]:
    """Yield each key with what it does, and whether it works all over the screen."""
    told: dict[tuple[str, bool], list[Binding]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        everywhere = active.node is screen or active.node is screen.app
        if not active.enabled or not (everywhere or _is_of_field(active, screen.focused)):
            continue
        about = _PLAIN.get(binding.action) or binding.tooltip or binding.description
        if about:
            told.setdefault((about, everywhere), []).append(binding)
    for (about, everywhere), bindings in told.items():
        keys = list(dict.fromkeys(screen.app.get_key_display(each) for each in bindings))
        many = len(keys) > 3
        yield f"{keys[0]} … {keys[-1]}" if many else ", ".join(keys), about, everywhere


def _is_of_field(active: ActiveBinding, focused: Widget | None) -> bool:
    """Return whether a key is the focused widget's own; an `Input` has scroll keys by accident."""
    by_accident = isinstance(focused, Input) and active.binding.action.startswith(_SCROLLING)
    return active.node is focused and not by_accident


def _table(rows: list[tuple[str, str]]) -> Content:
    width = min(24, max((cell_len(key) for key, _ in rows), default=0)) + 2
    lines = [
        Content.assemble((key.ljust(width), "bold $text-accent"), about) for key, about in rows
    ]
    return Content("\n").join(lines)
