"""Mending on Inspect: one key for all that needs no person, enter for one finding, and undo."""

import time
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.mending.change import title_of, told
from ghcr_tui.core.mending.left import errors_left, why_left
from ghcr_tui.core.mending.text import MendedText, mend_text
from ghcr_tui.screens.inspect.source import SecretSource
from ghcr_tui.screens.parcel import Parcel, file_stem
from ghcr_tui.widgets.chosen_key import chosen_key
from ghcr_tui.widgets.findings_panel import FindingsPanel

_HOW_ON = "ctrl+y copies it, ctrl+s saves it, f4 edits it in Compose, ctrl+z takes it back."


class MendsText(Screen[None]):
    """A screen whose `SecretSource` holds a text that may be mended."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # At once, also from an input, which would delete a word.
        chosen_key("fix", "fix", "Fix", "Mend all that needs no person", priority=True),
        Binding("ctrl+z", "undo_fix", "Undo", show=False, tooltip="Bring the text before back"),
    ]
    _mended_text = ""

    @property
    def mended(self) -> Parcel | None:
        """The mended text ready to leave, None where what is there was not mended."""
        source = self.query_one(SecretSource)
        if not self._mended_text or source.text != self._mended_text:
            return None
        secret = source.chosen
        name = file_stem(secret.name) if secret and secret.name else "secret"
        extension = "json" if self._mended_text.lstrip()[:1] in ("{", "[") else "yaml"
        return Parcel(
            text=self._mended_text,
            noun="mended text",
            file_name=source.path or f"{name}-mended.{extension}",
            is_secret=True,
        )

    def action_fix(self) -> None:
        """Mend everything in the text that needs no person."""
        self._mend(None, "")

    def action_undo_fix(self) -> None:
        """Bring back the text as it was before it was mended."""
        self.query_one(SecretSource).undo()

    @on(FindingsPanel.Chosen)
    def _finding_chosen(self, event: FindingsPanel.Chosen) -> None:
        event.stop()
        secret = self.query_one(SecretSource).chosen
        is_of_secret = secret is not None and any(
            each.code == event.finding.code for each in secret.findings
        )
        self._mend(event.finding, secret.title if secret and is_of_secret else "")

    def _mend(self, only: Finding | None, within: str) -> None:
        text = self.query_one(SecretSource).text

        def mend() -> None:
            mended = mend_text(text, time.time(), only, within)
            self.app.call_from_thread(self._put, text, mended, only)

        if text.strip():
            self.run_worker(mend, thread=True, group="mending", exclusive=True)

    def _put(self, text: str, mended: MendedText, only: Finding | None) -> None:
        """Show the mended text in place of the old one, and say what was changed."""
        source = self.query_one(SecretSource)
        if source.text != text:
            return  # it has been edited meanwhile
        if not mended.changes:
            left = why_left(only) if only else "Nothing here can be mended without a person."
            self.notify(f"Not changed. {left}", severity="warning", timeout=8)
            return
        self._mended_text = mended.text
        source.replace(mended.text)
        self.notify(_told(mended), title=title_of(mended.changes), timeout=12)


def _told(mended: MendedText) -> str:
    parts = [told(mended.changes)]
    if not mended.in_place:
        parts.append("The text was written anew: its comments and its layout are not kept.")
    if errors := errors_left(mended):
        noun = "error needs" if errors == 1 else "errors need"
        parts.append(f"{errors:,} {noun} you.")
    return " ".join([*parts, _HOW_ON])
