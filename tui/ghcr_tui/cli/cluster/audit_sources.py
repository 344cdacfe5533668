"""Where an audit reads from: saved files, clusters by kubectl, or the cluster it runs in."""

import argparse
import sys

from ghcr_tui.cli.cluster.options import TargetProblem, chosen_kubectl, targets_of
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.token_name import TokenNames


def inventories_of(arguments: argparse.Namespace, now: float) -> list[Inventory] | None:
    """Return what was read of files, clusters or the cluster around; None after a complaint."""
    if arguments.files:
        return _from_files(arguments, now)
    return _in_cluster(arguments, now) if arguments.in_cluster else _from_clusters(arguments, now)


def _from_files(arguments: argparse.Namespace, now: float) -> list[Inventory] | None:
    from ghcr_tui.core.cluster.dump import Dump, DumpProblem

    if arguments.context or arguments.all_contexts or arguments.namespace or arguments.in_cluster:
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


def _in_cluster(arguments: argparse.Namespace, now: float) -> list[Inventory] | None:
    """Read with the account of the pod that this runs in."""
    from ghcr_tui.system.cluster.api import ClusterProblem
    from ghcr_tui.system.cluster.in_cluster import InCluster
    from ghcr_tui.system.cluster.read_inventory import read_inventory
    from ghcr_tui.system.cluster.scope import Scope

    if arguments.context or arguments.all_contexts:
        complain("--in-cluster reads the cluster that it runs in: no --context with it.")
        return None
    inventory = Inventory("in-cluster", now)
    try:
        way = InCluster(arguments.request_timeout)
        named = tuple(arguments.namespace) or (way.namespace,)
    except ClusterProblem as problem:
        complain(str(problem))
        return None
    api = way.api()
    try:
        scope = Scope((), named) if arguments.all_namespaces else Scope(named)
        read_inventory(api, inventory, scope)
    finally:
        api.close()
    return [inventory]


def token_names(path: str) -> TokenNames | None:
    """Return what names tokens, None (having said why) where the key that was named is none."""
    from ghcr_tui.system.cluster.token_name_key import key_from_file, token_name_key
    from ghcr_tui.system.files import FileProblem

    if path:
        try:
            return TokenNames(key_from_file(path))
        except FileProblem as problem:
            complain(str(problem))
            return None
    key, why = token_name_key()
    if why:
        complain(f"the names of tokens hold for this run only: {why}")
    return TokenNames(key)


def has_failed(inventories: list[Inventory]) -> bool:
    """Return whether anything could not be read but for want of a right."""
    return any(not each.is_right for inventory in inventories for each in inventory.not_read)
