"""Takes a run back, by the file that it wrote before it began."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.carry_out import stoppable
from ghcr_tui.cli.change.clusters import Clusters, clusters_of
from ghcr_tui.cli.change.earlier_run import check_servers, end_journal
from ghcr_tui.cli.change.options import safety_of
from ghcr_tui.cli.cluster.audit_sources import token_names
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.streams import complain, say, write_text
from ghcr_tui.core.change.rollback import Rollback
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.change.go_back import take_back
from ghcr_tui.system.change.journal_file import open_journals, read_journal_file
from ghcr_tui.system.change.rollback_file import read_rollback_file
from ghcr_tui.system.cluster.api import ClusterProblem


def go_back(arguments: argparse.Namespace) -> int:
    """Put back what a rollback file holds; return the exit status. Raises CannotResume."""
    rollback = read_rollback_file(arguments.back, arguments.identity)
    names = token_names("")
    arguments.context = [name for name, _ in rollback.servers]
    try:
        with clusters_of(arguments) as clusters:
            check_servers(rollback.servers, clusters)
            for each in clusters.unseen:
                complain(f"{shown(each.context)}: {each.sentence}")
            contexts = tuple(dict.fromkeys(way.place.context for way in rollback.ways))
            if refusal := safety_of(arguments).refusal(contexts, arguments.confirm_context):
                complain(refusal)
                return exit_status.GOOD if arguments.read_only else exit_status.NO
            if not arguments.yes:
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
        end_journal(path, "taken back")
    return exit_status.GOOD


def _journals_of(rollback: Rollback) -> Iterator[Path]:
    for path in open_journals():
        try:
            header, _ = read_journal_file(path)
        except Problem:
            continue
        if (header.verb, header.started) == (rollback.verb, rollback.started):
            yield path
