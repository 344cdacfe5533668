"""What the verbs that change clusters need of them: connections, what is read, who is affected."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ghcr_tui.cli.cluster.options import chosen_kubectl, targets_of
from ghcr_tui.cli.cluster.progress import ReadingProgress
from ghcr_tui.core.change.plan import Unseen
from ghcr_tui.core.secret.objects import Object
from ghcr_tui.system.change.read import KeepingInventory, connections, read_for_plan
from ghcr_tui.system.cluster.api import ClusterApi
from ghcr_tui.system.cluster.kubectl import Kubectl, read_contexts
from ghcr_tui.system.cluster.scope import Scope, Target


class Clusters(NamedTuple):
    """The clusters that are meant: how to reach them, and what could not be reached."""

    kubectl: Kubectl
    targets: list[Target]
    apis: dict[str, ClusterApi]
    servers: tuple[tuple[str, str], ...]
    unseen: tuple[Unseen, ...]

    @property
    def scopes(self) -> dict[str, Scope]:
        """What of each context is meant."""
        return {target.context: target.scope for target in self.targets}

    def read(self, keep: Callable[[Object], bool]) -> list[KeepingInventory]:
        """Return what is in them, keeping whole the Secrets for which `keep` is true."""
        progress = ReadingProgress(sys.stderr)
        told = progress.told if progress.is_shown else None
        try:
            return read_for_plan(self.apis, self.targets, time.time(), keep, told)
        finally:
            progress.clear()


@contextmanager
def clusters_of(arguments: argparse.Namespace) -> Iterator[Clusters]:
    """Connect to what the options name. Raises ClusterProblem and TargetProblem."""
    kubectl = chosen_kubectl(arguments)
    targets = targets_of(arguments, kubectl)
    known = read_contexts(kubectl)
    servers = []
    for target in targets:
        context = known.named(target.context)
        servers.append((target.context, context.server if context else ""))
    with connections(kubectl, [target.context for target in targets]) as (apis, problems):
        unseen = tuple(Unseen(name, str(problem)) for name, problem in problems.items())
        yield Clusters(kubectl, targets, apis, tuple(servers), unseen)
