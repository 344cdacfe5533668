"""All about the row that the cursor is on: who uses it, what is wrong, when it expires."""

import time
from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ghcr_tui.core.cluster.live_rows import Status
from ghcr_tui.core.cluster.row_detail import Detail
from ghcr_tui.core.cluster.time_line import time_line
from ghcr_tui.core.findings.finding import gravest
from ghcr_tui.core.text.inert import inert
from ghcr_tui.widgets.findings_panel import described

_STYLES: dict[Status, str] = {
    "error": "bold $text-error",
    "warning": "bold $text-warning",
    "info": "$foreground",
    "good": "bold $text-success",
}
_LONGEST_LINE = 72


class DetailView(VerticalScroll, can_focus=True):
    """Shows one `Detail`."""

    DEFAULT_CSS = """
    DetailView {
        border: round $border-blurred; border-title-color: $foreground 70%; padding: 0 1;
        border-title-background: $background; scrollbar-size-vertical: 1;
        &:focus { border: round $border; border-title-color: $foreground; }
        & > Static { height: auto; }
    }
    """
    HELP: ClassVar[str] = "All about the row that the cursor is on. Nothing of it is a token."

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._detail: Detail | None = None

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(id="about", markup=False)

    @property
    def detail(self) -> Detail | None:
        """What is shown."""
        return self._detail

    def show(self, detail: Detail | None) -> None:
        """Show another row, from its beginning, or the same as it is now."""
        if detail == self._detail and detail is not None:
            return
        if detail is None or self._detail is None or detail.key != self._detail.key:
            self.scroll_home(animate=False)
        self._detail = detail
        self._draw()

    def on_resize(self) -> None:
        """Draw the time line as long as there is room."""
        self._draw()

    def _draw(self) -> None:
        detail = self._detail
        self.border_title = detail.title if detail else ""
        content = Content("\n").join(self._lines(detail)) if detail else Content("")
        self.query_one("#about", Static).update(content)

    def _lines(self, detail: Detail) -> Iterator[Content]:
        yield Content.styled(inert(detail.sentence, 800), _STYLES[detail.status])
        for fact in detail.facts:
            yield Content.assemble((f"{fact.label}: ", "$foreground 65%"), fact.text)
        if detail.moments:
            width = min(_LONGEST_LINE, max(0, self.content_size.width - 1))
            yield Content.styled("Expires", "bold")
            for line in time_line(detail.moments, time.time(), width):
                yield Content(line)
        elif detail.secrets:
            yield Content.styled("None of its tokens says when it expires.", "$foreground 65%")
        if detail.findings:
            is_wrong = gravest(detail.findings) != "info"
            yield Content.styled("What is wrong" if is_wrong else "Worth knowing", "bold")
            yield from (described(finding) for finding in detail.findings)
