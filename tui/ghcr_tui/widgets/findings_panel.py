"""The list of findings: what is wrong in plain words, the gravest first, each with its fix."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ghcr_tui.core.findings.finding import Finding, Severity
from ghcr_tui.core.text.inert import inert

MARKS: Final[dict[Severity, str]] = {"error": "✖", "warning": "▲", "info": "·"}
"""What comes before a finding, so that its severity is never told by colour alone."""
STYLES: Final[dict[Severity, str]] = {
    "error": "bold $text-error",
    "warning": "bold $text-warning",
    "info": "$foreground 65%",
}
_LISTED = 200
"""Findings that are listed; more are counted. Nobody reads on, and laying them out takes time."""

_ABOUT: Final = "What would make a pull fail (✖), what may (▲), and what is worth knowing (·)."
_ENTER: Final = "Enter takes you to the field that a finding is about."


class FindingsPanel(OptionList):
    """Shows findings; choosing one with enter or a click posts `FindingsPanel.Chosen`."""

    DEFAULT_CSS = """
    FindingsPanel {
        border: round $border-blurred; border-title-color: $foreground 70%;
        background: $background; padding: 0 1; height: auto; overflow-x: hidden;
        &:focus { border: round $border; border-title-color: $foreground; }
        &.-quiet > .option-list--option-disabled { color: $foreground 60%; }
    }
    """

    class Chosen(Message):
        """A person wants to see the place that a finding is about."""

        def __init__(self, panel: "FindingsPanel", finding: Finding) -> None:
            super().__init__()
            self.panel = panel
            self.finding = finding

        @property
        def control(self) -> "FindingsPanel":
            """The panel that the finding is in."""
            return self.panel

    def __init__(
        self, quiet: str = "Nothing found.", id: str | None = None, enter: str = ""
    ) -> None:
        """`quiet` is what is said while there are no findings, `enter` what that key does."""
        super().__init__(id=id, markup=False)
        self.help_text = f"{_ABOUT} {enter or _ENTER}"
        self._quiet = quiet
        self._findings: Sequence[Finding] | None = None

    def show(self, findings: Sequence[Finding], quiet: str | None = None) -> None:
        """List `findings` in the order given; the one that is highlighted stays so."""
        if findings == self._findings and quiet in (None, self._quiet):
            return
        self._quiet = self._quiet if quiet is None else quiet
        highlighted = self._highlighted_finding()
        self._findings = findings
        options = [Option(described(finding)) for finding in findings[:_LISTED]]
        if not findings:
            options = [Option(self._quiet, disabled=True)] if self._quiet else []
        elif len(findings) > _LISTED:
            options.append(Option(f"… and {len(findings) - _LISTED:,} more", disabled=True))
        self.set_class(not findings, "-quiet")
        self.set_options(options)
        if highlighted is not None and highlighted in findings[:_LISTED]:
            self.highlighted = list(findings).index(highlighted)

    def on_mount(self) -> None:
        """Say that there is nothing, until there is."""
        if self._findings is None:
            self.show(())

    def _highlighted_finding(self) -> Finding | None:
        found = self._findings or ()
        if self.highlighted is None or self.highlighted >= min(len(found), _LISTED):
            return None
        return found[self.highlighted]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which finding was chosen."""
        event.stop()
        found = self._findings or ()
        if event.option_index < min(len(found), _LISTED):
            self.post_message(self.Chosen(self, found[event.option_index]))


def described(finding: Finding) -> Content:
    """Return a finding as it is shown: its mark, what is there, and what to do about it."""
    return Content.assemble(
        (f"{MARKS[finding.severity]} ", STYLES[finding.severity]),
        inert(finding.message, 600),
        (f" {inert(finding.fix, 400)}" if finding.fix else "", "$foreground 65%"),
    )


def counted(findings: Sequence[Finding]) -> str:
    """Return the panel's title: how many findings there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    marks = (f"{mark} {counts[severity]:,}" for severity, mark in MARKS.items() if counts[severity])
    return "  ".join(("Findings", *marks))
