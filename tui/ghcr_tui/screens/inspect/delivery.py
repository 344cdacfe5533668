"""How what was inspected leaves the screen: to the clipboard, into a file, into the composer."""

from typing import TYPE_CHECKING

from ghcr_tui.core.inspection.conversions import draft_of
from ghcr_tui.core.inspection.decoded_view import decoded_view
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.text.inert import inert, inert_lines
from ghcr_tui.screens.copy_text import CopyOutcome, copy_aside
from ghcr_tui.screens.messages import EditInComposer

if TYPE_CHECKING:
    from ghcr_tui.screens.inspect.screen import InspectScreen

_NAMED = 12
"""Things left behind that are named; more are counted."""


class InspectDelivery:
    """Copies, saves and hands over the Secret that `screen` shows."""

    def __init__(self, screen: "InspectScreen") -> None:
        self._screen = screen

    def copy_decoded(self) -> None:
        """Copy what the chosen Secret holds, the tokens unmasked."""
        secret = self._screen.source.chosen
        if secret and (text := decoded(secret)):
            truth = " The copy holds the tokens that the view hides." if self._screen.masked else ""
            self._copy(text, f"what the Secret holds.{truth}")

    def copy_token(self) -> None:
        """Copy the token of the registry that the cursor is on."""
        entry = self._screen.result.entry
        if entry is None or not entry.token:
            self._tell("There is no token in this entry.")
        else:
            self._copy(entry.token, f"the token for {inert(entry.registry, 80)}.")

    def save(self, reason: str = "") -> None:
        """Ask where to save what the chosen Secret holds, the tokens unmasked."""
        secret = self._screen.source.chosen
        if secret is None or not (text := decoded(secret)):
            return
        from ghcr_tui.screens.dialogs.save import SaveDialog  # most runs never open it

        name = inert(secret.name or "payload", 200).replace("/", "-")
        dialog = SaveDialog(
            text,
            f"{name}-decoded.{'json' if secret.payload and not secret.other else 'txt'}",
            noun="decoded Secret",
            is_secret=True,
            reason=reason,
        )
        self._screen.app.push_screen(dialog, lambda saved: self._tell(saved) if saved else None)

    def edit(self) -> None:
        """Go on in the composer, and say what stays behind."""
        secret = self._screen.source.chosen
        if secret is None:
            return
        self._screen.post_message(EditInComposer(draft_of(secret)))
        if secret.dropped:
            names = ", ".join(inert(name, 80) for name in secret.dropped[:_NAMED])
            rest = len(secret.dropped) - _NAMED
            more = f" and {rest:,} more" if rest > 0 else ""
            self._tell(f"Left behind: {names}{more}.")

    def _copy(self, text: str, what: str) -> None:
        copy_aside(self._screen, text, lambda outcome: self._copied(outcome, what))

    def _copied(self, outcome: CopyOutcome, what: str) -> None:
        if outcome.how == "copied":
            self._tell(f"Copied {what}")
        elif outcome.how == "sent":
            self._tell(
                f"Sent to your terminal (OSC 52), which does not say whether it took it: {what} "
                f"{outcome.reason}"
            )
        else:
            self.save(reason=f"{outcome.reason} Save it instead?")

    def _tell(self, sentence: str) -> None:
        self._screen.app.notify(sentence, markup=False, timeout=8)


def decoded(secret: InspectedSecret) -> str:
    """Return what `secret` holds as it is copied: exactly, where the view had to change it."""
    if secret.payload and inert_lines(secret.payload) != secret.payload:
        return secret.payload
    return decoded_view(secret, masked=False)
