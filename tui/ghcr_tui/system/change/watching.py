"""Watches pods after a change: those that fail to pull since, and did not before, are named."""

import time
from collections.abc import Iterator, Mapping
from threading import Event as Stop

from ghcr_tui.core.cluster.pod_state import is_failing
from ghcr_tui.core.secret.objects import text_at
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.paths import list_path
from ghcr_tui.system.cluster.scope import Scope

_GLANCE = 5.0
"""Seconds between two looks at the pods."""
_Pod = tuple[str, str, str]
"""Context, namespace and name."""


class PodWatch:
    """Knows the pods that failed before a change, and names others that fail after it."""

    def __init__(self, apis: Mapping[str, ClusterApi], scopes: Mapping[str, Scope]) -> None:
        self._apis = apis
        self._scopes = scopes
        self._known = set(self._failing())

    def new_failures(self, seconds: float, stop: Stop) -> Iterator[str]:
        """Look for `seconds`; yield a sentence for each pod that fails to pull since."""
        end = time.monotonic() + seconds
        while True:
            yield from self._fresh()
            left = end - time.monotonic()
            if left <= 0 or stop.wait(min(_GLANCE, left)):
                return

    def _fresh(self) -> Iterator[str]:
        for pod in self._failing():
            if pod not in self._known:
                self._known.add(pod)
                context, namespace, name = pod
                yield (
                    f"{namespace}/{name} in {context} waits for its image (`ghcr-tui why` says why)"
                )

    def _failing(self) -> Iterator[_Pod]:
        for context, api in self._apis.items():
            for namespace in self._scopes[context].namespaces or ("",):
                try:
                    for page in api.list(list_path("pods", namespace)):
                        for item in page.items:
                            if isinstance(item, dict) and is_failing(item):
                                where = text_at(item, "metadata", "namespace")
                                yield context, where, text_at(item, "metadata", "name")
                except ClusterProblem:
                    continue  # the next look may see them
