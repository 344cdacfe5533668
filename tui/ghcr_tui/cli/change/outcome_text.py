"""What the server and the registries say of a plan, and what came of it, for people."""

import sys
from collections.abc import Iterator

from ghcr_tui.cli.paint import Paint, shown
from ghcr_tui.core.change.outcome import Outcomes, Proofs, titled, would_take
from ghcr_tui.core.change.plan import Plan
from ghcr_tui.core.change.progress import Progress, State

_LABELS: dict[State, str] = {
    "in flight": "not known",
    "done": "as made no more",
    "taken back": "taken back",
    "not back": "not back",
}


def proof_lines(plan: Plan, proofs: Proofs, paint: Paint) -> Iterator[str]:
    """Yield what speaks for the plan and against it."""
    if not plan.edits:
        yield "There is nothing to do."
        return
    failed = proofs.refusals(plan)
    if not failed and len(proofs.server) == len(plan.edits):
        yield paint("good", f"{would_take(len(plan.edits))}.")
    for each in failed:
        yield f"{paint('error', 'The server refuses:')} {paint.wrapped(each, '  ')}"
    for answer in proofs.verified:
        style = {"pulls": "good", "refused": "error"}.get(answer.answer, "warning")
        about = f" {shown(answer.image)}" if answer.image else ""
        yield f"{paint(style, answer.answer)}{about}: {answer.sentence}"


def outcome_lines(plan: Plan, outcomes: Outcomes, paint: Paint) -> Iterator[str]:
    """Yield what was done, and of each object that is not so, why."""
    done, total = outcomes.count("done"), len(outcomes.states)
    style = "good" if outcomes.ending == "done" else "error"
    yield paint(style, f"{done:,} of {total:,} done.")
    if back := outcomes.count("taken back"):
        yield f"{back:,} taken back: as before the run."
    for number, why in sorted(outcomes.why.items()):
        label = _LABELS.get(outcomes.states[number], "not done")
        name = titled(plan, number)
        yield f"  {paint('error', label)} {name}: {paint.wrapped(why, '    ')}"
    planned = outcomes.count("planned")
    if planned and outcomes.ending != "taken back":
        yield f"{planned:,} not begun. `ghcr-tui resume` goes on, or takes back what was done."
    pulling = sum(each.answer == "pulls" for each in outcomes.verified)
    if pulling:
        noun = "image is pulled" if pulling == 1 else "images are pulled"
        yield paint("good", f"Asked again, {pulling:,} {noun} with it.")
    for failure in outcomes.fails_since:
        yield f"{paint('error', 'Fails since:')} {paint.wrapped(failure, '  ')}"


class ToldCounts:
    """The counts of a run on one line of a terminal's standard error."""

    def __init__(self) -> None:
        self._stream = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None

    def __call__(self, progress: Progress) -> None:
        """Show how many edits are done."""
        if self._stream is not None:
            done, failed = len(progress.of("done")), len(progress.of("failed"))
            more = f", {failed:,} failed" if failed else ""
            self._stream.write(f"\r\x1b[K{done:,}/{len(progress.states):,}{more}")
            self._stream.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._stream is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
