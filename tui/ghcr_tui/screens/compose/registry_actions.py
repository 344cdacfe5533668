"""What can be done with the registries of a Secret that is composed: add, remove, move, fill in."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from ghcr_tui.core.credential.redaction import shown_registry
from ghcr_tui.screens.compose.draft_form import DraftForm
from ghcr_tui.widgets.chosen_key import chosen_key

if TYPE_CHECKING:
    from ghcr_tui.core.registry.presets import Preset


class RegistryActions(Screen[None]):
    """The part of the composer that acts on the list of registries in its form."""

    BINDINGS: ClassVar[list[BindingType]] = [
        chosen_key("presets", "presets", "Registries", "Fill in a known registry", show=False),
    ]
    REGISTRY_COMMANDS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("Remove registry", "Take this registry out of the Secret", "screen.remove_registry"),
        ("Move up", "Move this registry up", "screen.move_up"),
        ("Move down", "Move this registry down", "screen.move_down"),
    )
    """For the palette: a title, an explanation and an action each."""

    _form: DraftForm

    def action_add_registry(self) -> None:
        """Add a registry to the Secret, and edit it."""
        self._form.add_registry()

    def action_remove_registry(self) -> None:
        """Take the registry that is edited out of the Secret."""
        removed = self._form.remove_registry()
        if removed is None:
            self.notify("A Secret needs one registry; edit this one.", markup=False)
        else:
            name = shown_registry(removed.registry, 60) or "The empty registry"
            self.notify(f"{name} is removed. ctrl+z brings it back.", markup=False)

    def action_move_up(self) -> None:
        """Move the registry that is edited up."""
        self._form.move_registry(-1)

    def action_move_down(self) -> None:
        """Move the registry that is edited down."""
        self._form.move_registry(1)

    def action_presets(self) -> None:
        """Offer the registries people use."""
        from ghcr_tui.screens.compose.presets_dialog import PresetsDialog  # most runs never open it

        self.app.push_screen(PresetsDialog(), self._take_preset)

    def _take_preset(self, preset: "Preset | None") -> None:
        if preset:
            self._form.apply_preset(preset)
