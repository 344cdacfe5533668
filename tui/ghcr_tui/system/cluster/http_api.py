"""The API over HTTP, whatever the way there is: pages, patience with a busy server, watches."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import local
from typing import ClassVar, Protocol

from ghcr_tui.core.cluster.server_answer import ServerAnswer, answer_of_status
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.cluster.api import (
    JSON,
    PAGE,
    Change,
    ClusterProblem,
    Object,
    Opened,
    Page,
)
from ghcr_tui.system.cluster.paths import query

_MOST_OF_PAGE = 64 * 1024 * 1024
"""Bytes of one answer. A page that is larger is asked for again in parts."""
FIELD_MANAGER = "ghcr-tui"
"""Who changes are by, in an object's `managedFields`."""
_APPLY = "application/apply-patch+yaml"
_CHUNK = 1024 * 1024
_TRIES = 4
_LONGEST_WAIT = 5.0
_RESTARTS = 3
_LONGEST_EVENT = 8 * 1024 * 1024


class _TooLarge(Problem):
    """An answer is longer than what is read."""

    status: ClassVar[int] = 3


class Way(Protocol):
    """How to reach a server: connections that are not open yet, and who asks."""

    def connection(self) -> HTTPConnection:
        """Return a new connection, which opens with the first request."""

    def headers(self) -> dict[str, str]:
        """Return what every request says of who asks. Raises ClusterProblem."""

    def close(self) -> None:
        """End whatever was started for this."""


