"""The dialog that offers the registries people use, and says what each wants."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ghcr_tui.core.registry.presets import PRESETS, Preset
from ghcr_tui.screens.dialogs.dialog import Dialog

_LABEL = max(len(preset.label) for preset in PRESETS)


class PresetsDialog(Dialog[Preset]):
    """Returns the registry that was chosen, None where none was."""

    DEFAULT_CSS = """
    PresetsDialog {
        & > Vertical { padding: 0 1; }
        & OptionList { height: auto; max-height: 9; background: $surface; border: none;
            padding: 0; overflow-x: hidden;
            text-wrap: nowrap; text-overflow: ellipsis; }
        & Static { height: 7; padding: 1 1 0 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the registries and, below them, what the highlighted one wants."""
        with Vertical() as dialog:
            dialog.border_title = "Registries people use"
            dialog.border_subtitle = "enter fills it in · esc cancels"
            lines = [
                Content.assemble(
                    f"{preset.label:<{_LABEL}}  ", (preset.registry, "$foreground 65%")
                )
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
