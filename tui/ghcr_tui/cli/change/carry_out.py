"""Carries a plan out for a verb: shown, proved, agreed to, done, and reported."""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event as Stop
from types import MappingProxyType

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.options import manner_of, safety_of
from ghcr_tui.cli.change.outcome_text import ToldCounts, outcome_lines, proof_lines
from ghcr_tui.cli.change.plan_json import plan_document
from ghcr_tui.cli.change.plan_text import plan_lines
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.streams import complain, say, write_result, write_text
from ghcr_tui.core.change.outcome import Outcomes
from ghcr_tui.core.change.plan import Plan
from ghcr_tui.core.change.revocation import Revocation
from ghcr_tui.core.change.safety import touched, where_to
from ghcr_tui.core.change.saved_plan import check_unmoved, read_saved_plan, saved_plan_text
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.system.change.journal_file import end_older
from ghcr_tui.system.change.run import Run, carried_out, header_of, prove
from ghcr_tui.system.files import expand, read_text, write_private

_MOST = 256 * 1024 * 1024


_NOTHING: Mapping[str, Json] = MappingProxyType({})
LastStep = Callable[[Outcomes | None], Revocation | None]
"""What comes after a run that was agreed to; the outcomes are None where nothing was to be done."""


def carry_out(
    run: Run,
    arguments: argparse.Namespace,
    last: LastStep = lambda outcomes: None,
    more: Mapping[str, Json] = _NOTHING,
) -> int:
    """Prove the plan, show it, and do it where that was agreed to; return the exit status.

    `more` is what the document of `-o json` has besides. Raises SavedPlanProblem where a plan was
    named and things have moved since.
    """
    is_json = arguments.output == "json"
    paint = paint_for(sys.stdout)
    if not is_json:
        show(plan_lines(run.plan, paint))
    if arguments.plan:
        _hold_to(arguments.plan, run)
    with stoppable() as stop:
        proofs = prove(run, stop)
        obstacles = proofs.obstacles(run.plan)
        if not is_json:
            show(proof_lines(run.plan, proofs, paint))
        outcomes, revocation = None, None
        if may_act(run.plan, arguments, obstacles, stop):
            if run.plan.edits:
                outcomes = _done(run, arguments, stop)
            elif not any(each.matters for each in run.plan.unseen):
                end_older(header_of(run, ""), run.scopes)
            if not stop.is_set():
                revocation = last(outcomes)
    document = {**plan_document(run.plan, proofs, outcomes), **more}
    if arguments.save_plan:
        _save_plan(arguments.save_plan, run, document)
    if is_json:
        if revocation is not None:
            document["revocation"] = revocation._asdict()
        write_result(dumps_indented(document) + "\n")
    elif outcomes is not None:
        show(outcome_lines(run.plan, outcomes, paint))
    if revocation and not is_json:
        style = "good" if revocation.is_good else "error"
        show([paint.wrapped(paint(style, revocation.sentence), "")])
    status = _status(run.plan, obstacles, outcomes, stop)
    is_unwanted = revocation is not None and arguments.yes_revoke and not revocation.is_good
    return exit_status.NO if is_unwanted and status == exit_status.GOOD else status


def may_act(plan: Plan, arguments: argparse.Namespace, obstacles: list[str], stop: Stop) -> bool:
    """Return whether the plan may be carried out; say so where it may not."""
    if stop.is_set() or arguments.save_plan:
        return False
    safety = safety_of(arguments)
    if safety.read_only:
        complain(safety.refusal(()))
        return False
    if not arguments.yes:
        where = f" in {where_to(plan)}" if plan.edits else ""
        say(f"Nothing was changed: --yes does it{where}.")
        return False
    if refusal := safety.refusal(touched(plan), arguments.confirm_context):
        complain(refusal)
        return False
    if obstacles and not arguments.force:
        complain(
            "Nothing was changed, because of what is said above. --force does it all the same."
        )
        return False
    for obstacle in obstacles:
        complain(f"--force passes over this: {obstacle}")
    return True


def _done(run: Run, arguments: argparse.Namespace, stop: Stop) -> Outcomes:
    told = ToldCounts()
    try:
        return carried_out(run, manner_of(arguments), stop, told)
    finally:
        told.clear()


def _hold_to(path: str, run: Run) -> None:
    """Raise SavedPlanProblem where the run is not what the plan in the file says."""
    saved = read_saved_plan(read_text(expand(path), _MOST))
    check_unmoved(saved, header_of(run, saved.started))


def _save_plan(path: str, run: Run, review: dict[str, Json]) -> None:
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    write_private(expand(path), saved_plan_text(header_of(run, started), review))
    say(f"The plan is in {shown(path)}, and nothing was changed; --plan {shown(path)} does it.")


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


def _status(plan: Plan, obstacles: list[str], outcomes: Outcomes | None, stop: Stop) -> int:
    if stop.is_set():
        return exit_status.INTERRUPTED
    if outcomes is None:
        if obstacles:
            return exit_status.NO
    elif outcomes.ending != "done" or outcomes.fails_since:
        return exit_status.NO
    if plan.left_alone and plan.verb in ("apply", "attach", "fix"):
        return exit_status.NO  # it was asked for by name, and is not so
    return exit_status.OUTSIDE if any(each.matters for each in plan.unseen) else exit_status.GOOD


def show(lines: Iterable[str]) -> None:
    """Write lines for people."""
    write_text("".join(f"{line}\n" for line in lines))
