"""Carries a plan out: proved, agreed to, noted down, acted on in waves, checked, and reported."""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event as Stop
from typing import NamedTuple

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.outcome import Outcomes
from ghcr_tui.cli.change.plan_json import plan_document
from ghcr_tui.cli.change.plan_text import plan_lines
from ghcr_tui.cli.paint import Paint, paint_for, shown
from ghcr_tui.cli.streams import complain, say, write_result, write_text
from ghcr_tui.core.change.journal import Header, noted
from ghcr_tui.core.change.plan import Edit, Plan
from ghcr_tui.core.change.progress import Ending, Event, Progress, waves
from ghcr_tui.core.change.rollback import Rollback, rollback_text, way_back
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.journal_file import JournalFile
from ghcr_tui.system.change.rollback_file import write_rollback
from ghcr_tui.system.cluster.api import ClusterApi

_READ_ONLY = "This is read-only (--read-only): nothing is changed."


class Verified(NamedTuple):
    """What a registry said of the new credential for an image that these Secrets pull."""

    image: str
    answer: str
    sentence: str


class Run(NamedTuple):
    """A plan with all that it takes to carry it out.

    `old` and `new` are the keyed names of what goes and what comes, for the journal.
    """

    plan: Plan
    apis: Mapping[str, ClusterApi]
    actor: Actor
    names: TokenNames
    old: tuple[str, ...] = ()
    new: str = ""
    username: str = ""
    verify: Callable[[], Sequence[Verified]] = lambda: ()
    watch: Callable[[float, Stop], Iterator[str]] = lambda seconds, stop: iter(())


def carry_out(run: Run, arguments: argparse.Namespace) -> int:
    """Prove the plan, show it, and do it where that was agreed to; return the exit status."""
    is_json = arguments.output == "json"
    paint = paint_for(sys.stdout)
    if not is_json:
        _show(plan_lines(run.plan, paint))
    with stoppable() as stop:
        proofs = dict(run.actor.prove(run.plan.edits, stop.is_set))
        verified = run.verify() if run.plan.edits and not stop.is_set() else ()
        obstacles = [*_failed_proofs(run.plan, proofs), *_refused(verified)]
        if not is_json:
            _show(_proof_lines(run.plan, proofs, verified, paint))
        may_act = _may_act(arguments, obstacles, stop)
        outcomes = _acted(run, arguments, stop) if may_act and run.plan.edits else None
    if is_json:
        said: list[Json] = [each._asdict() for each in verified]
        write_result(dumps_indented(plan_document(run.plan, proofs, said, outcomes)) + "\n")
    elif outcomes is not None:
        _show(_outcome_lines(run.plan, outcomes, paint))
    return _status(run.plan, obstacles, outcomes, stop)


def _may_act(arguments: argparse.Namespace, obstacles: list[str], stop: Stop) -> bool:
    if stop.is_set():
        return False
    if arguments.read_only:
        complain(_READ_ONLY)
        return False
    if not arguments.yes:
        say("Nothing was changed: --yes does it.")
        return False
    if obstacles and not arguments.force:
        complain(
            "Nothing was changed, because of what is said above. --force does it all the same."
        )
        return False
    for obstacle in obstacles:
        complain(f"--force passes over this: {obstacle}")
    return True


def _acted(run: Run, arguments: argparse.Namespace, stop: Stop) -> Outcomes:
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    plan = run.plan
    if arguments.rollback_file:
        ways = tuple(way_back(edit, run.names) for edit in plan.edits)
        text = rollback_text(Rollback(plan.verb, started, plan.servers, ways))
        write_rollback(arguments.rollback_file, text, arguments.age)
    header = Header(
        plan.verb,
        started,
        plan.servers,
        tuple(noted(edit, run.names) for edit in plan.edits),
        run.old,
        run.new,
        run.username,
        arguments.rollback_file,
        arguments.wave,
    )
    journal = JournalFile.begin(header)
    progress = Progress(len(plan.edits))
    try:
        ending = act_in_waves(
            run.actor, plan.edits, progress, journal.note, stop,
            wave=arguments.wave, keep_going=arguments.keep_going,
        )  # fmt: skip
        new_failures: tuple[str, ...] = ()
        if ending == "done" and arguments.watch:
            new_failures = tuple(run.watch(arguments.watch, stop))
        note(progress, journal.note, Event("end", how=ending))
    finally:
        journal.close()
    return Outcomes(tuple(progress.states), progress.why, ending, new_failures)


