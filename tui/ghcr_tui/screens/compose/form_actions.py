"""What can be done with the whole form: undo and redo, and moving a token to where it belongs."""

from typing import ClassVar

from textual.binding import BindingType

from ghcr_tui.core.draft.misplaced import misplaced_tokens, with_token_moved
from ghcr_tui.core.findings.finding import Where
from ghcr_tui.screens.compose.registry_actions import RegistryActions
from ghcr_tui.widgets.chosen_key import chosen_key


class FormActions(RegistryActions):
    """The part of the composer that takes back what was done, and catches misplaced tokens."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # At once, so that what is typed behind it goes into the field that is empty then.
        chosen_key(
            "move_token",
            "move_token",
            "Move token",
            "Move a token to its own field",
            priority=True,
        ),
        # At once, so that what is typed behind it is not taken back too.
        chosen_key(
            "undo", "undo", "Undo", "Take back what was done last", show=False, priority=True
        ),
        # Terminals send shift with a letter and ctrl only if they know the newer protocol. At once,
        # because a letter with alt is text to a field.
        chosen_key("redo", "redo", "Redo", "Do it again", show=False, priority=True),
    ]
    _misplaced: Where | None = None

    def action_undo(self) -> None:
        """Take back the last change, whatever it was."""
        if not self._form.undo():
            self.notify("There is nothing to take back.", timeout=3)

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        if not self._form.redo():
            self.notify("There is nothing to do again.", timeout=3)

    def action_move_token(self) -> None:
        """Move the token that stands in another field to the token, and go to what is empty now."""
        form = self._form
        where = next(misplaced_tokens(form.draft), None)
        if where is None:
            return
        entry = where.entry if isinstance(where.entry, int) else form.current
        had_another = bool(form.draft.credentials[entry].token)
        form.focus_where(where)
        form.visits.note("token", entry)
        form.put(with_token_moved(form.draft, where, entry), where.field)
        what = " in place of what was there" if had_another else ""
        self.notify(f"The token is where it belongs{what}. ctrl+z takes that back.", timeout=5)

    def look_for_misplaced(self) -> None:
        """Say once of a token that it stands in the wrong field, and which key moves it."""
        where = next(misplaced_tokens(self._form.draft), None)
        if where == self._misplaced:
            return
        self._misplaced = where
        self.refresh_bindings()
        if where:
            self.notify(
                f"A token stands in the {where.field}, and is hidden there. ctrl+t moves it to the "
                "token.",
                severity="warning",
                timeout=8,
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to move a token where there is one to move."""
        return action != "move_token" or self._misplaced is not None
