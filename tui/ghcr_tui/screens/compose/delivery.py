"""Delivery: what may leave the composer, to the clipboard or a file, and what was kept so."""

from typing import TYPE_CHECKING

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.formats.format import Format, FormatOptions
from ghcr_tui.core.text.inert import inert

if TYPE_CHECKING:
    from ghcr_tui.screens.compose.screen import ComposeScreen
    from ghcr_tui.screens.copy_text import CopyOutcome


class Delivery:
    """Copies and saves what a composer shows, and knows which draft was last kept."""

    def __init__(self, screen: "ComposeScreen", draft: Draft) -> None:
        self._screen = screen
        self._kept = draft

    def keep(self, draft: Draft) -> None:
        """Count `draft` as kept: closing loses nothing."""
        self._kept = draft

    def is_unsaved(self, draft: Draft) -> bool:
        """Return whether `draft` would be lost."""
        return draft != self._kept

    def copy(self) -> None:
        """Copy the view, the tokens unmasked, unless something in it is wrong."""
        draft, shown = self._screen.draft, self._screen.shown
        if not self._is_refused("copied"):
            text = shown.render(draft, FormatOptions())
            from ghcr_tui.screens.copy_text import copy_aside  # and the clipboard's programs

            copy_aside(self._screen, text, lambda outcome: self._copied(outcome, draft, shown))

    def save(self, reason: str = "") -> None:
        """Ask where to save the view, the tokens unmasked, unless something in it is wrong."""
        if self._is_refused("saved"):
            return
        from ghcr_tui.screens.dialogs.save import SaveDialog  # most runs never open it

        draft, shown = self._screen.draft, self._screen.shown
        dialog = SaveDialog(
            shown.render(draft, FormatOptions()),
            file_name(draft, shown),
            noun=shown.noun,
            is_secret=shown.is_secret,
            reason=reason,
        )
        self._screen.app.push_screen(dialog, lambda saved: self._saved(saved, draft, shown))

    def _is_refused(self, done: str) -> bool:
        obstacle = next(
            (each for each in self._screen.judged() if self._screen.shown.blocked_by(each)), None
        )
        if obstacle is None:
            return False
        sentence = (
            f"{named(obstacle.where, len(self._screen.draft.credentials))}: {obstacle.message}"
        )
        self._screen.notify(
            inert(sentence, 600), title=f"Not {done}", severity="error", markup=False, timeout=8
        )
        self._screen.go_to(obstacle)
        return True

    def _copied(self, outcome: "CopyOutcome", draft: Draft, shown: Format) -> None:
        if outcome.how == "failed":
            self._screen.notify(outcome.reason, severity="warning", markup=False)
            self.save(reason=f"{outcome.reason} Save it instead?")
            return
        if shown.is_whole and outcome.how == "copied":  # what was only sent may be nowhere
            self.keep(draft)
        hidden = shown.shows_token(draft) and not self._screen.revealed
        truth = " The copy holds the token that the view hides." if hidden else ""
        if outcome.how == "copied":
            self._screen.notify(f"Copied the {shown.noun}.{truth}", markup=False)
            return
        self._screen.notify(
            f"Sent the {shown.noun} to your terminal (OSC 52), which does not say whether it took "
            f"it.{truth} {outcome.reason}",
            markup=False,
            timeout=8,
        )

    def _saved(self, sentence: str | None, draft: Draft, shown: Format) -> None:
        if sentence is None:
            return
        if shown.is_whole:
            self.keep(draft)
        self._screen.notify(sentence, markup=False, timeout=8)


def registry_number(where: Where) -> int | None:
    """Return which registry the field `where` belongs to, counted from 1; None for the others."""
    return where.entry + 1 if isinstance(where.entry, int) else None


def with_registry(finding: Finding) -> Finding:
    """Return `finding` with the number of its registry in front of what it says."""
    number = registry_number(finding.where)
    return finding._replace(message=f"{number}. {finding.message}") if number else finding


def named(where: Where, credentials: int) -> str:
    """Return how people call the field `where`, with its number where there are several."""
    field = where.field or "the Secret"
    number = registry_number(where)
    return f"{field} of registry {number}" if number and credentials > 1 else field


def file_name(draft: Draft, shown: Format) -> str:
    """Return the name that is offered for the file; a sound name holds nothing but letters."""
    return shown.file_name.format(inert(draft.name, 200).replace("/", "-"))
