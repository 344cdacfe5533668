"""Reads several clusters side by side: one that hangs or refuses costs its own line alone."""

import threading
from collections.abc import Callable, Sequence

from ghcr_tui.core.cluster.inventory import Inventory, NotRead
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.connect import connected
from ghcr_tui.system.cluster.kubectl import Kubectl
from ghcr_tui.system.cluster.read_inventory import read_inventory
from ghcr_tui.system.cluster.scope import Scope, Target

AT_ONCE = 4
Progress = Callable[[str, str, int], None]
"""Is told a context, a resource and how many objects of it have been read."""
Read = Callable[[ClusterApi, Inventory, Scope], None]


def read_clusters(
    kubectl: Kubectl,
    targets: Sequence[Target],
    now: float,
    progress: Progress | None = None,
) -> list[Inventory]:
    """Return an inventory for each of `targets`, in their order. Raises nothing of a cluster's."""
    inventories = [Inventory(target.title, now) for target in targets]
    turn = threading.Semaphore(AT_ONCE)

    def read(target: Target, inventory: Inventory) -> None:
        def told(resource: str, count: int) -> None:
            if progress:
                progress(target.title, resource, count)

        with turn:
            try:
                with connected(kubectl, target.context) as api:
                    read_inventory(api, inventory, target.scope, progress=told)
            except ClusterProblem as problem:
                inventory.not_read.append(NotRead("", str(problem)))

    # Daemons: after ctrl+c nobody waits for a cluster that hangs, and its proxy ends with us.
    threads = [
        threading.Thread(target=read, args=pair, daemon=True)
        for pair in zip(targets, inventories, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return inventories
