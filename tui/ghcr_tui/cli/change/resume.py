"""`ghcr-tui resume`: take up a run that ended early, or take one back."""

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.carry_out import Run, carry_out, stoppable
from ghcr_tui.cli.change.clusters import Clusters, clusters_of
from ghcr_tui.cli.change.options import add_change_options
from ghcr_tui.cli.cluster.audit_sources import token_names
from ghcr_tui.cli.cluster.options import add_kubectl_options
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.streams import complain, say, write_text
from ghcr_tui.cli.tokens import token_from_pipe
from ghcr_tui.core.change.journal import Header, is_as_after
from ghcr_tui.core.change.old_token import ByName, OldToken
from ghcr_tui.core.change.plan import Edit, LeftAlone, Plan, Unseen
from ghcr_tui.core.change.progress import Ending, Event, Progress
from ghcr_tui.core.change.rollback import Rollback
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.objects import Object
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.go_back import take_back
from ghcr_tui.system.change.journal_file import JournalFile, open_journals, read_journal_file
from ghcr_tui.system.change.rollback_file import read_rollback_file
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.paths import object_path

_EPILOG = """\
A run that is killed, or stops at a failure, leaves a journal on this machine, without a secret in
it. Without an option the journals are listed. To go on needs the new token again; to go back needs
the file that the run wrote with --rollback-file. Whatever was changed since is left as it is.

examples:
  ghcr-tui resume
  ghcr-tui resume --go-on --token-stdin --yes < new.txt
  ghcr-tui resume --back before.json --yes

exit status: 0 all is as it was to be, 1 something was not done, or there is a run to take up,
2 wrong usage, 3 a cluster could not be reached
"""


class CannotResume(Problem):
    """There is nothing to take up, or not with what was given; the message is a sentence."""


