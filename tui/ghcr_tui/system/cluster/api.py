"""The one interface to a cluster: get, list, patch, apply, delete, watch; others are behind it.

Paths are the API's own, as `/api/v1/namespaces/shop/secrets`.
"""

from collections.abc import Callable, Iterator
from typing import ClassVar, NamedTuple, Protocol

from ghcr_tui.core.cluster.server_answer import ProblemKind, ServerAnswer
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.text.problem import Problem

Object = dict[str, Json]
PAGE = 500
"""Objects of one page of a list, kubectl's own number."""
JSON = "application/json"
TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io"
"""Asks for columns as kubectl prints them: of a Secret its type, and nothing that is secret."""


class ClusterProblem(Problem):
    """A question to a cluster that got no answer; the message is one plain sentence."""

    status: ClassVar[int] = 3

    def __init__(self, answer: ServerAnswer) -> None:
        super().__init__(answer.sentence)
        self.answer = answer

    @property
    def kind(self) -> ProblemKind:
        """What kind of problem it is."""
        return self.answer.kind


class Page(NamedTuple):
    """A part of a list. With `starts_over` all pages before it are void: read them again here."""

    items: list[Json]
    resource_version: str = ""
    starts_over: bool = False


class Change(NamedTuple):
    """What a watch saw: `kind` is ADDED, MODIFIED, DELETED or BOOKMARK."""

    kind: str
    object: Object


Opened = Callable[[], object]


class ClusterApi(Protocol):
    """A way to the API server of one context. Every method may raise ClusterProblem."""

    def get(self, path: str, accept: str = JSON) -> Object:
        """Return the object at `path`."""

    def list(self, path: str, fields: str = "", labels: str = "") -> Iterator[Page]:
        """Yield the list at `path` page by page, by field and label selectors."""

    def patch(self, path: str, operations: Json, *, dry_run: bool = False) -> Object:
        """Change the object at `path` by JSON patch `operations`; return it as it then is."""

    def apply(
        self, path: str, manifest: Object, *, force: bool = False, dry_run: bool = False
    ) -> Object:
        """Apply `manifest` server-side to the object at `path`; return it as it then is.

        With `force` fields that other managers have become this program's.
        """

    def delete(self, path: str, uid: str, version: str) -> None:
        """Delete the object at `path`, if it is this very one in this version."""

    def watch(
        self, path: str, resource_version: str, fields: str = "", opened: Opened | None = None
    ) -> Iterator[Change]:
        """Yield what changes from `resource_version` on, until the server ends it.

        `opened` is called when the server has begun to tell.
        """

    def close(self) -> None:
        """End whatever was started for this."""
