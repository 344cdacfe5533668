"""Which clusters and namespaces a verb is about, from its options and the kubeconfig."""

import argparse
import math

from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.cluster.kubectl import (
    DEFAULT_TIMEOUT,
    Context,
    Contexts,
    Kubectl,
    kubectl_from,
    read_contexts,
)
from ghcr_tui.system.cluster.scope import Scope, Target

_LONGEST_TIMEOUT = 3600.0


class TargetProblem(Problem):
    """The options name no cluster that there is; the message is a sentence."""


def add_cluster_options(parser: argparse.ArgumentParser, *, several: bool) -> None:
    """Add the options that say which cluster, or clusters where a verb reads `several`."""
    add = parser.add_argument
    if several:
        add("--context", action="append", default=[], metavar="NAME",
            help="this context; may be repeated; default the current one")  # fmt: skip
        add("--all-contexts", action="store_true", help="every context of the kubeconfig")
        add("-n", "--namespace", action="append", default=[], metavar="NS",
            help="this namespace; may be repeated; default the context's own")  # fmt: skip
        add("-A", "--all-namespaces", action="store_true", help="all namespaces")
    else:
        add("--context", metavar="NAME", default="", help="a context of the kubeconfig")
        add("-n", "--namespace", metavar="NS", default="", help="default the context's own")
    add_kubectl_options(parser)


def add_kubectl_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how a cluster is reached."""
    add = parser.add_argument
    add("--kubectl", metavar="COMMAND", default="kubectl",
        help="how kubectl is called, such as 'k3s kubectl'")  # fmt: skip
    add("--request-timeout", type=_seconds, default=DEFAULT_TIMEOUT, metavar="S",
        help=f"seconds for each request; default {DEFAULT_TIMEOUT:g}")  # fmt: skip


def chosen_kubectl(arguments: argparse.Namespace) -> Kubectl:
    """Return the kubectl that the options name. Raises ClusterProblem."""
    return kubectl_from(arguments.kubectl, arguments.request_timeout)


def targets_of(arguments: argparse.Namespace, kubectl: Kubectl) -> list[Target]:
    """Return what is to be read, in the order named. Raises ClusterProblem, TargetProblem."""
    contexts = read_contexts(kubectl)
    if arguments.all_contexts:
        chosen = list(contexts.all)
        if not chosen:
            raise TargetProblem("the kubeconfig has no context.")
    else:
        names = list(dict.fromkeys(arguments.context)) or [contexts.current]
        chosen = [named_context(name, contexts) for name in names]
    return [Target(each.name, each.name, _scope(arguments, each, contexts)) for each in chosen]


def named_context(name: str, contexts: Contexts) -> Context:
    """Return the context `name`, "" being the current one. Raises TargetProblem."""
    from ghcr_tui.cli.parser import did_you_mean

    found = contexts.named(name or contexts.current)
    if found is not None:
        return found
    if not name and not contexts.all:
        raise TargetProblem(
            "there is no kubeconfig with a context in it; set KUBECONFIG, or name a file to audit."
        )
    if not name:
        raise TargetProblem("the kubeconfig has no current context: choose one with --context.")
    close = did_you_mean(name, [each.name for each in contexts.all]).lstrip("; ")
    raise TargetProblem(f"the kubeconfig has no context {excerpt(name, 80)}. {close}".rstrip())


def _scope(arguments: argparse.Namespace, context: Context, contexts: Contexts) -> Scope:
    if arguments.all_namespaces:
        of_cluster = [each for each in contexts.all if each.cluster == context.cluster]
        known = dict.fromkeys(
            [*arguments.namespace, context.namespace, *(each.namespace for each in of_cluster)]
        )
        return Scope((), tuple(known))
    return Scope(tuple(dict.fromkeys(arguments.namespace)) or (context.namespace,))


def _seconds(text: str) -> float:
    try:
        seconds = float(text.removesuffix("s"))
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= _LONGEST_TIMEOUT:
        raise argparse.ArgumentTypeError("a number of seconds from above 0 to 3600 is expected")
    return seconds
