"""Goes on with a run that ended early, by what its objects are now."""

import argparse
from functools import partial
from pathlib import Path

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.carry_out import carry_out
from ghcr_tui.cli.change.clusters import Clusters, clusters_of
from ghcr_tui.cli.change.earlier_run import CannotResume, check_servers, end_journal
from ghcr_tui.cli.cluster.audit_sources import token_names
from ghcr_tui.cli.streams import complain
from ghcr_tui.cli.tokens import token_from_pipe
from ghcr_tui.core.change.journal import Header, is_as_after
from ghcr_tui.core.change.old_token import ByName, OldToken
from ghcr_tui.core.change.plan import Edit, LeftAlone, Plan, Unseen
from ghcr_tui.core.change.progress import Progress
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.journal_file import read_journal_file
from ghcr_tui.system.change.rotating import planned_anew
from ghcr_tui.system.change.run import Run
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.paths import object_path


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


def go_on(arguments: argparse.Namespace, path: Path) -> int:
    """Do what the run of a journal has left; return the exit status. Raises CannotResume."""
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
            check_servers(header.servers, clusters)
            plan = _what_is_left(header, progress, clusters, old, new, names)
            actor = Actor(clusters.apis, partial(planned_anew, old, new))
            run_on = Run(
                plan,
                clusters.apis,
                clusters.scopes,
                actor,
                names,
                header.old,
                header.new,
                new.username,
            )
            status = carry_out(run_on, arguments)
    except ClusterProblem as problem:
        complain(str(problem))
        return exit_status.OUTSIDE
    if status == exit_status.GOOD and (arguments.yes or not plan.edits):
        end_journal(path, "done")
    return status


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
