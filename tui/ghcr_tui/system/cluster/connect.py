"""Opens the way to a cluster: by proxy where there are Unix sockets, else by one-shot reads."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from ghcr_tui.system.cluster.api import ClusterApi
from ghcr_tui.system.cluster.kubectl import Kubectl
from ghcr_tui.system.cluster.one_shot import OneShot


@contextmanager
def connected(kubectl: Kubectl, context: str) -> Iterator[ClusterApi]:
    """Give the API of `context` ("": the current one), and end it. Raises ClusterProblem."""
    api: ClusterApi
    if hasattr(socket, "AF_UNIX"):
        from ghcr_tui.system.cluster.proxy import Proxy
        from ghcr_tui.system.cluster.through_proxy import ThroughProxy

        api = ThroughProxy(Proxy(kubectl, context), kubectl.timeout)
    else:
        api = OneShot(kubectl, context)
    try:
        yield api
    finally:
        api.close()
