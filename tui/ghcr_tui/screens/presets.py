"""The dialog that offers the registries people use, and says what each wants."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ghcr_tui.core.presets import PRESETS, Preset

_LABEL = max(len(preset.label) for preset in PRESETS)


class PresetsDialog(ModalScreen[Preset | None]):
    """Returns the registry that was chosen, None where none was."""

    DEFAULT_CSS = """
    PresetsDialog {
        align: center middle;
        & > Vertical { width: 76; max-width: 96%; height: auto; max-height: 94%; padding: 0 1;
            border: round $border; border-title-color: $foreground; background: $surface;
            border-subtitle-color: $foreground 80%; }
        & OptionList { height: auto; max-height: 9; background: $surface; border: none;
            padding: 0; overflow-x: hidden; }
        & Static { height: 8; padding: 1 1 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", tooltip="Close without choosing"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the registries and, below them, what the highlighted one wants."""
        with Vertical() as dialog:
            dialog.border_title = "Registries people use"
            dialog.border_subtitle = "enter fills it in · esc cancels"
            lines = [
                Content.assemble(f"{preset.label:<{_LABEL}}  ", (preset.registry, "$text-muted"))
                for preset in PRESETS
            ]
            yield OptionList(*(Option(line) for line in lines), markup=False, compact=True)
            yield Static(markup=False)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        preset = PRESETS[event.option_index]
        lines = [f"username: {preset.username_hint}", f"token: {preset.token_hint}"]
        if preset.example:
            lines.append("Replace what stands in capitals, or the host, by your own.")
        self.query_one(Static).update(Content("\n".join(lines)))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(PRESETS[event.option_index])

    def action_cancel(self) -> None:
        """Close without choosing."""
        self.dismiss(None)
