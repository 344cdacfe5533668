"""Opens the way to a cluster: by proxy where there are Unix sockets, else by one-shot reads.

kubectl takes its time to start. What has to be imported, or looked up, is done meanwhile.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ghcr_tui.system.cluster.api import PAGE, ClusterApi
from ghcr_tui.system.cluster.kubectl import Kubectl

_Found = TypeVar("_Found")


@contextmanager
def connected(kubectl: Kubectl, context: str, page: int = PAGE) -> Iterator[ClusterApi]:
    """Give the API of `context` ("": the current one), and end it. Raises ClusterProblem.

    Lists come in pages of `page` objects.
    """
    with connected_while(kubectl, context, lambda: None, page) as (api, _):
        yield api


@contextmanager
def connected_while(
    kubectl: Kubectl, context: str, find: Callable[[], _Found], page: int = PAGE
) -> Iterator[tuple[ClusterApi, _Found]]:
    """As `connected`, with what `find` returns, which looks while kubectl starts.

    Raises what `find` raises, too.
    """
    if os.name == "nt":  # no Unix sockets for kubectl there, and a port is open to everybody
        from ghcr_tui.system.cluster.one_shot import OneShot

        yield OneShot(kubectl, context), find()
        return
    from ghcr_tui.system.cluster.proxy import Proxy

    proxy = Proxy(kubectl, context)
    try:
        from ghcr_tui.system.cluster.through_proxy import api_through

        found = find()
        proxy.wait_until_ready()
        api = api_through(proxy, kubectl.timeout, page)
        try:
            yield api, found
        finally:
            api.close()
    finally:
        proxy.close()
