"""The API of one context by `kubectl get --raw`: one process a question, for reading alone.

For a single question this is the quickest, and it needs no Unix socket. It cannot watch, and it
cannot ask for columns alone.
"""

import json
from collections.abc import Iterator

from ghcr_tui.core.cluster.server_answer import ServerAnswer, answer_on_the_way
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.system.cluster.api import JSON, Change, ClusterProblem, Object, Opened, Page
from ghcr_tui.system.cluster.http_api import page_of
from ghcr_tui.system.cluster.kubectl import Kubectl, run
from ghcr_tui.system.cluster.paths import query

_PLUGIN = 60.0
"""Seconds that a credential plugin may take: --request-timeout does not bound it."""


class OneShot:
    """A `ClusterApi` that reads."""

    def __init__(self, kubectl: Kubectl, context: str) -> None:
        self._kubectl = kubectl
        self._context = context

    def get(self, path: str, accept: str = JSON) -> Object:
        """Return the object at `path`; `accept` cannot be passed on. Raises ClusterProblem."""
        limit = f"--request-timeout={self._kubectl.timeout:g}s"
        command = self._kubectl.arguments(self._context, "get", "--raw", path, limit)
        status, out, err = run(command, self._kubectl.timeout + _PLUGIN)
        if status:
            raise ClusterProblem(answer_on_the_way(err))
        try:
            value = json.loads(out)
        except (ValueError, RecursionError):
            value = None
        if not isinstance(value, dict):
            problem = "The server's answer cannot be used: it is no object in JSON."
            raise ClusterProblem(ServerAnswer("unknown", problem))
        return value

    def list(self, path: str, fields: str = "", labels: str = "") -> Iterator[Page]:
        """Yield the whole list as one page: a process for each page would take longer."""
        page, _ = page_of(self.get(query(path, fieldSelector=fields, labelSelector=labels)))
        yield page

    def patch(self, path: str, operations: Json, *, dry_run: bool = False) -> Object:
        """Refuse: this way only reads."""
        raise _reads_only()

    def apply(
        self, path: str, manifest: Object, *, force: bool = False, dry_run: bool = False
    ) -> Object:
        """Refuse: this way only reads."""
        raise _reads_only()

    def delete(self, path: str, uid: str, version: str) -> None:
        """Refuse: this way only reads."""
        raise _reads_only()

    def watch(
        self, path: str, resource_version: str, fields: str = "", opened: Opened | None = None
    ) -> Iterator[Change]:
        """Refuse: this way only reads."""
        raise _reads_only()

    def close(self) -> None:
        """There is nothing to end."""


def _reads_only() -> ClusterProblem:
    sentence = "Changing and watching need `kubectl proxy` on a Unix socket, which is not here."
    return ClusterProblem(ServerAnswer("kubectl", sentence))
