"""Opens the way to a cluster: by proxy where there are Unix sockets, else by one-shot reads."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ghcr_tui.system.cluster.api import ClusterApi
from ghcr_tui.system.cluster.kubectl import Kubectl
from ghcr_tui.system.cluster.one_shot import OneShot

_Found = TypeVar("_Found")


@contextmanager
def connected(kubectl: Kubectl, context: str) -> Iterator[ClusterApi]:
    """Give the API of `context` ("": the current one), and end it. Raises ClusterProblem."""
    api = _open(kubectl, context)
    try:
        yield api
    finally:
        api.close()


@contextmanager
def connected_while(
    kubectl: Kubectl, context: str, find: Callable[[], _Found]
) -> Iterator[tuple[ClusterApi, _Found]]:
    """As `connected`, with what `find` returns, which looks while the way is being opened.

    Raises what `find` raises, too.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(_open, kubectl, context)
        try:
            found = find()
        except BaseException:
            if opening.exception() is None:
                opening.result().close()
            raise
        api = opening.result()
    try:
        yield api, found
    finally:
        api.close()


def _open(kubectl: Kubectl, context: str) -> ClusterApi:
    if not hasattr(socket, "AF_UNIX"):
        return OneShot(kubectl, context)
    from ghcr_tui.system.cluster.proxy import Proxy
    from ghcr_tui.system.cluster.through_proxy import ThroughProxy

    return ThroughProxy(Proxy(kubectl, context), kubectl.timeout)
