"""`ghcr-tui audit`: every pull secret of some clusters judged, and everybody who uses them."""

import argparse
import time

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.cluster.audit_output import FORMATS, IN_ONE_PIECE, write_audit, write_report
from ghcr_tui.cli.cluster.audit_sources import has_failed, inventories_of, token_names
from ghcr_tui.cli.cluster.fail_on import FailOn, fail_on
from ghcr_tui.cli.cluster.options import add_cluster_options
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.streams import complain, write_result
from ghcr_tui.core.cluster.audit import audit

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
    parser.add_argument(
        "--in-cluster", action="store_true", help="read with the account of the pod this runs in"
    )
    parser.add_argument(
        "--names-key", metavar="FILE", default="", help="the key of the tokens' names"
    )
    parser.add_argument(
        "--print-cronjob", action="store_true", help="print the manifests of a daily audit"
    )
    parser.add_argument(
        "--output-file",
        metavar="FILE",
        default="",
        help="write there instead, whole or not at all; with -o prometheus and -o ics",
    )
    add_output_option(parser, FORMATS)


def run(arguments: argparse.Namespace) -> int:
    """Audit what was named; return the exit status."""
    if arguments.output_file and arguments.output not in IN_ONE_PIECE:
        complain("--output-file goes with -o prometheus and -o ics; redirect the others.")
        return exit_status.USAGE
    if arguments.print_cronjob:
        from ghcr_tui.core.cluster.cronjob import cronjob_manifests

        write_result(cronjob_manifests())
        return exit_status.GOOD
    now = time.time()
    names = token_names(arguments.names_key)
    inventories = inventories_of(arguments, now)
    result = audit(inventories, names)
    if arguments.verify:
        from ghcr_tui.cli.cluster.proving import proofs_of
        from ghcr_tui.core.cluster.proof import proved, pulls_to_prove

        result = proved(result, proofs_of(pulls_to_prove(result)))
    if arguments.report:
        write_report(result, arguments.report, now)
    write_audit(result, arguments, now)
    wanted = FailOn.any_of(arguments.fail_on)
    if wanted.is_met_by(result, now):
        return exit_status.NO
    return exit_status.OUTSIDE if has_failed(inventories) else exit_status.GOOD
