"""One inspected Secret on the screen: what it is, its credentials, what is wrong with it."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, Tab, Tabs

from ghcr_tui.core.entries import Entry
from ghcr_tui.core.finding import SEVERITIES, Finding
from ghcr_tui.core.inspection import InspectedSecret, Inspection, decoded_view
from ghcr_tui.core.keyring import PullSecret
from ghcr_tui.core.recognise import secret_summary
from ghcr_tui.core.text import inert
from ghcr_tui.widgets.code_view import CodeView
from ghcr_tui.widgets.credential_table import CredentialTable
from ghcr_tui.widgets.findings_panel import MARKS, FindingsPanel
from ghcr_tui.widgets.image_question import ImageQuestion

SECTIONS = {
    "credentials": "Credentials",
    "findings": "Findings",
    "decoded": "Decoded",
    "question": "Will it pull?",
}

_QUIET = "✔ Nothing wrong was found. Proof is only a pull."


class InspectedView(Vertical):
    """Shows one Secret in four sections: side by side where there is room, else behind tabs."""

    DEFAULT_CSS = """
    InspectedView {
        & > #summary { height: auto; max-height: 4; padding: 0 2; }
        & > Tabs { display: none; }
        & > #credentials { height: auto; max-height: 9; }
        & > #findings { height: auto; max-height: 11; }
        & > #decoded { height: 1fr; min-height: 4; }
        & > #question { height: auto; max-height: 11; }
        &.-tabbed > #summary { max-height: 2; }
        &.-tabbed > Tabs { display: block; }
        &.-tabbed > .section { display: none; border: none; }
        &.-tabbed.-credentials > #credentials, &.-tabbed.-findings > #findings,
        &.-tabbed.-decoded > #decoded, &.-tabbed.-question > #question {
            display: block; height: 1fr; max-height: 100%; }
        &.-nothing > Tabs, &.-nothing > #credentials, &.-nothing > #decoded,
        &.-nothing > #question { display: none; }
        &.-nothing > #findings { display: block; height: auto; max-height: 100%; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the summary and the sections."""
        yield Static(id="summary", markup=False)
        tabs = [Tab(Content(title), id=f"tab-{name}") for name, title in SECTIONS.items()]
        yield Tabs(*tabs, id="sections")
        yield CredentialTable(id="credentials")
        yield FindingsPanel(quiet=_QUIET, id="findings")
        yield CodeView(id="decoded")
        yield ImageQuestion(id="question")

    def on_mount(self) -> None:
        """Name the sections, and begin with the first."""
        self.query_one("#decoded").border_title = "Decoded"
        self.add_class("-credentials")
        for name in SECTIONS:
            self.query_one(f"#{name}").add_class("section")
        self.call_after_refresh(self.query_one(CodeView).show, "{}", "json")  # loads the grammar

    @property
    def entry(self) -> Entry | None:
        """The entry that the cursor is on among the credentials."""
        return self.query_one(CredentialTable).chosen

    def show(self, inspection: Inspection, secret: InspectedSecret | None, masked: bool) -> None:
        """Show `secret`, and what was said about the text it was found in."""
        self.set_class(secret is None, "-nothing")
        self.query_one("#summary", Static).update(_summary(inspection, secret))
        self.query_one(CredentialTable).show(secret.entries if secret else (), masked)
        findings = sorted(
            (*inspection.findings, *(secret.findings if secret else ())),
            key=lambda finding: SEVERITIES.index(finding.severity),
        )
        self.query_one(FindingsPanel).show(findings)
        self._label("findings", _findings_title(findings))
        self.query_one(CodeView).show(decoded_view(secret, masked) if secret else "", "json")
        hidden = "tokens hidden · ctrl+r" if masked else "TOKENS SHOWN · ctrl+r"
        self.query_one(CodeView).border_subtitle = hidden

    def ask_about(self, secrets: Sequence[PullSecret]) -> None:
        """Answer the image question for these pull secrets."""
        self.query_one(ImageQuestion).show_secrets(secrets)

    def open_section(self, name: str) -> None:
        """Bring a section to the front."""
        self.query_one(Tabs).active = f"tab-{name}"

    @on(Tabs.TabActivated, "#sections")
    def _section_chosen(self, event: Tabs.TabActivated) -> None:
        event.stop()
        for name in SECTIONS:
            self.set_class(event.tab.id == f"tab-{name}", f"-{name}")

    def _label(self, section: str, title: str) -> None:
        titled = self.query_one(f"#{section}")
        if titled.border_title != title:
            titled.border_title = title
            self.query_one(f"#tab-{section}", Tab).label = Content(title)


def _summary(inspection: Inspection, secret: InspectedSecret | None) -> Content:
    lines = [Content.styled(inert(inspection.summary, 600), "bold")]
    if secret and (secret.name or secret.type):
        about = [] if inspection.kind == "Secret" else [secret_summary(secret)]
        for count, noun in ((len(secret.labels), "label"), (len(secret.annotations), "annotation")):
            if count:
                about.append(f"{count:,} {noun}{'' if count == 1 else 's'}")
        title = inert(secret.title, 160) or "(no name)"
        lines.append(Content.assemble((title, "$text-accent"), *(f" · {each}" for each in about)))
    return Content("\n").join(lines)


def _findings_title(findings: Sequence[Finding]) -> str:
    counts = dict.fromkeys(MARKS.values(), 0)
    for finding in findings:
        counts[MARKS[finding.severity]] += 1
    return " ".join(["Findings", *(f"{mark}{count}" for mark, count in counts.items() if count)])
