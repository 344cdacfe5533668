"""Mending on Compose: one key for all that needs no person, and enter for one finding."""

import time
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.mending.change import title_of, told
from ghcr_tui.screens.compose.form_actions import FormActions
from ghcr_tui.widgets.chosen_key import chosen_key
from ghcr_tui.widgets.findings_panel import FindingsPanel


class MendsDraft(FormActions):
    """The part of the composer that mends what only one thing can be meant by."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # At once, also from an input, which would delete a word.
        chosen_key("fix", "fix", "Fix", "Mend all that needs no person", show=False, priority=True),
    ]

    def action_fix(self) -> None:
        """Mend everything in the form that needs no person."""
        if not self._mend(None):
            left = "Nothing here can be mended without a person."
            self.notify(f"Not changed. {left}", severity="warning", timeout=5)

    @on(FindingsPanel.Chosen)
    def _finding_chosen(self, event: FindingsPanel.Chosen) -> None:
        """Mend what the finding is about, where that needs no person, and go to its field."""
        event.stop()
        self._mend(event.finding)
        self._form.focus_where(event.finding.where)

    def can_be_mended(self, findings: tuple[Finding, ...]) -> bool:
        """Return whether anything that `findings`, all there are, say needs no person."""
        if all(finding.severity == "info" for finding in findings):
            return False
        from ghcr_tui.core.mending.draft import can_be_mended

        return can_be_mended(self._form.draft, findings, time.time())

    def _mend(self, only: Finding | None) -> bool:
        from ghcr_tui.core.mending.draft import mend_draft

        form = self._form
        mended = mend_draft(form.draft, time.time(), only)
        if not mended.changes:
            return False
        if len(mended.draft.credentials) == len(form.draft.credentials):
            form.put(mended.draft)
        else:
            form.set_draft(mended.draft)
        said = f"{told(mended.changes)} ctrl+z takes it back."
        self.notify(said, title=title_of(mended.changes), timeout=8)
        return True
