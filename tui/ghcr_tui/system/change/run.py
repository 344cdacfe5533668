"""One run of a plan: proved, written down, acted on in waves, watched, and taken back if it fails.

Whoever starts it, a verb or the app, has asked before; nothing here asks.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from threading import Event as Stop
from typing import NamedTuple

from ghcr_tui.core.change.journal import Header, noted
from ghcr_tui.core.change.outcome import Outcomes, Proofs, Verified, refused_images
from ghcr_tui.core.change.plan import Plan
from ghcr_tui.core.change.progress import Ending, Event, Progress
from ghcr_tui.core.change.rollback import Rollback, rollback_text, way_back
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.go_back import take_back
from ghcr_tui.system.change.journal_file import JournalFile, end_older
from ghcr_tui.system.change.rollback_file import write_rollback
from ghcr_tui.system.change.watching import PodWatch
from ghcr_tui.system.change.waves import Told, act_in_waves, note
from ghcr_tui.system.cluster.api import ClusterApi
from ghcr_tui.system.cluster.scope import Scope


class Run(NamedTuple):
    """A plan with all that it takes to carry it out.

    `old` and `new` are the keyed names of what goes and what comes, for the journal.
    """

    plan: Plan
    apis: Mapping[str, ClusterApi]
    scopes: Mapping[str, Scope]
    actor: Actor
    names: TokenNames
    old: tuple[str, ...] = ()
    new: str = ""
    username: str = ""
    verify: Callable[[], Sequence[Verified]] = lambda: ()


class Manner(NamedTuple):
    """How to go about it: `watch` is in seconds, `recipients` encrypt the rollback file."""

    wave: int = 0
    keep_going: bool = False
    watch: float = 0.0
    rollback_file: str = ""
    recipients: tuple[str, ...] = ()
    back_on_failure: bool = False


AS_IS = Manner()


def prove(run: Run, stop: Stop) -> Proofs:
    """Let the server try every change and keep none, and ask registries about the credentials."""
    server = dict(run.actor.prove(run.plan.edits, stop.is_set))
    verified = run.verify() if run.plan.edits and not stop.is_set() else ()
    return Proofs(server, tuple(verified))


def carried_out(
    run: Run, manner: Manner, stop: Stop, told: Told = lambda progress: None
) -> Outcomes:
    """Do it; return what came of it. Raises FileProblem, SealingProblem before anything is done."""
    started = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    plan = run.plan
    if manner.rollback_file:
        ways = tuple(way_back(edit, run.names) for edit in plan.edits)
        text = rollback_text(Rollback(plan.verb, started, plan.servers, ways))
        write_rollback(manner.rollback_file, text, manner.recipients)
    header = header_of(run, started, manner)
    pods = PodWatch(run.apis, run.scopes) if manner.watch else None
    journal = JournalFile.begin(header)
    progress = Progress(len(plan.edits))
    try:
        ending = act_in_waves(
            run.actor, plan.edits, progress, journal.note, stop,
            wave=manner.wave, keep_going=manner.keep_going, told=told,
        )  # fmt: skip
        failures = tuple(pods.new_failures(manner.watch, stop)) if pods and ending == "done" else ()
        verified = tuple(run.verify()) if ending == "done" and not stop.is_set() else ()
        fails = bool(failures or refused_images(verified))
        if (ending == "stopped" or fails) and manner.back_on_failure:
            ending = taken_back(run, progress, journal.note, told)
        note(progress, journal.note, Event("end", how=ending))
    finally:
        journal.close()
    if ending == "done":
        end_older(header, run.scopes)
    return Outcomes(tuple(progress.states), progress.why, ending, failures, verified)


def header_of(run: Run, started: str, manner: Manner = AS_IS) -> Header:
    """Return what the journal of a run begins with."""
    plan = run.plan
    edits = tuple(noted(edit, run.names) for edit in plan.edits)
    return Header(
        plan.verb, started, plan.servers, edits, run.old, run.new, run.username,
        manner.rollback_file, manner.wave,
    )  # fmt: skip


def taken_back(
    run: Run, progress: Progress, write: Callable[[Event], object], told: Told
) -> Ending:
    """Take back what was done, and what may have been; return how the run ended so."""
    begun = partial(_begun, progress, write)
    ways = [way_back(edit, run.names) for edit in run.plan.edits]
    numbers = progress.of("done", "in flight")
    for number, why in take_back(run.apis, ways, numbers, run.names, lambda: False, begun):
        note(progress, write, Event("not back" if why else "taken back", (number,), why=why))
        told(progress)
    return "stopped" if progress.of("not back") else "taken back"


def _begun(progress: Progress, write: Callable[[Event], object], number: int) -> None:
    note(progress, write, Event("go back", (number,)))
