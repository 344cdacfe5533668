"""What can be done with the registries of a Secret that is composed: add, remove, move, fill in."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.screen import Screen

from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.compose.credential_form import RegistryField
from ghcr_tui.screens.compose.draft_form import DraftForm

if TYPE_CHECKING:
    from ghcr_tui.core.registry.presets import Preset


class RegistryActions(Screen[None]):
    """The part of the composer that acts on the list of registries in its form."""

    REGISTRY_COMMANDS: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("Registries people use", "Fill in a known registry", "screen.presets"),
        ("Remove registry", "Take this registry out of the Secret", "screen.remove_registry"),
        ("Bring back", "Bring back the registry removed last", "screen.restore_registry"),
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
            name = inert(removed.credential.registry, 60) or "The empty registry"
            self.notify(f"{name} is removed. The palette (ctrl+p) brings it back.", markup=False)

    def action_restore_registry(self) -> None:
        """Bring back the registry that was removed last."""
        if self._form.restore_registry() is None:
            self.notify("No registry was removed.", markup=False)

    def action_move_up(self) -> None:
        """Move the registry that is edited up."""
        self._form.move_registry(-1)

    def action_move_down(self) -> None:
        """Move the registry that is edited down."""
        self._form.move_registry(1)

    @on(RegistryField.PresetsWanted)
    def action_presets(self) -> None:
        """Offer the registries people use."""
        from ghcr_tui.screens.compose.presets_dialog import PresetsDialog  # most runs never open it

        self.app.push_screen(PresetsDialog(), self._take_preset)

    def _take_preset(self, preset: "Preset | None") -> None:
        if preset:
            self._form.apply_preset(preset)
