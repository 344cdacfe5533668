"""Where an audit reads from: saved files, clusters by kubectl, or the cluster it runs in."""

import argparse
import sys

from ghcr_tui.cli.cluster.options import chosen_kubectl, targets_of
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.scope import Scope


class NothingToAudit(Problem):
    """The options, or the files they name, lead to nothing that can be audited."""


def inventories_of(arguments: argparse.Namespace, now: float) -> list[Inventory]:
    """Return what was read of files, clusters or the cluster around.

    Raises NothingToAudit and TargetProblem.
    """
    if arguments.files:
        return _from_files(arguments, now)
    return _in_cluster(arguments, now) if arguments.in_cluster else _from_clusters(arguments, now)


def _from_files(arguments: argparse.Namespace, now: float) -> list[Inventory]:
    from ghcr_tui.core.cluster.dump import Dump, DumpProblem

    if arguments.context or arguments.all_contexts or arguments.namespace or arguments.in_cluster:
        raise NothingToAudit(
            "files are audited without a cluster: no --context, no --namespace with them."
        )
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
        raise NothingToAudit("nothing was audited, because not every file could be read.")
    if not dump.count:
        raise NothingToAudit(
            "there is no Secret, service account, pod or workload in it. Save one with "
            "`kubectl get secrets,serviceaccounts,pods,deployments -A -o json`."
        )
    return [inventory]


def _from_clusters(arguments: argparse.Namespace, now: float) -> list[Inventory]:
    from ghcr_tui.cli.cluster.progress import ReadingProgress
    from ghcr_tui.system.cluster.read_clusters import read_clusters

    try:
        kubectl = chosen_kubectl(arguments)
        targets = targets_of(arguments, kubectl)
    except ClusterProblem as problem:  # no kubectl, or no kubeconfig that it can read
        raise NothingToAudit(str(problem)) from None
    progress = ReadingProgress(sys.stderr)
    try:
        return read_clusters(kubectl, targets, now, progress.told if progress.is_shown else None)
    finally:
        progress.clear()


def _in_cluster(arguments: argparse.Namespace, now: float) -> list[Inventory]:
    """Read with the account of the pod that this runs in."""
    from ghcr_tui.system.cluster.in_cluster import InCluster
    from ghcr_tui.system.cluster.read_inventory import read_inventory

    if arguments.context or arguments.all_contexts:
        raise NothingToAudit(
            "--in-cluster reads the cluster that it runs in: no --context with it."
        )
    inventory = Inventory("in-cluster", now)
    try:
        way = InCluster(arguments.request_timeout)
        named = tuple(arguments.namespace) or (way.namespace,)
    except ClusterProblem as problem:  # this is no pod, or one without an account
        raise NothingToAudit(str(problem)) from None
    api = way.api()
    try:
        scope = Scope((), named) if arguments.all_namespaces else Scope(named)
        read_inventory(api, inventory, scope)
    finally:
        api.close()
    return [inventory]


def token_names(path: str) -> TokenNames:
    """Return what names tokens. Raises FileProblem where the file `path` has no key for it."""
    from ghcr_tui.system.cluster.token_name_key import key_from_file, token_name_key

    if path:
        return TokenNames(key_from_file(path))
    key, why = token_name_key()
    if why:
        complain(f"the names of tokens hold for this run only: {why}")
    return TokenNames(key)


def has_failed(inventories: list[Inventory]) -> bool:
    """Return whether anything could not be read but for want of a right."""
    return any(not each.is_right for inventory in inventories for each in inventory.not_read)
