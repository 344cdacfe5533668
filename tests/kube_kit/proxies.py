"""A proxy that is ready, for tests."""

from ghcr_tui.system.cluster.kubectl import Kubectl
from ghcr_tui.system.cluster.proxy import Proxy


def started(kubectl: Kubectl, context: str = "") -> Proxy:
    """Return a proxy that serves."""
    proxy = Proxy(kubectl, context)
    proxy.wait_until_ready()
    return proxy
