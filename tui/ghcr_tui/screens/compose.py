"""Compose: the credential's form beside the Secret that it makes, live."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer

from ghcr_tui.core.draft import Draft
from ghcr_tui.core.finding import Finding
from ghcr_tui.core.preview import View, render, shows_token
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.code_view import CodeView, Language
from ghcr_tui.widgets.credential_form import RegistryField
from ghcr_tui.widgets.draft_form import DraftForm
from ghcr_tui.widgets.findings_panel import FindingsPanel
from ghcr_tui.widgets.key_bar import KeyBar
from ghcr_tui.widgets.title_bar import TitleBar
from ghcr_tui.widgets.view_tabs import ViewTabs

_LANGUAGES: Final[dict[View, Language]] = {
    "manifest": "yaml",
    "json": "json",
    "payload": "json",
    "kubectl": "shell",
    "usage": "shell",
}
_AT_ONCE: Final = 16 * 1024
"""Characters of a draft that are rendered and judged within a keystroke; more wait a little."""


class ComposeScreen(Screen[None]):
    """Makes a `Draft` of what is typed, and shows what it comes to."""

    AUTO_FOCUS = "#username"
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [
        (0, "-narrow"),
        (76, "-normal"),
        (110, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+y", "copy", "Copy", tooltip="Copy what the preview shows, in full"),
        Binding("ctrl+s", "save", "Save", tooltip="Save what the preview shows to a file"),
        Binding("ctrl+r", "reveal", "Reveal", tooltip="Show or hide the token"),
        Binding("f3", "next_view(1)", "View", tooltip="Show the next view in the preview"),
        Binding("shift+f3", "next_view(-1)", "Previous view", show=False),
        Binding("f2", "change_side", "Form/Preview", show=False, tooltip="Go to the other side"),
        Binding("ctrl+n", "add_registry", "Add registry", tooltip="Add a registry to the Secret"),
    ]

    def __init__(self, draft: Draft | None = None) -> None:
        super().__init__()
        self._first: Final = draft or Draft()
        self._revealed = False
        self._later: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the form and, beside it, the preview."""
        self._form = DraftForm(self._first)  # not earlier: an Input with a value needs a screen
        self._tabs = ViewTabs(id="views")
        self._preview = CodeView(id="preview")
        self._findings = FindingsPanel(id="findings")
        yield TitleBar("Compose")
        with Horizontal(id="body"):
            with VerticalScroll(id="form", can_focus=False):
                yield self._form
                yield self._findings
            with Vertical(id="view"):
                yield self._tabs
                yield self._preview
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the draft that the screen begins with; what is slower comes after that."""
        self._findings.border_title = "Findings"
        self._show_preview()
        self.call_after_refresh(self._judge)

    @property
    def draft(self) -> Draft:
        """What is typed in now."""
        return self._form.draft

    def compose_draft(self, draft: Draft) -> None:
        """Go on with `draft` in place of what is there."""
        self._form.set_draft(draft)

    @on(DraftForm.Edited)
    def _draft_edited(self, event: DraftForm.Edited) -> None:
        event.stop()
        if self._later:
            self._later.stop()
        if sum(len(part) for each in self.draft.credentials for part in each) <= _AT_ONCE:
            self._show_preview()
            self.call_after_refresh(self._judge)
        else:
            self._later = self.set_timer(0.2, self._show_all)

    @on(DraftForm.Looked)
    def _field_visited(self, event: DraftForm.Looked) -> None:
        event.stop()
        self._judge()

    @on(Choice.Changed, "#views")
    def _view_chosen(self, event: Choice.Changed) -> None:
        event.stop()
        self._show_preview()

    def _show_all(self) -> None:
        self._show_preview()
        self._judge()

    def _show_preview(self) -> None:
        view = self._tabs.view
        self._preview.show(render(self.draft, view, not self._revealed), _LANGUAGES[view])

    def _judge(self) -> None:
        self._show_findings(self._judged())

    def _judged(self) -> tuple[Finding, ...]:
        import time

        from ghcr_tui.core.judge import judge_draft  # not needed to paint the first screen

        return judge_draft(self.draft, time.time())

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        shown = self._form.show_findings(findings)
        self._findings.show(shown)

    def action_reveal(self) -> None:
        """Show the token, or hide it again."""
        self._revealed = not self._revealed
        self._form.reveal(self._revealed)
        self._show_preview()

    def action_next_view(self, step: int) -> None:
        """Show the next view, or the one before."""
        self._tabs.action_choose(step)

    def action_add_registry(self) -> None:
        self._form.add_registry()
