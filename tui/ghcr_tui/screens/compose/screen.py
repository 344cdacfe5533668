"""Compose: the credential's form beside the Secret that it makes, live."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize, ScreenResume
from textual.layout import Layout
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from ghcr_tui.core.draft.draft import Draft, size_of
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.formats.format import Format
from ghcr_tui.core.settings.keys import VIEWS
from ghcr_tui.screens.compose.delivering import DeliversDraft
from ghcr_tui.screens.compose.delivery import with_registry
from ghcr_tui.screens.compose.draft_form import DraftForm
from ghcr_tui.screens.compose.layout import NARROW, ComposeLayout
from ghcr_tui.screens.compose.preview import SecretPreview
from ghcr_tui.screens.compose.view_tabs import ViewTabs
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.chosen_key import chosen_key
from ghcr_tui.widgets.findings_panel import FindingsPanel, counted
from ghcr_tui.widgets.image_question import ImageQuestion
from ghcr_tui.widgets.key_bar import KeyBar
from ghcr_tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from ghcr_tui.core.keyring.lookup import PullSecret

_AT_ONCE: Final = 16 * 1024
"""Characters of a draft that are rendered and judged within a keystroke; more wait a little."""
_LAYOUT: Final = ComposeLayout()
_QUIET: Final = "Nothing wrong so far."
_ENTER: Final = (
    "Enter takes you to the field that a finding is about, and mends it where that needs no "
    "person; ctrl+f mends all of that kind."
)
_NOTHING_YET: Final = "What is wrong is said here, as you type."


class ComposeScreen(DeliversDraft):
    """Makes a `Draft` of what is typed, and shows what it comes to."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        chosen_key("copy", "copy", "Copy", "Copy what the preview shows"),
        chosen_key("save", "save", "Save", "Save what the preview shows in a file"),
        chosen_key("reveal", "reveal", "Reveal", "Show the tokens, or hide them again"),
        chosen_key("add_registry", "add_registry", "Add", "Add another registry to the Secret"),
        chosen_key("switch", "app.switch", "Inspect", "Inspect a Secret, go on here later"),
        chosen_key("next_view", "next_view(1)", "View", "Show the next view in the preview"),
        chosen_key(
            "deliver", "deliver", "Deliver", "Apply it in a cluster; the plan first", show=False
        ),
        chosen_key(
            "means", "means", "Choose", "Choose the certificate, recipients or store", show=False
        ),
        chosen_key("previous_view", "next_view(-1)", "Previous view", show=False),
        *(
            chosen_key(f"view_{number}", f"view({number})", "The view of that number", show=False)
            for number in range(1, VIEWS + 1)
        ),
        chosen_key(
            "change_side", "change_side", "Form/Preview", "Go to the other side", show=False
        ),
    ]

    revealed: reactive[bool] = reactive(False, init=False)

    def __init__(self, draft: Draft | None = None, token_from: str = "") -> None:
        """Begin with `draft`, whose token is from `token_from` where that is to be said."""
        super().__init__()
        self._first: Final = draft or Draft()
        self._token_from = token_from
        self._findings: tuple[Finding, ...] = ()
        self._is_mendable = False
        self._later: Timer | None = None
        self._left: Widget | None = None
        self._is_painted = False
        self._kept = self._first

    def compose(self) -> ComposeResult:
        """Lay out the form and, beside it, the preview."""
        self._question = ImageQuestion(id="question")
        # Not earlier: an Input with a value needs a screen.
        self._form = DraftForm(self._first, self._question, token_from=self._token_from, id="form")
        self._panel = FindingsPanel(_NOTHING_YET, id="findings", enter=_ENTER)
        self._tabs = ViewTabs(id="views")
        self._preview = SecretPreview(id="preview")
        yield TitleBar("Compose")
        yield self._form
        yield self._panel
        yield self._tabs
        yield self._preview
        yield KeyBar()

    @property
    def layout(self) -> Layout:
        """How the parts are placed."""
        return _LAYOUT

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Do not style everything again when the screen opens: nothing has changed by then."""
        event.refresh_styles = self._is_painted
        self._is_painted = True

    def on_resize(self, event: Resize) -> None:
        """Save the frames where there is little room."""
        for part in (self._panel, self._preview):
            part.set_class(event.size.width < NARROW, "-bare")

    def on_descendant_focus(self) -> None:
        """Give the half that is worked in more room, where the halves are stacked."""
        if self.size.width < NARROW:
            self._preview.refresh(layout=True)  # a child's, which makes the screen arrange anew

    def on_mount(self) -> None:
        """Show the draft that the screen begins with; what is slower comes after that."""
        self.recall_means()
        self._form.focus_first_empty()
        self.show_view()
        self.call_after_refresh(self._judge)
        self.watch(self._form, "draft", self._draft_edited, init=False)
        self.watch(self._form, "virtual_size", self._show_answer, init=False)

    def _show_answer(self) -> None:
        """Bring the answer of the image question into sight while it is asked."""
        if self.focused and self.focused.id == "image":
            self._form.scroll_end(animate=False)

    @property
    def draft(self) -> Draft:
        """What is typed in."""
        return self._form.draft

    @property
    def shown(self) -> Format:
        """The format in which the preview shows the Secret."""
        return self._tabs.shown

    @property
    def has_unsaved_work(self) -> bool:
        """Whether something was composed that was neither copied nor saved."""
        return self.draft != self._kept

    @property
    def asked_image(self) -> str:
        """The image that is asked about."""
        return self._question.image

    def pull_secrets(self) -> "list[PullSecret]":
        """Return the Secret as the kubelet sees it: each registry once, the later one staying."""
        from ghcr_tui.core.draft.draft_verdict import judged_secret_of

        return [judged_secret_of(self.draft, (), "this draft").secret]

    def compose_draft(self, draft: Draft) -> None:
        """Go on with `draft` in place of what is typed in."""
        self.revealed = False
        self._kept = draft
        self.forget_what_is_meant()
        self._form.set_draft(draft)

    def hide_secrets(self) -> bool:
        """Mask what is revealed; return whether anything was."""
        was_revealed, self.revealed = self.revealed, False
        return was_revealed

    def go_to(self, finding: Finding) -> None:
        """Show every finding, and put the cursor into the field that this one is about."""
        self._form.visits.all()
        self._show_findings()
        self._form.focus_where(finding.where)

    def _show(self) -> None:
        self.show_view()
        self.call_after_refresh(self._judge)

    def _judge(self) -> None:
        self.look_for_misplaced()
        self._findings = self.judged()
        self._is_mendable = self.can_be_mended(self._findings)
        self._show_findings()
        from ghcr_tui.core.draft.draft_verdict import judged_secret_of

        judged = judged_secret_of(self.draft, self._findings, "this draft")
        self._question.show_secrets([judged])

    def show_view(self) -> None:
        """Show the draft in the format that is chosen."""
        self._preview.show_draft(
            self.draft,
            self.shown,
            self.revealed,
            lambda draft, masked: self.text_of(draft, masked=masked),
        )

    def _show_findings(self) -> None:
        shown = self._form.show_findings(self._findings)
        if len(self.draft.credentials) > 1:
            shown = tuple(with_registry(finding) for finding in shown)
        is_begun = any(each.username or each.token for each in self.draft.credentials)
        self._panel.show(shown, _QUIET if is_begun else _NOTHING_YET)
        if self._panel.border_title != (title := counted(shown)):
            self._panel.border_title = title
        is_wrong = any(finding.severity != "info" for finding in shown)
        self._panel.border_subtitle = "ctrl+f mends" if is_wrong and self._is_mendable else ""

    def watch_revealed(self) -> None:
        """Show or hide the tokens, in the field and in the preview."""
        self._form.reveal(self.revealed)
        self.show_view()

    def _draft_edited(self) -> None:
        if self._later:
            self._later.stop()
        if size_of(self.draft) <= _AT_ONCE:
            self._show()
        else:
            self._later = self.set_timer(0.2, self._show)

    @on(DraftForm.Through)
    def _through_with_form(self, event: DraftForm.Through) -> None:
        event.stop()
        self.action_change_side()

    @on(DraftForm.FieldsShown)
    def _fields_shown(self, event: DraftForm.FieldsShown) -> None:
        event.stop()
        self._show_findings()

    @on(Choice.Changed, "#views")
    def _view_chosen(self, event: Choice.Changed) -> None:
        event.stop()
        self.show_anew()
        self._preview.scroll_home(animate=False)

    def action_reveal(self) -> None:
        """Show the tokens, or hide them again."""
        self.revealed = not self.revealed

    def action_next_view(self, step: int) -> None:
        """Show the next view, or the one before."""
        self._tabs.action_choose(step)

    def action_view(self, number: int) -> None:
        """Show the view `number`, counted from 1."""
        self._tabs.chosen = number - 1

    def action_change_side(self) -> None:
        """Go from the form to the preview, or back to the field that was left."""
        if self._preview.has_focus or self._tabs.has_focus:
            (self._left or self.query_one("#username")).focus()
        else:
            self._left = self.focused
            self._preview.focus()

    def action_show_view(self, name: str) -> None:
        """Show the Secret in the format that is called `name`."""
        self._tabs.show(name)

    def palette(self) -> list[tuple[str, str, str]]:
        """Return what only the palette offers: a title, an explanation and an action each."""
        return [*self._tabs.commands(), *self.REGISTRY_COMMANDS]