class HttpApi:
    """A `ClusterApi`; may be used by several threads, each having a connection of its own."""

    def __init__(self, way: Way, page: int = PAGE) -> None:
        self._way = way
        self._page = page
        self._connections = local()
        self._opened: list[HTTPConnection] = []  # of all threads

    def get(self, path: str, accept: str = JSON) -> Object:
        """Return the object at `path`. Raises ClusterProblem."""
        return _object(self._ask("GET", path, accept=accept))

    def list(self, path: str, fields: str = "", labels: str = "") -> Iterator[Page]:
        """Yield the list page by page. A list that expires meanwhile is begun anew."""
        limit, token, restarts, fresh = self._page, "", 0, False
        while True:
            asked = query(path, fieldSelector=fields, labelSelector=labels, limit=str(limit),
                          **{"continue": token})  # fmt: skip
            try:
                answer = _object(self._ask("GET", asked))
            except ClusterProblem as problem:
                if problem.kind != "expired" or not token or restarts == _RESTARTS:
                    raise
                restarts, token, fresh = restarts + 1, "", True
                continue
            except _TooLarge:
                if limit == 1:
                    raise _unusable("an object is larger than what is read") from None
                limit = max(1, limit // 8)
                continue
            page, token = page_of(answer)
            yield page._replace(starts_over=fresh)
            fresh = False
            if not token:
                return

    def patch(self, path: str, operations: Json, *, dry_run: bool = False) -> Object:
        """Apply a JSON patch, which is never sent twice. Raises ClusterProblem."""
        asked = query(path, dryRun="All" if dry_run else "", fieldManager=FIELD_MANAGER)
        body = json.dumps(operations).encode()
        kind = "application/json-patch+json"
        return _object(self._ask("PATCH", asked, body=body, content_type=kind))

    def apply(
        self, path: str, manifest: Object, *, force: bool = False, dry_run: bool = False
    ) -> Object:
        """Apply `manifest` as the field manager `ghcr-tui`, once. Raises ClusterProblem."""
        asked = query(
            path,
            fieldManager=FIELD_MANAGER,
            force="true" if force else "",
            dryRun="All" if dry_run else "",
        )
        body = json.dumps(manifest).encode()  # all JSON is YAML
        return _object(self._ask("PATCH", asked, body=body, content_type=_APPLY))

    def delete(self, path: str, uid: str, version: str) -> None:
        """Delete the object at `path`, if it is this very one. Raises ClusterProblem."""
        options = {"preconditions": {"uid": uid, "resourceVersion": version}}
        body = json.dumps(options).encode()
        self._ask("DELETE", path, body=body, content_type=JSON)

    def watch(
        self, path: str, resource_version: str, fields: str = "", opened: Opened | None = None
    ) -> Iterator[Change]:
        """Yield changes until the server ends the watch; `expired` says to list anew."""
        asked = query(
            path,
            watch="1",
            allowWatchBookmarks="true",
            resourceVersion=resource_version,
            fieldSelector=fields,
        )
        headers = {"Accept": JSON, **self._way.headers()}
        connection = self._way.connection()
        try:
            with _told():
                connection.request("GET", asked, headers=headers)
                response = connection.getresponse()
                if response.status != 200:
                    raise _refused(response, response.read(_CHUNK))
                if connection.sock is not None:  # nothing may happen for a long time
                    connection.sock.settimeout(None)
            if opened:
                opened()
            while line := _line(response):
                yield _change(line)
        finally:
            connection.close()

    def close(self) -> None:
        """End the way, and the connections on it."""
        self._way.close()
        while self._opened:
            self._opened.pop().close()

    def _ask(
        self, method: str, path: str, accept: str = JSON, body: bytes | None = None,
        content_type: str = "",
    ) -> bytes:  # fmt: skip
        """Return the body of a good answer; a busy server is asked again as it said.

        Raises ClusterProblem, and _TooLarge.
        """
        headers = {"Accept": accept, **self._way.headers()}
        if content_type:
            headers["Content-Type"] = content_type
        tries = 1 if body else _TRIES
        while True:
            tries -= 1
            try:
                return self._once(method, path, headers, body)
            except ClusterProblem as problem:
                again = problem.kind == "busy" or (
                    problem.kind == "unreachable" and method == "GET" and tries == _TRIES - 1
                )
                if not again or tries <= 0:
                    raise
                time.sleep(min(problem.answer.retry_after, _LONGEST_WAIT))

    def _once(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> bytes:
        connection: HTTPConnection | None = getattr(self._connections, "kept", None)
        if connection is None:
            connection = self._connections.kept = self._way.connection()
            self._opened.append(connection)
        try:
            with _told():
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                data = _read(response)
        except BaseException:
            connection.close()  # what is left in it belongs to a question that is over
            raise
        if response.status >= 300:
            raise _refused(response, data)
        return data


def page_of(answer: Object) -> tuple[Page, str]:
    """Return the page that a list's answer is, and the token that continues it, "" at the end."""
    items, metadata = answer.get("items"), answer.get("metadata")
    meta = metadata if isinstance(metadata, dict) else {}
    version, token = meta.get("resourceVersion"), meta.get("continue")
    return (
        Page(items if isinstance(items, list) else [], version if isinstance(version, str) else ""),
        token if isinstance(token, str) else "",
    )


@contextmanager
def _told() -> Iterator[None]:
    """Turn what goes wrong below HTTP into a ClusterProblem."""
    try:
        yield
    except TimeoutError:
        answer = ServerAnswer("timeout", "The server did not answer in time.")
        raise ClusterProblem(answer) from None
    except (OSError, HTTPException):
        answer = ServerAnswer("unreachable", "The connection to the server was lost.")
        raise ClusterProblem(answer) from None


def _line(response: HTTPResponse) -> bytes:
    with _told():
        return response.readline(_LONGEST_EVENT)


def _read(response: HTTPResponse) -> bytes:
    data = bytearray()
    while chunk := response.read(_CHUNK):
        data += chunk
        if len(data) > _MOST_OF_PAGE:
            raise _TooLarge
    return bytes(data)


def _refused(response: HTTPResponse, body: bytes) -> ClusterProblem:
    kind, after = response.getheader("Content-Type", ""), response.getheader("Retry-After", "")
    return ClusterProblem(answer_of_status(response.status, kind or "", body, after or ""))


def _object(data: bytes) -> Object:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise _unusable("it is not JSON") from None
    if not isinstance(value, dict):
        raise _unusable("it is no object")
    return value


def _unusable(why: str) -> ClusterProblem:
    answer = ServerAnswer("unknown", f"The server's answer cannot be used: {inert(why, 80)}.")
    return ClusterProblem(answer)


def _change(line: bytes) -> Change:
    """Return the event of a line. Raises ClusterProblem for an error, a 410 among them."""
    event = _object(line)
    kind, item = event.get("type"), event.get("object")
    if not isinstance(kind, str) or not isinstance(item, dict):
        raise _unusable("an event has no object")
    if kind == "ERROR":
        code = item.get("code")
        body = json.dumps(item).encode()
        raise ClusterProblem(
            answer_of_status(code if isinstance(code, int) else 0, "application/json", body)
        )
    return Change(kind, item)
