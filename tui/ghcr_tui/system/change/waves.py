"""Acts wave by wave: every step is written down before it is taken, each wave read back."""

from collections.abc import Callable, Sequence
from threading import Event as Stop

from ghcr_tui.core.change.plan import Edit
from ghcr_tui.core.change.progress import Ending, Event, Progress, waves
from ghcr_tui.system.change.act import Actor

Told = Callable[[Progress], object]
"""Is told how far a run has come, after each step."""


def act_in_waves(
    actor: Actor,
    edits: Sequence[Edit],
    progress: Progress,
    write: Callable[[Event], object],
    stop: Stop,
    *,
    wave: int,
    keep_going: bool,
    told: Told = lambda progress: None,
) -> Ending:
    """Do all edits that are planned or failed, wave by wave; return how that ended.

    Each wave is read back before the next. The first failure ends it unless it is to `keep_going`;
    a set `stop` ends it after what is in flight.
    """
    has_failed = False

    def is_over() -> bool:
        return stop.is_set() or (has_failed and not keep_going)

    def begun(number: int) -> None:
        note(progress, write, Event("begin", (number,)))
        told(progress)

    for numbers in waves(progress.of("planned", "failed", "in flight"), wave):
        for number, outcome in actor.act(edits, numbers, is_over, begun):
            if outcome.kind == "done":
                made = Event("done", (number,), outcome.uid, outcome.version)
                note(progress, write, made)
            elif outcome.kind == "failed":
                note(progress, write, Event("failed", (number,), why=outcome.why))
            else:
                progress.why[number] = outcome.why
            told(progress)
            has_failed |= outcome.kind != "done"
        done = [number for number in numbers if progress.states[number] == "done"]
        for number, difference in actor.check(edits, done, lambda: False):
            if difference:
                progress.why[number] = difference
                has_failed = True
        told(progress)
        if stop.is_set():
            return "interrupted"
        if has_failed and not keep_going:
            return "stopped"
    return "stopped" if progress.why else "done"


def note(progress: Progress, write: Callable[[Event], object], event: Event) -> None:
    """Write an event into the journal, and take it in."""
    write(event)
    for number in event.edits:
        progress.why.pop(number, None)
    progress.take(event)
