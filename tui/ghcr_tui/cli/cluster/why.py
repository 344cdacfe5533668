"""`ghcr-tui why`: from a pod that does not pull to the cause, and to what mends it."""

import argparse
import time

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.cluster.options import (
    add_cluster_options,
    chosen_kubectl,
    named_context,
)
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.cluster.target import Target, parse_target
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.kubectl import Context, Kubectl, read_contexts
from ghcr_tui.system.cluster.scope import Scope

_EPILOG = """\
Without a name it lists every pod that does not pull, grouped by cause.

examples:
  ghcr-tui why web-5d9c7f-abcde -n shop
  ghcr-tui why deploy/web -n shop
  ghcr-tui why -A
  kubectl get pods,events,secrets,serviceaccounts -n shop -o json | ghcr-tui why -

exit status: 0 every image comes, 1 one does not, 2 wrong usage or unreadable input, 3 the cluster
could not be read
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `why`."""
    parser.description = "Say why a pod does not pull, and what mends it."
    parser.epilog = _EPILOG
    parser.add_argument(
        "target", nargs="?", metavar="POD|KIND/NAME", help="as kubectl takes it; - reads a pipe"
    )
    parser.add_argument(
        "-f", "--file", action="append", default=[], metavar="FILE",
        help="what kubectl printed, instead of a cluster; - is standard input",
    )  # fmt: skip
    add_cluster_options(parser, several=False)
    parser.add_argument(
        "--verify", action="store_true", help="ask the registries, too, with the pod's credentials"
    )
    parser.add_argument("-A", "--all-namespaces", action="store_true", help="in all namespaces")
    add_output_option(parser, ("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Say why; return the exit status."""
    if arguments.target == "-":
        arguments.target, arguments.file = None, [*arguments.file, "-"]
    target = parse_target(arguments.target) if arguments.target is not None else None
    if target and arguments.all_namespaces:
        complain("one pod is in one namespace: name it with -n, and leave -A out.")
        return exit_status.USAGE
    if arguments.file:
        from ghcr_tui.cli.cluster.why_answer import from_files

        return from_files(arguments, target)
    return _from_cluster(arguments, target)


def _from_cluster(arguments: argparse.Namespace, target: Target | None) -> int:
    from ghcr_tui.system.cluster.connect import connected_while

    try:
        kubectl = chosen_kubectl(arguments)
        # What the answer takes is imported while kubectl starts.
        with connected_while(kubectl, arguments.context, lambda: _context(arguments, kubectl)) as (
            api,
            context,
        ):
            from ghcr_tui.cli.cluster import why_answer
            from ghcr_tui.core.cluster.inventory import Inventory
            from ghcr_tui.system.cluster.read_pod import read_failing_pods, read_pod

            inventory = Inventory(context.name, time.time())
            if target:
                read = read_pod(api, inventory, context.namespace, target)
            else:
                scope = Scope((context.namespace,))
                if arguments.all_namespaces:
                    scope = Scope((), (context.namespace,))
                read = read_failing_pods(api, inventory, scope)
    except ClusterProblem as problem:  # no such pod is a question that nobody can answer
        complain(str(problem))
        is_usage = problem.kind == "missing" or "has no context" in str(problem)
        return exit_status.USAGE if is_usage else exit_status.OUTSIDE
    if target:
        return why_answer.one(arguments, read.pods[0], read.events, inventory)
    return why_answer.several(arguments, read.pods, read.events, inventory, read.seen)


def _context(arguments: argparse.Namespace, kubectl: Kubectl) -> Context:
    """Return the context and the namespace; the kubeconfig is read only if they are not named."""
    import ghcr_tui.cli.cluster.why_answer
    import ghcr_tui.system.cluster.read_pod  # noqa: F401 - kubectl is starting meanwhile

    if arguments.namespace:
        return Context(arguments.context, arguments.namespace)
    return named_context(arguments.context, read_contexts(kubectl))
