"""Copying, saving and applying what is composed, and what keeps it from leaving."""

import time
from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.screens.compose.delivery import Place, packed, place_of
from ghcr_tui.screens.compose.for_git import helps_to_choose
from ghcr_tui.screens.compose.rendering import RendersDraft
from ghcr_tui.screens.messages import WorkKept
from ghcr_tui.screens.parcel import Parcel

if TYPE_CHECKING:
    from ghcr_tui.screens.copy_text import CopyOutcome
    from ghcr_tui.screens.dialogs.save import Saved


class DeliversDraft(RendersDraft):
    """The part of the composer that delivers its draft; an error is refused until it is meant."""

    revealed: bool
    _kept: Draft
    _meant: frozenset[Place] = frozenset()
    _refused: tuple[str, Draft, str] | None = None

    def judged(self) -> tuple[Finding, ...]:
        """Return what is wrong with the draft as it is now."""
        from ghcr_tui.core.draft.draft_findings import judge_draft  # the first screen has no need

        return judge_draft(self.draft, time.time())

    @abstractmethod
    def go_to(self, finding: Finding) -> None:
        """Put the cursor into the field that a finding is about."""

    def action_copy(self) -> None:
        """Copy what the preview shows, the tokens unmasked."""
        self._leave("copied", self._copy)

    def action_save(self) -> None:
        """Save what the preview shows, the tokens unmasked."""
        self._leave("saved", lambda parcel: self._save(parcel, self._draft_kept_by_delivery()))

    def forget_what_is_meant(self) -> None:
        """Refuse every error again: this is another draft."""
        self._meant, self._refused = frozenset(), None

    def _leave(self, done: str, deliver: Callable[[Parcel], None]) -> None:
        """Deliver what the preview shows; say what is wrong where it may not leave.

        Whoever asks for the same once more may mean it: then that is asked, once for this draft.
        """
        try:
            packet = packed(
                self.draft, self.shown, self.judged(), self.revealed, self._meant, self._rendering
            )
        except Problem as problem:
            self.notify(str(problem), title=f"Not {done}", severity="error", timeout=8)
            if helps_to_choose(problem, self.shown):
                self.action_means()
            return
        if isinstance(packet, Parcel):
            deliver(packet)
            return
        if self._refused == (done, self.draft, self.shown.name):
            self._ask_whether_meant(done, deliver)
            return
        self._refused = (done, self.draft, self.shown.name)
        again = "The same key again asks whether you mean it."
        title = f"Not {done}"
        self.notify(f"{packet.sentence} {again}", title=title, severity="error", timeout=8)
        self.go_to(packet.finding)

    def _ask_whether_meant(self, done: str, deliver: Callable[[Parcel], None]) -> None:
        from ghcr_tui.screens.dialogs.question import MeantDialog  # most runs never open it

        errors = self.shown.errors(self.judged(), self._rendering.options(self.shown))

        def answered(is_meant: bool | None) -> None:
            if is_meant:
                self._meant |= {place_of(each) for each in errors}
                self._leave(done, deliver)

        self.app.push_screen(MeantDialog(errors, done), answered)

    def _copy(self, parcel: Parcel) -> None:
        from ghcr_tui.screens.copy_text import copy_aside  # and the clipboard's programs

        draft = self._draft_kept_by_delivery()
        copy_aside(self, parcel.text, lambda outcome: self._copied(parcel, draft, outcome))

    def _draft_kept_by_delivery(self) -> Draft | None:
        """Return the draft that is not lost any more once what is shown has been delivered."""
        return self.draft if self.shown.is_whole else None

    def _copied(self, parcel: Parcel, draft: Draft | None, outcome: "CopyOutcome") -> None:
        if outcome.how == "failed":
            self.notify(outcome.reason, severity="warning")
            self._save(parcel, draft, f"{outcome.reason} Save it instead?")
            return
        if outcome.how == "copied":  # what was only sent may be nowhere
            self._keep(draft)
        self.notify(outcome.sentence(parcel.noun, parcel.caution), timeout=8)

    def _keep(self, draft: Draft | None, folder: str = "") -> None:
        self._kept = draft or self._kept
        self.post_message(WorkKept(draft, folder))

    def _save(self, parcel: Parcel, draft: Draft | None, reason: str = "") -> None:
        from ghcr_tui.screens.dialogs.save import SaveDialog  # most runs never open it

        def saved(done: "Saved | None") -> None:
            if done:
                self._keep(draft, done.folder)
                self.notify(done.sentence, timeout=8)

        self.app.push_screen(SaveDialog(parcel, reason), saved)

    def action_deliver(self) -> None:
        """Apply the Secret in a cluster: where is asked, and the plan is shown first."""
        from ghcr_tui.screens.change.starting import deliver_draft

        refusal = next((each for each in self.judged() if each.severity == "error"), None)
        if refusal:
            self.notify(refusal.message, title="Not delivered", severity="error", timeout=8)
            self.go_to(refusal)
        else:
            deliver_draft(self.app, self.draft)
