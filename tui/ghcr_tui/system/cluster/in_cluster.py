"""The way to the server from inside of the cluster: with the pod's own service account.

Source: Kubernetes, "Accessing the Kubernetes API from a Pod".
"""

import os
import ssl
from http.client import HTTPConnection, HTTPSConnection

from ghcr_tui.core.cluster.server_answer import ServerAnswer
from ghcr_tui.system.cluster.api import PAGE, ClusterProblem
from ghcr_tui.system.cluster.http_api import HttpApi
from ghcr_tui.system.files import FileProblem, read_text
from ghcr_tui.system.tls import as_go_has_it

FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount"
"""Where the kubelet puts a pod's account: `token`, `ca.crt`, `namespace`."""
_MOST = 1024 * 1024


class InCluster:
    """A `Way` with the account in `FOLDER`. Raises ClusterProblem where this is no pod."""

    def __init__(self, timeout: float) -> None:
        host = os.environ.get("KUBERNETES_SERVICE_HOST", "")
        port = os.environ.get("KUBERNETES_SERVICE_PORT", "443")
        if not host or not port.isdecimal():
            raise _not_a_pod("KUBERNETES_SERVICE_HOST is not set")
        self._host, self._port = host, int(port)
        self._timeout = timeout
        self._folder = FOLDER
        try:
            authorities = _read(f"{FOLDER}/ca.crt")
            self._context = as_go_has_it(ssl.create_default_context(cadata=authorities))
        except (ssl.SSLError, ValueError):
            raise _not_a_pod(f"{FOLDER}/ca.crt is no certificate") from None

    @property
    def namespace(self) -> str:
        """The pod's own namespace."""
        return _read(f"{self._folder}/namespace").strip() or "default"

    def connection(self) -> HTTPConnection:
        """Return a new connection to the server."""
        return HTTPSConnection(self._host, self._port, timeout=self._timeout, context=self._context)

    def headers(self) -> dict[str, str]:
        """Return the account's token: read anew each time, because the kubelet renews it."""
        return {"Authorization": f"Bearer {_read(f'{self._folder}/token').strip()}"}

    def close(self) -> None:
        """There is nothing to end."""

    def api(self, page: int = PAGE) -> HttpApi:
        """Return the API."""
        return HttpApi(self, page)


def _read(path: str) -> str:
    try:
        return read_text(path, _MOST)
    except FileProblem as problem:
        raise _not_a_pod(str(problem).rstrip(".")) from None


def _not_a_pod(why: str) -> ClusterProblem:
    sentence = f"--in-cluster works in a pod with a service account alone: {why}."
    return ClusterProblem(ServerAnswer("kubectl", sentence))
