"""The way to a server over a running `kubectl proxy`, which has authenticated already."""

from http.client import HTTPConnection
from socket import AF_UNIX, SOCK_STREAM, socket
from typing import TYPE_CHECKING

from ghcr_tui.system.cluster.api import PAGE
from ghcr_tui.system.cluster.http_api import HttpApi

if TYPE_CHECKING:
    from ghcr_tui.system.cluster.proxy import Proxy


class ThroughProxy:
    """A `Way` over the proxy's socket; closing it ends the proxy."""

    def __init__(self, proxy: "Proxy", timeout: float) -> None:
        self._proxy = proxy
        self._timeout = timeout

    def connection(self) -> HTTPConnection:
        """Return a new connection to the proxy."""
        return _SocketConnection(self._proxy.socket, self._timeout)

    def headers(self) -> dict[str, str]:
        """Return nothing: the proxy says who asks."""
        return {}

    def close(self) -> None:
        """End the proxy."""
        self._proxy.close()


def api_through(proxy: "Proxy", timeout: float, page: int = PAGE) -> HttpApi:
    """Return the API behind `proxy`, which it ends when it is closed."""
    return HttpApi(ThroughProxy(proxy, timeout), page)


class _SocketConnection(HTTPConnection):
    """HTTP over a Unix socket. `localhost` is the one host that kubectl proxy answers to."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket(AF_UNIX, SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)