class _AnyOf:
    """Knows the old tokens of a run by their names."""

    def __init__(self, names: tuple[str, ...], namer: TokenNames) -> None:
        self._known = [ByName(name, namer) for name in names]

    def is_in(self, entry: Entry) -> bool:
        """Return whether the entry's credential is an old one."""
        return any(each.is_in(entry) for each in self._known)

    def is_mentioned_in(self, data: bytes) -> bool:
        """Return False, as `ByName`."""
        return False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `resume`."""
    parser.description = "Take up a run that ended early, or take one back."
    parser.epilog = _EPILOG
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--go-on", action="store_true", help="do what the last open run has left")
    which.add_argument("--back", metavar="FILE", help="put back what this rollback file holds")
    which.add_argument("--forget", action="store_true", help="remove the last open journal")
    parser.add_argument("--journal", metavar="FILE", default="", help="this one instead")
    parser.add_argument("--token-stdin", action="store_true", help="read the new token, to go on")
    parser.add_argument("--identity", metavar="FILE", default="", help="opens an encrypted file")
    parser.set_defaults(all_contexts=False, namespace=[], all_namespaces=True)
    add_kubectl_options(parser)
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """List, go on or go back; return the exit status."""
    if arguments.back is not None:
        return _go_back(arguments)
    if not (arguments.go_on or arguments.forget):
        return _list()
    path = _journal(arguments.journal)
    if arguments.forget:
        path.unlink(missing_ok=True)
        say(f"Removed {shown(str(path))}; nothing in a cluster was changed.")
        return exit_status.GOOD
    return _go_on(arguments, path)


def _list() -> int:
    lines = []
    for path in open_journals():
        try:
            header, progress = read_journal_file(path)
        except Problem as problem:
            lines.append(f"{shown(str(path))}: {problem}")
            continue
        contexts = ", ".join(shown(name) for name, _ in header.servers)
        done, total = len(progress.of("done")), len(header.edits)
        unknown = len(progress.of("in flight", "going back"))
        asking = f", {unknown:,} not known" if unknown else ""
        lines.append(
            f"{shown(str(path))}\n  {header.verb} of {header.started} in {contexts}: "
            f"{done:,} of {total:,} done{asking}"
        )
    write_text("".join(f"{line}\n" for line in lines) or "No run has ended early.\n")
    return exit_status.NO if lines else exit_status.GOOD


def _journal(named: str) -> Path:
    """Return the journal that is meant. Raises CannotResume."""
    if named:
        return Path(named)
    path = next(open_journals(), None)
    if path is None:
        raise CannotResume("No run has ended early: there is nothing to take up.")
    return path


def _go_on(arguments: argparse.Namespace, path: Path) -> int:
    header, progress = read_journal_file(path)
    if header.verb != "rotate":
        raise CannotResume(f"To go on with {header.verb}, run it again: what is done stays done.")
    if not arguments.token_stdin:
        raise CannotResume("To go on needs the new token again: --token-stdin.")
    new = NewToken(token_from_pipe(), header.username)
    names = token_names("")
    if names(new.token) != header.new:
        raise CannotResume("This is not the token that the run was putting in place.")
    arguments.context = [name for name, _ in header.servers]
    old = _AnyOf(header.old, names)
    try:
        with clusters_of(arguments) as clusters:
            _check_servers(header.servers, clusters)
            plan = _what_is_left(header, progress, clusters, old, new, names)
            actor = Actor(clusters.apis, partial(_planned_anew, old, new))
            run_on = Run(plan, clusters.apis, actor, names, header.old, header.new, new.username)
            status = carry_out(run_on, arguments)
    except ClusterProblem as problem:
        complain(str(problem))
        return exit_status.OUTSIDE
    if status == exit_status.GOOD and (arguments.yes or not plan.edits):
        _end(path, "done")
    return status


def _planned_anew(
    old: OldToken, new: NewToken, edit: Edit, item: Object
) -> Edit | LeftAlone | None:
    return rotation(item, edit.place.context, old, new)


def _what_is_left(
    header: Header,
    progress: Progress,
    clusters: Clusters,
    old: OldToken,
    new: NewToken,
    names: TokenNames,
) -> Plan:
    """Return the plan of what a run has not done, by what its objects are now."""
    edits: list[Edit] = []
    left: list[LeftAlone] = []
    unseen: list[Unseen] = list(clusters.unseen)
    already = 0
    for number, one in enumerate(header.edits):
        place = one.place
        if progress.states[number] == "done" or place.context not in clusters.apis:
            already += progress.states[number] == "done"
            continue
        try:
            path = object_path(place.resource, place.namespace, place.name)
            item = clusters.apis[place.context].get(path)
        except ClusterProblem as problem:
            if problem.kind == "missing":
                left.append(LeftAlone(place, "missing", "It is no longer there."))
            else:
                unseen.append(Unseen(place.context, f"{place.title}: {problem}"))
            continue
        if is_as_after(one, item, names):
            already += 1
            continue
        planned = rotation(item, place.context, old, new)
        if isinstance(planned, Edit):
            edits.append(planned)
        elif planned is None:
            already += 1
        else:
            left.append(planned)
    return Plan(header.verb, tuple(edits), tuple(left), tuple(unseen), clusters.servers, already)


def _go_back(arguments: argparse.Namespace) -> int:
    rollback = read_rollback_file(arguments.back, arguments.identity)
    names = token_names("")
    arguments.context = [name for name, _ in rollback.servers]
    try:
        with clusters_of(arguments) as clusters:
            _check_servers(rollback.servers, clusters)
            for each in clusters.unseen:
                complain(f"{shown(each.context)}: {each.sentence}")
            if arguments.read_only or not arguments.yes:
                count = len(rollback.ways)
                say(f"Nothing was changed: --yes puts back {count:,} objects where they are still "
                    "as the run made them.")  # fmt: skip
                return exit_status.GOOD
            return _taken_back(rollback, clusters, names)
    except ClusterProblem as problem:
        complain(str(problem))
        return exit_status.OUTSIDE


def _taken_back(rollback: Rollback, clusters: Clusters, names: TokenNames) -> int:
    ways = rollback.ways
    reached = [n for n, way in enumerate(ways) if way.place.context in clusters.apis]
    problems: dict[int, str] = {}
    count = 0
    with stoppable() as stop:
        for number, why in take_back(clusters.apis, ways, reached, names, stop.is_set):
            count += not why
            if why:
                problems[number] = why
    paint = paint_for(sys.stdout)
    style = "good" if count == len(ways) else "error"
    lines = [paint(style, f"{count:,} of {len(ways):,} are as they were before.")]
    for number, why in sorted(problems.items()):
        name = shown(ways[number].place.title, 320)
        lines.append(f"  {paint('error', 'not back')} {name}: {paint.wrapped(why, '    ')}")
    write_text("".join(f"{line}\n" for line in lines))
    if count < len(ways):
        return exit_status.INTERRUPTED if stop.is_set() else exit_status.NO
    for path in _journals_of(rollback):
        _end(path, "taken back")
    return exit_status.GOOD


def _journals_of(rollback: Rollback) -> Iterator[Path]:
    for path in open_journals():
        try:
            header, _ = read_journal_file(path)
        except Problem:
            continue
        if (header.verb, header.started) == (rollback.verb, rollback.started):
            yield path


def _end(path: Path, how: Ending) -> None:
    journal = JournalFile.go_on(path)
    try:
        journal.note(Event("end", how=how))
    finally:
        journal.close()


def _check_servers(then: tuple[tuple[str, str], ...], clusters: Clusters) -> None:
    """Raise CannotResume where a context is behind another server than it was then."""
    now = dict(clusters.servers)
    for name, server in then:
        if now.get(name) != server:
            raise CannotResume(
                f"The context {shown(name)} led to {shown(server)} then, and leads to "
                f"{shown(now.get(name, 'nowhere'))} now: nothing is changed there."
            )
