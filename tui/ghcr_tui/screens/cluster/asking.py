"""Single questions to the cluster that is shown, each asked in a thread of whoever asks."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.pod_state import events_of, read_events
from ghcr_tui.core.cluster.target import Target as Named
from ghcr_tui.core.cluster.why import WhyPod, why
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.secret.objects import mapping_at, text_at
from ghcr_tui.system.cluster.api import ClusterApi
from ghcr_tui.system.cluster.connect import connected
from ghcr_tui.system.cluster.live import LiveCluster
from ghcr_tui.system.cluster.paths import object_path
from ghcr_tui.system.cluster.read_pod import read_pod


def why_of(cluster: LiveCluster, namespace: str, pod: str) -> WhyPod:
    """Return why a pod does not pull, read anew with all its events. Raises ClusterProblem."""
    with _api_of(cluster) as api:
        read = read_pod(api, Inventory("", time.time()), namespace, Named("Pod", pod))
    found = read.pods[0]
    uid = text_at(mapping_at(found, "metadata"), "uid")
    events = read_events(events_of(read.events, namespace, pod, uid))
    return why(found, read.inventory, events)


def secrets_text(cluster: LiveCluster, places: Sequence[tuple[str, str]]) -> str:
    """Return Secrets as the cluster has them, one as it is and several as a List, in JSON.

    Raises ClusterProblem.
    """
    found: list[Json] = []
    with _api_of(cluster) as api:
        for namespace, name in places:
            secret = api.get(object_path("secrets", namespace, name))
            found.append({"apiVersion": "v1", "kind": "Secret", **secret})
    if len(found) == 1:
        return dumps_indented(found[0])
    return dumps_indented({"apiVersion": "v1", "kind": "List", "items": found})


@contextmanager
def _api_of(cluster: LiveCluster) -> Iterator[ClusterApi]:
    """Give the way that is open, or a new one where it is closed. Raises ClusterProblem."""
    api = cluster.api
    if api is not None:
        yield api
        return
    with connected(cluster.kubectl, cluster.target.context) as fresh:
        yield fresh
