"""Reads clusters for a plan: what `audit` reads, and of some Secrets the whole object."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TypeVar

from ghcr_tui.core.change.plan import Unseen
from ghcr_tui.core.cluster.inventory import Inventory, NotRead
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, text_at
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.connect import connected
from ghcr_tui.system.cluster.kubectl import Kubectl
from ghcr_tui.system.cluster.read_inventory import WANTED, Wanted, read_inventory, read_lists
from ghcr_tui.system.cluster.scope import Target

_ALL_SECRETS = tuple(
    Wanted("secrets", "Secret") if each.resource == "secrets" else each for each in WANTED
)
"""With those of other types: copies of a token in them are named."""
_USES = tuple(each for each in WANTED if each.resource != "secrets")
_Inventory = TypeVar("_Inventory", bound=Inventory)
Keep = Callable[[Object], bool]
Progress = Callable[[str, str, int], None]


class KeepingInventory(Inventory):
    """An inventory that keeps the Secrets for which `keep` is true whole, too."""

    def __init__(self, name: str, now: float | None, keep: Keep) -> None:
        super().__init__(name, now)
        self.kept: list[Object] = []
        self._keep = keep

    def add_secrets(self, items: Iterable[Json]) -> None:
        """Judge pull secrets, and keep those that are wanted."""
        listed = list(items)
        self.kept.extend(item for item in listed if isinstance(item, dict) and self._keep(item))
        super().add_secrets(listed)

    def forget(self, kind: str, namespace: str = "", of_type: str = "") -> None:
        """Drop what is read anew."""
        if kind == "Secret":
            self.kept = [
                item
                for item in self.kept
                if namespace not in ("", text_at(item, "metadata", "namespace"))
            ]
        super().forget(kind, namespace, of_type)


@contextmanager
def connections(
    kubectl: Kubectl, contexts: Sequence[str]
) -> Iterator[tuple[dict[str, ClusterApi], dict[str, ClusterProblem]]]:
    """Give the APIs of `contexts` by name, and the problems of those that cannot be reached."""
    apis: dict[str, ClusterApi] = {}
    problems: dict[str, ClusterProblem] = {}
    with ExitStack() as stack:
        for context in contexts:
            try:
                apis[context] = stack.enter_context(connected(kubectl, context))
            except ClusterProblem as problem:
                problems[context] = problem
        yield apis, problems


def read_uses(
    apis: Mapping[str, ClusterApi],
    targets: Sequence[Target],
    now: float,
    progress: Progress | None = None,
) -> list[Inventory]:
    """Return who uses Secrets in each of `targets`, without the Secrets, side by side.

    Raises nothing of a cluster's: that becomes `not_read`.
    """
    chosen = [target for target in targets if target.context in apis]
    inventories = [Inventory(target.title, now) for target in chosen]

    def read(target: Target, inventory: Inventory) -> None:
        def told(resource: str, count: int) -> None:
            if progress:
                progress(target.title, resource, count)

        try:
            read_lists(apis[target.context], inventory, target.scope, _USES, told)
        except ClusterProblem as problem:
            inventory.not_read.append(NotRead("pods", str(problem)))

    _in_threads(read, chosen, inventories)
    return inventories


def _in_threads(
    read: Callable[[Target, _Inventory], None],
    targets: Sequence[Target],
    inventories: Sequence[_Inventory],
) -> None:
    threads = [
        threading.Thread(target=read, args=pair, daemon=True)
        for pair in zip(targets, inventories, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def read_for_plan(
    apis: Mapping[str, ClusterApi],
    targets: Sequence[Target],
    now: float,
    keep: Keep,
    progress: Progress | None = None,
) -> list[KeepingInventory]:
    """Return an inventory of each of `targets` with an API, in their order, side by side.

    Raises nothing of a cluster's: that becomes `not_read`.
    """
    chosen = [target for target in targets if target.context in apis]
    inventories = [KeepingInventory(target.title, now, keep) for target in chosen]

    def read(target: Target, inventory: KeepingInventory) -> None:
        def told(resource: str, count: int) -> None:
            if progress:
                progress(target.title, resource, count)

        try:
            read_inventory(apis[target.context], inventory, target.scope, _ALL_SECRETS, told)
        except ClusterProblem as problem:
            inventory.not_read.append(NotRead("", str(problem)))

    _in_threads(read, chosen, inventories)
    return inventories


def not_read(inventories: Sequence[Inventory]) -> tuple[Unseen, ...]:
    """Return what could not be read of clusters that were reached."""
    return tuple(
        Unseen(inventory.name, each.text, each.what in ("secrets", ""))
        for inventory in inventories
        for each in inventory.not_read
    )
