"""The fake behind TLS: one thread for each connection, and watches that stay open."""

import itertools
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from ghcr_tui.core.golang.json_text import Json
from kube_kit import statuses
from kube_kit.api import ADMIN, Asked, FakeApi, place_of
from kube_kit.kubeconfig import Login, write_kubeconfig
from kube_kit.statuses import Object, Reply
from kube_kit.store import KINDS, Kind
from registry_kit.certificates import Authority

_GLANCE = 0.05
"""Seconds between two looks of a watch at whether the server ends."""
DROPPED = Reply(0, b"")
"""What a fault returns to have the connection closed without an answer."""


class FakeCluster:
    """A running fake; users log in with the token `token-of-NAME`."""

    def __init__(self, authority: Authority, folder: Path) -> None:
        self.api = FakeApi()
        self._authority = authority
        self._folder = folder
        self._ending = threading.Event()
        self._numbers = itertools.count()
        handler = type("Handler", (_Handler,), {"api": self.api, "ending": self._ending})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._server.tls = authority.context("127.0.0.1")
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self._server.server_address[1]}"

    def login(self, user: str = ADMIN, namespace: str = "") -> Login:
        """Return a context, `fake`, for `user`."""
        return Login("fake", self.url, self._authority.ca_file, f"token-of-{user}", namespace)

    def kubeconfig(self, *logins: Login) -> Path:
        """Write a kubeconfig of `logins`, by default an administrator's; return its path."""
        path = self._folder / f"kubeconfig-{next(self._numbers)}"
        return write_kubeconfig(path, logins or [self.login()])

    def create(self, *items: Object) -> None:
        """Put objects into the store, their namespaces too."""
        for item in items:
            kind = kind_named(str(item["kind"]))
            metadata = item["metadata"]
            assert isinstance(metadata, dict)
            namespace = metadata.get("namespace")
            if kind.namespaced and ("namespaces", "", namespace) not in self.api.store.objects:
                self.api.store.put(kind_named("Namespace"), {"metadata": {"name": namespace}})
            bare = {name: v for name, v in item.items() if name not in ("kind", "apiVersion")}
            self.api.store.put(kind, bare)

    def stop(self) -> None:
        """End all watches and the server."""
        self._ending.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def kind_named(name: str) -> Kind:
    """Return the resource whose objects are of the kind `name`."""
    return next(kind for kind in KINDS if kind.kind == name)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    tls: ssl.SSLContext

    def get_request(self) -> tuple[ssl.SSLSocket, tuple[str, int]]:
        connection, address = super().get_request()
        return self.tls.wrap_socket(
            connection, server_side=True, do_handshake_on_connect=False
        ), address

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    api: FakeApi
    ending: threading.Event

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        asked = self._asked()
        reply = self.api.answer(asked) if not _is_watch(asked) else self._begun(asked)
        if reply is not None:
            self._send(reply)

    def do_POST(self) -> None:
        self._send(self.api.answer(self._asked()))

    do_PATCH = do_PUT = do_DELETE = do_POST  # noqa: N815 - the names that http.server calls

    def _asked(self) -> Asked:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", "0")))
        user = headers.get("authorization", "").removeprefix("Bearer token-of-")
        user = user if user in self.api.rights else ""
        user = headers.get("impersonate-user", user) if user else ""
        return Asked(self.command, self.path, user, headers, body)

    def _send(self, reply: Reply) -> None:
        if reply == DROPPED:
            self.close_connection = True
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
        self.wfile.flush()

    def _begun(self, asked: Asked) -> Reply | None:
        """Answer a watch until the server ends; return a reply where it is not begun."""
        first = self.api.answer(asked)
        place = place_of(asked.path)
        if first.status != 200 or place is None:
            return first
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.flush()
        store = self.api.store
        since = int(asked.query.get("resourceVersion", "0") or "0")
        if since and since < store.forgotten:
            self._chunk(statuses.expired_watch(since, store.forgotten))
            return None
        for happened in store.changes(place.kind, since, _GLANCE):
            if self.ending.is_set():
                self.close_connection = True
                return None
            if happened and place.namespace in ("", _namespace(happened.object)):
                kind: Object = {"kind": place.kind.kind, "apiVersion": place.kind.api_version}
                self._chunk({"type": happened.change, "object": {**kind, **happened.object}})
        return None

    def _chunk(self, event: Json) -> None:
        line = json.dumps(event).encode() + b"\n"
        self.wfile.write(b"%x\r\n%s\r\n" % (len(line), line))
        self.wfile.flush()


def _namespace(item: Object) -> Json:
    metadata = item.get("metadata")
    return metadata.get("namespace") if isinstance(metadata, dict) else None


def _is_watch(asked: Asked) -> bool:
    return asked.method == "GET" and asked.query.get("watch") in ("1", "true")
