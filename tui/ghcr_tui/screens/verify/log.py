"""The steps of a verification as they happen, and what they come to."""

import re
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.conclusion import by_runtime
from ghcr_tui.core.verification.verification import Ending, Step, StepState, Verification

_MARKS: Final[dict[StepState, tuple[str, str]]] = {
    "good": ("✓ ok", "$text-success"),
    "refused": ("✗ refused", "$text-error"),
    "unknown": ("? unknown", "$text-warning"),
}
_ENDINGS: Final[dict[Ending, tuple[str, str]]] = {
    "pulls": ("✓ Proved", "$text-success"),
    "refused": ("✗ Refused", "$text-error"),
    "differs": ("? It depends", "$text-warning"),
    "unknown": ("? Not found out", "$text-warning"),
}
_SPINNER: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
_MARK_WIDTH: Final = 11
_LONG_DIGEST: Final = re.compile(r"(sha[0-9]{3}:[0-9a-f]{12})[0-9a-f]{52,}")
"""What takes a line of its own in a request; the conclusion has the image's digest whole."""


class StepRow(Vertical):
    """One step: what was asked of whom, and what came of it; it spins while it is asked."""

    DEFAULT_CSS = """
    StepRow { height: auto; padding: 0 1;
        & Static { height: auto; }
        & #learned { padding: 0 0 0 11; }
    }
    """

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self._frame = 0

    def compose(self) -> ComposeResult:
        """Put what was asked and learned under the title."""
        yield Static(self._head(), id="head")
        yield Static(self._learned(), id="learned")

    def on_mount(self) -> None:
        """Turn the spinner, ten times a second, until the answer is there."""
        self._spinning = self.set_interval(0.1, self._turn)

    def show(self, step: Step) -> None:
        """Show what came of the step."""
        self.step = step
        for part in self.query(Static):  # none yet, where the answer is quicker than the mount
            part.update(self._head() if part.id == "head" else self._learned())

    def _turn(self) -> None:
        if self.step.outcome == "asking":
            self._frame += 1
            self.query_one("#head", Static).update(self._head())
        else:
            self._spinning.stop()

    def _head(self) -> Content:
        turn = (f"{_SPINNER[self._frame % len(_SPINNER)]} asking", "$text-primary")
        mark, style = _MARKS.get(self.step.outcome, turn)
        return Content.assemble(
            (mark.ljust(_MARK_WIDTH), f"bold {style}"), (self.step.title, "bold")
        )

    def _learned(self) -> Content:
        step = self.step
        took = "" if step.milliseconds is None else f", {step.milliseconds:,.0f} ms"
        answered = f" → {step.status}{took}" if step.status is not None else took
        request = _LONG_DIGEST.sub(r"\1…", inert(step.request, 400))
        lines = [Content.styled(f"{request}{answered}", "$foreground 60%")]
        lines += [Content(inert(text, 600)) for text in (step.message, *step.notes) if text]
        return Content("\n").join(lines)


class VerificationLog(VerticalScroll, can_focus=True):
    """All steps of one or several walks, the newest in sight, and a verdict under each walk."""

    DEFAULT_CSS = """
    VerificationLog { height: 1fr; scrollbar-size-vertical: 1; padding: 0 1;
        & .heading { height: auto; margin: 1 0 0 0; }
        & .conclusion { height: auto; margin: 1 0; padding: 0 1;
            border-left: thick $foreground 30%; }
        & .conclusion.-pulls { border-left: thick $success; }
        & .conclusion.-refused { border-left: thick $error; }
        & .conclusion.-differs { border-left: thick $warning; }
        & .conclusion.-unknown { border-left: thick $warning; }
    }
    """
    HELP: ClassVar[str] = "What was asked of the registry, step by step, and what it answered."

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: dict[int, StepRow] = {}

    def begin(self, heading: str) -> None:
        """Begin another walk under `heading`."""
        self._rows = {}
        self._add(Static(Content.styled(heading, "bold"), classes="heading", markup=False))

    def show_step(self, step: Step) -> None:
        """Show a step that is asked, or what came of it."""
        row = self._rows.get(step.number)
        if row is None:
            row = self._rows[step.number] = StepRow(step)
            self._add(row)
        else:
            row.show(step)
            self.scroll_end(animate=False)

    def conclude(self, result: Verification) -> None:
        """Show the verdict of the walk, with its cause and what to do about it."""
        self._add(Static(conclusion(result), classes=f"conclusion -{result.conclusion.ending}"))

    def add_line(self, sentence: str, style: str = "") -> None:
        """Show a sentence that is no step."""
        self._add(Static(Content.styled(sentence, style), classes="heading", markup=False))

    async def clear(self) -> None:
        """Forget all walks."""
        self._rows = {}
        await self.remove_children()

    def _add(self, widget: Widget) -> None:
        self.mount(widget)
        self.call_after_refresh(self.scroll_end, animate=False)


def conclusion(result: Verification) -> Content:
    """Return what a walk came to, for people."""
    ended = result.conclusion
    word, style = _ENDINGS[ended.ending]
    lines = [Content.assemble((word, f"bold {style}"), ": ", inert(ended.sentence, 800))]
    lines += [Content(line) for line in by_runtime(result.runtimes)]
    manifest = result.manifest
    if manifest is not None and ended.ending in ("pulls", "differs"):
        what = f"{manifest.media_type}, {manifest.digest}"
        lines.append(Content.styled(inert(what, 300), "$foreground 70%"))
        if manifest.platforms:
            platforms = ", ".join(manifest.platforms)
            lines.append(Content.styled(f"for {inert(platforms, 300)}", "$foreground 70%"))
        if manifest.size is not None:
            lines.append(Content.styled(f"{manifest.size:,} bytes", "$foreground 70%"))
    if result.scopes is not None:
        named = ", ".join(result.scopes.scopes or ()) or "none listed"
        expires = f", expires {result.scopes.expires}" if result.scopes.expires else ""
        lines.append(Content(f"The token's scopes: {inert(named, 300)}{inert(expires)}"))
    if ended.cause is not None:
        lines.append(Content(inert(ended.cause.message, 800)))
        if ended.cause.fix:
            lines.append(Content.assemble(("Fix: ", "bold"), inert(ended.cause.fix, 600)))
    lines += [Content(inert(note, 600)) for note in ended.notes]
    return Content("\n").join(lines)
