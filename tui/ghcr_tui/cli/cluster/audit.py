"""`ghcr-tui audit`: every pull secret of some clusters judged, and everybody who uses them."""

import argparse
import sys
import time

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.cluster.fail_on import FailOn, fail_on
from ghcr_tui.cli.cluster.options import (
    TargetProblem,
    add_cluster_options,
    chosen_kubectl,
    targets_of,
)
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.streams import complain, write_result, write_text
from ghcr_tui.core.cluster.audit import Audit, audit
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.token_name import TokenNames

_EPILOG = """\
It reads through your own kubectl, and changes nothing. With files it reads what somebody saved:
kubectl get secrets,sa,pods,deployments -A -o json > dump.json; kubectl get --raw works too.

The name of a token in reports (t-…) is made with a secret of this machine: it tells nothing about
the token, and tomorrow it is the same.

examples:
  ghcr-tui audit -A
  ghcr-tui audit -n shop -n shop-staging --context prod -o json
  ghcr-tui audit --all-contexts -A --fail-on warning,expiring=30d
  ghcr-tui audit dump.json

exit status: 0 nothing that --fail-on names was found, 1 something was, 2 wrong usage or unreadable
input, 3 a cluster could not be read (what others said is reported all the same)
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `audit`."""
    parser.description = "Judge every pull secret of some clusters, and everybody who uses them."
    parser.epilog = _EPILOG
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="what kubectl printed; - is standard input"
    )
    add_cluster_options(parser, several=True)
    parser.add_argument(
        "--fail-on",
        type=fail_on,
        action="append",
        default=[],
        metavar="WHAT",
        help="error (the default), warning, unused, expiring=30d, none; may be repeated",
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="ask the registries, too: once for each repository and credential",
    )
    parser.add_argument(
        "--report", metavar="FILE", help="write one self-contained page of HTML, too"
    )
    parser.add_argument(
        "--with-usernames", action="store_true", help="name them in -o prometheus, too"
    )
    add_output_option(parser, ("text", "json", "jsonl", "prometheus", "ics"))


def run(arguments: argparse.Namespace) -> int:
    """Audit what was named; return the exit status."""
    now = time.time()
    inventories = _from_files(arguments, now) if arguments.files else _from_clusters(arguments, now)
    if inventories is None:
        return exit_status.USAGE
    result = audit(inventories, _token_names())
    if arguments.verify:
        from ghcr_tui.cli.cluster.proving import proofs_of
        from ghcr_tui.core.cluster.proof import proved, pulls_to_prove

        result = proved(result, proofs_of(pulls_to_prove(result)))
    if arguments.report and not _write_report(result, arguments.report, now):
        return exit_status.OUTSIDE
    _write(result, arguments, now)
    wanted = FailOn.together(arguments.fail_on)
    if wanted.is_met_by(result, now):
        return exit_status.NO
    return exit_status.OUTSIDE if _has_failed(inventories) else exit_status.GOOD


def _from_files(arguments: argparse.Namespace, now: float) -> list[Inventory] | None:
    from ghcr_tui.core.cluster.dump import Dump, DumpProblem

    if arguments.context or arguments.all_contexts or arguments.namespace:
        complain("files are audited without a cluster: no --context, no --namespace with them.")
        return None
    inventory = Inventory("", now, partial=True)
    inputs = Inputs(arguments.files)
    dump = Dump(inventory)
    is_whole = True
    for name, text in inputs.texts():
        try:
            dump.add(text)
        except DumpProblem as problem:
            complain(f"{'standard input' if name == '-' else shown(name)}: {problem}")
            is_whole = False
    if inputs.failed or not is_whole:
        return None
    if not dump.count:
        complain(
            "there is no Secret, service account, pod or workload in it. Save one with "
            "`kubectl get secrets,serviceaccounts,pods,deployments -A -o json`."
        )
        return None
    return [inventory]


def _from_clusters(arguments: argparse.Namespace, now: float) -> list[Inventory] | None:
    from ghcr_tui.cli.cluster.progress import ReadingProgress
    from ghcr_tui.system.cluster.api import ClusterProblem
    from ghcr_tui.system.cluster.read_clusters import read_clusters

    try:
        kubectl = chosen_kubectl(arguments)
        targets = targets_of(arguments, kubectl)
    except (ClusterProblem, TargetProblem) as problem:
        complain(str(problem))
        return None
    progress = ReadingProgress(sys.stderr)
    try:
        return read_clusters(kubectl, targets, now, progress.told if progress.is_shown else None)
    finally:
        progress.clear()


def _token_names() -> TokenNames:
    from ghcr_tui.system.cluster.token_name_key import token_name_key

    key, why = token_name_key()
    if why:
        complain(f"the names of tokens hold for this run only: {why}")
    return TokenNames(key)


def _has_failed(inventories: list[Inventory]) -> bool:
    """Return whether anything could not be read but for want of a right."""
    return any(
        not each.is_right and "No right to" not in each.sentence
        for inventory in inventories
        for each in inventory.not_read
    )


def _write_report(result: Audit, path: str, now: float) -> bool:
    """Write the page; say why and return False where that cannot be done."""
    from ghcr_tui.cli.cluster.audit_html import html_page
    from ghcr_tui.system.files import FileProblem, write_private

    try:
        write_private(path, html_page(result, now))
    except FileProblem as problem:
        complain(str(problem))
        return False
    return True


def _write(result: Audit, arguments: argparse.Namespace, now: float) -> None:
    output = arguments.output
    if output == "prometheus":
        from ghcr_tui.cli.cluster.audit_prometheus import prometheus_text

        return write_result(prometheus_text(result, now, arguments.with_usernames))
    if output == "ics":
        from ghcr_tui.cli.cluster.audit_ics import calendar

        return write_result(calendar(result, now))
    if output == "json":
        from ghcr_tui.cli.cluster.audit_json import write_json

        return write_json(result, now)
    if output == "jsonl":
        from ghcr_tui.cli.cluster.audit_json import write_json_lines

        return write_json_lines(result, now)
    from ghcr_tui.cli.cluster.audit_text import audit_lines

    for line in audit_lines(result, now, paint_for(sys.stdout)):
        write_text(f"{line}\n")
    return None