def act_in_waves(
    actor: Actor,
    edits: Sequence[Edit],
    progress: Progress,
    write: Callable[[Event], object],
    stop: Stop,
    *,
    wave: int,
    keep_going: bool,
) -> Ending:
    """Do all edits that are planned or failed, wave by wave; return how that ended.

    Each wave is read back before the next. The first failure ends it unless it is to `keep_going`;
    a set `stop` ends it after what is in flight.
    """
    told = _Told(len(edits))
    has_failed = False

    def is_over() -> bool:
        return stop.is_set() or (has_failed and not keep_going)

    for numbers in waves(progress.of("planned", "failed", "in flight"), wave):
        for number, outcome in actor.act(edits, numbers, is_over,
            lambda number: note(progress, write, Event("begin", (number,))),
        ):  # fmt: skip
            if outcome.kind == "done":
                made = Event("done", (number,), outcome.uid, outcome.version)
                note(progress, write, made)
            elif outcome.kind == "failed":
                note(progress, write, Event("failed", (number,), why=outcome.why))
            else:
                progress.why[number] = outcome.why
            told.count(len(progress.of("done")))
            has_failed |= outcome.kind != "done"
        done = [number for number in numbers if progress.states[number] == "done"]
        for number, difference in actor.check(edits, done, lambda: False):
            if difference:
                progress.why[number] = difference
                has_failed = True
        told.clear()
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


class _Told:
    """The counts of a run on one line of a terminal's standard error."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._stream = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None

    def count(self, done: int) -> None:
        """Show how many edits are done."""
        if self._stream is not None:
            self._stream.write(f"\r\x1b[K{done:,}/{self._total:,}")
            self._stream.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._stream is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Give what ctrl+c sets: what is in flight then ends, and what was done is said."""
    stop = Stop()

    def interrupted(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say("Stopping after what is in flight; ctrl+c again does not wait for it.")

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _failed_proofs(plan: Plan, proofs: Mapping[int, str]) -> list[str]:
    return [
        f"{shown(plan.edits[number].place.title, 320)}: {problem}"
        for number, problem in sorted(proofs.items())
        if problem
    ]


def _refused(verified: Sequence[Verified]) -> list[str]:
    return [f"{each.image}: {each.sentence}" for each in verified if each.answer == "refused"]


def _proof_lines(
    plan: Plan, proofs: Mapping[int, str], verified: Sequence[Verified], paint: Paint
) -> Iterator[str]:
    if not plan.edits:
        yield "There is nothing to do."
        return
    failed = _failed_proofs(plan, proofs)
    if not failed and len(proofs) == len(plan.edits):
        yield paint("good", f"The server would take all {len(proofs):,} changes (dry run).")
    for each in failed:
        yield f"{paint('error', 'The server refuses:')} {paint.wrapped(each, '  ')}"
    for answer in verified:
        style = {"pulls": "good", "refused": "error"}.get(answer.answer, "warning")
        yield f"{paint(style, answer.answer)} {shown(answer.image)}: {answer.sentence}"


def _outcome_lines(plan: Plan, outcomes: Outcomes, paint: Paint) -> Iterator[str]:
    done, total = outcomes.count("done"), len(outcomes.states)
    style = "good" if outcomes.ending == "done" else "error"
    yield paint(style, f"{done:,} of {total:,} done.")
    for number, why in sorted(outcomes.why.items()):
        name = shown(plan.edits[number].place.title, 320)
        state = "not known" if outcomes.states[number] == "in flight" else "not done"
        label = "as made no more" if outcomes.states[number] == "done" else state
        yield f"  {paint('error', label)} {name}: {paint.wrapped(why, '    ')}"
    planned = outcomes.count("planned")
    if planned:
        yield f"{planned:,} not begun. `ghcr-tui resume` goes on, or takes back what was done."
    for failure in outcomes.new_failures:
        yield f"{paint('error', 'Fails since:')} {paint.wrapped(failure, '  ')}"


def _status(plan: Plan, obstacles: list[str], outcomes: Outcomes | None, stop: Stop) -> int:
    if stop.is_set():
        return exit_status.INTERRUPTED
    if outcomes is None:
        if obstacles:
            return exit_status.NO
    elif outcomes.ending != "done" or outcomes.new_failures:
        return exit_status.NO
    return exit_status.OUTSIDE if plan.unseen else exit_status.GOOD


def _show(lines: Iterator[str]) -> None:
    write_text("".join(f"{line}\n" for line in lines))
