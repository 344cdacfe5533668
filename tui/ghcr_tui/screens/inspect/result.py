"""One inspected Secret on the screen: what it is, its credentials, what is wrong with it."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from ghcr_tui.core.findings.finding import SEVERITIES, Finding, gravest
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.decoded_view import decoded_view
from ghcr_tui.core.inspection.entry_verdicts import verdicts_of_entries
from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection
from ghcr_tui.core.inspection.summaries import secret_summary
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verdict.verdict import Answer, JudgedSecret, what_comes_of
from ghcr_tui.screens.inspect.credential_table import CredentialTable
from ghcr_tui.screens.inspect.section_tabs import SECTIONS, SectionTabs
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.code_view import CodeView
from ghcr_tui.widgets.findings_panel import FindingsPanel, counted
from ghcr_tui.widgets.image_question import ImageQuestion

_AT_ONCE = 16 * 1024
"""Characters of a payload that are taken apart and masked within a frame."""
_VERDICTS: dict[Answer, str] = {
    "pulls": "bold $text-success",
    "unsure": "bold $text-warning",
    "anonymous": "bold $text-error",
    "fails": "bold $text-error",
}
_ENTER = (
    "Enter mends the one that you are on, or says why a person is needed; ctrl+f mends all that "
    "needs none."
)
_QUIET = "✔ Nothing wrong was found. Proof is only a pull."


class InspectedView(Vertical):
    """Shows one Secret in four sections: side by side where there is room, else behind tabs."""

    DEFAULT_CSS = """
    InspectedView {
        & > #summary { height: auto; padding: 0 2; }
        & > SectionTabs { display: none; padding: 0 1; }
        & > #credentials { height: auto; max-height: 10; }
        & > #findings { height: auto; max-height: 11; }
        & > #decoded { height: 1fr; min-height: 4; }
        & > #question { height: auto; max-height: 11; }
        & > #question > VerticalScroll { max-height: 8; }
        &.-tabbed > SectionTabs { display: block; }
        &.-tabbed > .section { display: none; border: none; }
        &.-tabbed.-credentials > #credentials, &.-tabbed.-findings > #findings,
        &.-tabbed.-decoded > #decoded, &.-tabbed.-question > #question {
            display: block; height: 1fr; max-height: 100%; }
        &.-tabbed > #question > VerticalScroll { height: 1fr; max-height: 100%; }
        &.-nothing > SectionTabs, &.-nothing > #credentials, &.-nothing > #decoded,
        &.-nothing > #question { display: none !important; }
        &.-nothing > #findings { display: block; height: auto; max-height: 100%; }
        &.-nothing > #findings.-quiet { display: none; }
    }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._secret: InspectedSecret | None = None

    def compose(self) -> ComposeResult:
        """Lay out the summary and the sections."""
        yield Static(id="summary", markup=False)
        yield SectionTabs(id="sections")
        yield CredentialTable(id="credentials")
        yield FindingsPanel(quiet=_QUIET, id="findings", enter=_ENTER)
        yield CodeView(id="decoded")
        yield ImageQuestion(id="question")

    def on_mount(self) -> None:
        """Name the sections, and begin with the first."""
        decoded = self.query_one(CodeView)
        decoded.border_title = "Decoded"
        decoded.match_cursor_bracket = False  # the cursor waits on the first brace
        self.add_class("-credentials")
        for name in SECTIONS:
            self.query_one(f"#{name}").add_class("section")
        self.call_after_refresh(decoded.show, "{}", "json")  # loads the grammar in time

    @property
    def entry(self) -> Entry | None:
        """The entry that the cursor is on among the credentials."""
        return self.query_one(CredentialTable).chosen

    def show(self, inspection: Inspection, secret: InspectedSecret | None, masked: bool) -> None:
        """Show `secret`, and what was said about the text it was found in."""
        self.set_class(secret is None, "-nothing")
        self.query_one("#summary", Static).update(_summary(inspection, secret))
        entries = secret.entries if secret else ()
        verdicts = verdicts_of_entries(secret) if secret else ()
        self.query_one(CredentialTable).show(entries, verdicts, masked)
        findings = _in_order(inspection, secret)
        self.query_one(FindingsPanel).show(findings)
        title = counted(findings)
        self.query_one("#findings").border_title = title
        tabs = self.query_one(SectionTabs)
        worst = gravest(findings)
        tabs.name_section("findings", title, "bold $text-error" if worst == "error" else "")
        if secret is not self._secret and secret is not None:
            tabs.bring("findings" if worst in ("error", "warning") else "credentials")
        self._show_decoded(secret, masked)
        hidden = "tokens hidden · ctrl+r" if masked else "TOKENS SHOWN · ctrl+r"
        self.query_one(CodeView).border_subtitle = hidden

    def _show_decoded(self, secret: InspectedSecret | None, masked: bool) -> None:
        """Show what the Secret holds; a long payload is decoded and masked in a thread."""
        view = self.query_one(CodeView)
        if secret is not self._secret:
            self._secret = secret
            self.call_after_refresh(view.move_cursor, (0, 0))  # another Secret: from its beginning
        self.workers.cancel_group(self, "decoding")
        if secret is None or len(secret.payload) <= _AT_ONCE:
            view.show(decoded_view(secret, masked) if secret else "", "json")
            return
        view.show("", "json")

        def decode() -> None:
            worker = get_current_worker()
            text = decoded_view(secret, masked)
            if not worker.is_cancelled:
                self.app.call_from_thread(view.show, text, "json")

        self.run_worker(decode, thread=True, group="decoding")

    def ask_about(self, secrets: Sequence[JudgedSecret] | None) -> None:
        """Answer the image question for these pull secrets; None: they are still being read."""
        self.query_one(ImageQuestion).show_secrets(secrets)

    @property
    def image(self) -> str:
        """The image that is asked about."""
        return self.query_one(ImageQuestion).image

    @property
    def section(self) -> str:
        """The id of the section that is in front, where only one is in sight."""
        return self.query_one(SectionTabs).section

    def next_section(self, step: int) -> None:
        """Bring the next section to the front, and go to it."""
        self.query_one(SectionTabs).action_choose(step)
        self._bring_to_front()
        self.focus_section()

    def focus_section(self) -> None:
        """Go to the section that is in front."""
        section = self.query_one(f"#{self.section}")
        (section.query_one("#image") if self.section == "question" else section).focus()

    @on(Choice.Changed, "#sections")
    def _section_chosen(self, event: Choice.Changed) -> None:
        event.stop()
        self._bring_to_front()

    def _bring_to_front(self) -> None:
        for name in SECTIONS:
            self.set_class(name == self.section, f"-{name}")


def _in_order(inspection: Inspection, secret: InspectedSecret | None) -> list[Finding]:
    """Return all findings, the gravest first; of one that the summary has told, only the fix."""
    found = [
        finding._replace(message=finding.fix, fix="")
        if finding.fix and finding.message == inspection.summary
        else finding
        for finding in (*inspection.findings, *(secret.findings if secret else ()))
    ]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def _summary(inspection: Inspection, secret: InspectedSecret | None) -> Content:
    lines = [Content.styled(inert(inspection.summary, 600), "bold")]
    if secret and (secret.entries or secret.payload):
        verdict = what_comes_of(judged_secret(secret))
        lines.insert(0, Content.styled(inert(verdict.sentence, 600), _VERDICTS[verdict.answer]))
    if secret and (secret.name or secret.type):
        about = [] if inspection.kind == "Secret" else [secret_summary(secret)]
        for count, noun in ((len(secret.labels), "label"), (len(secret.annotations), "annotation")):
            if count:
                about.append(f"{count:,} {noun}{'' if count == 1 else 's'}")
        title = inert(secret.title, 160) or "(no name)"
        lines.append(Content.assemble((title, "$text-accent"), *(f" · {each}" for each in about)))
    return Content("\n").join(lines)
