"""How far the reading is, in one sentence, and below it what was not read."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from ghcr_tui.core.cluster.live_state import Phase
from ghcr_tui.core.text.inert import inert

_MARKS: dict[Phase, tuple[str, str]] = {
    "connecting": ("…", "$text-primary"),
    "reading": ("…", "$text-primary"),
    "live": ("✔", "$text-success"),
    "stopped": ("■", "$text-warning"),
    "lost": ("▲", "$text-error"),
}
_NOTES = 20


class StatusLine(Vertical):
    """Shows a `State`; while it is reading, also how to stop that."""

    DEFAULT_CSS = """
    StatusLine { height: auto; padding: 0 2;
        & > #state { height: auto; max-height: 3; }
        & > #notes { height: auto; max-height: 4; color: $text-warning; display: none; }
        .-narrow & > #notes { max-height: 2; }
    }
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.phase: Phase = "connecting"

    def compose(self) -> ComposeResult:
        """Lay out the sentence and the notes."""
        yield Static(id="state", markup=False)
        yield Static(id="notes", markup=False)

    @property
    def is_reading(self) -> bool:
        """Whether something is going on that can be stopped."""
        return self.phase in ("connecting", "reading")

    def say(self, phase: Phase, sentence: str) -> bool:
        """Say how far it is; return whether the phase is another one than before."""
        is_other = phase != self.phase
        self.phase = phase
        mark, style = _MARKS[phase]
        more = "  esc stops" if self.is_reading else ""
        self.query_one("#state", Static).update(
            Content.assemble((f"{mark} ", f"bold {style}"), inert(sentence, 300), (more, "dim"))
        )
        return is_other

    def show_notes(self, notes: Sequence[str]) -> None:
        """Name what was not read."""
        shown = self.query_one("#notes", Static)
        shown.display = bool(notes)
        shown.update("\n".join(f"Not read: {inert(note, 400)}" for note in notes[:_NOTES]))
