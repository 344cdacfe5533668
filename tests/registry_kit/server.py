"""A small HTTP server in a thread, which records what it received and answers as it is told."""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable, Coroutine
from types import TracebackType
from typing import NamedTuple, TypeVar
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

_Result = TypeVar("_Result")
_TLS_HANDSHAKE = b"\x16"


class Request(NamedTuple):
    method: str
    target: str
    headers: dict[str, str]  # names in lower case
    body: bytes = b""

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(urlsplit(self.target).query).items()}

    @property
    def form(self) -> dict[bytes, bytes]:
        """The body as a form: bytes, because a credential need not be text."""
        pairs = (pair.partition(b"=") for pair in self.body.replace(b"+", b" ").split(b"&"))
        return {unquote_to_bytes(name): unquote_to_bytes(value) for name, _, value in pairs}

    @property
    def authorization(self) -> str:
        return self.headers.get("authorization", "")


class Answer(NamedTuple):
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


Respond = Callable[[Request], Answer]
Raw = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


def answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    """Write headers as keywords: `www_authenticate="…"`."""
    return Answer(status, tuple((k.replace("_", "-"), v) for k, v in headers.items()), body)


class Server:
    """`respond` gives whole answers; `raw` writes bytes itself and may never end."""

    def __init__(
        self,
        respond: Respond | None = None,
        raw: Raw | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.received: list[Request] = []
        self.asked = threading.Event()
        self.most_connections = 0  # at a time
        self._respond = respond
        self._raw = raw
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._connections: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self.port = 0

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def authorizations(self) -> list[str]:
        return [request.authorization for request in self.received if request.authorization]

    def __enter__(self) -> "Server":
        self._thread.start()
        self._call(self._start())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, coroutine: Coroutine[object, object, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _start(self) -> None:
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", 0, ssl=self._tls, limit=1 << 20
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        # At once, and not after a goodbye in TLS, for which the loop would have to go on.
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0)  # lets the transports close their sockets

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        self.most_connections = max(self.most_connections, len(self._connections))
        self._writers.append(writer)
        try:
            while (request := await _read_request(reader)) is not None:
                self.received.append(request)
                self.asked.set()
                if self._raw is not None:
                    await self._raw(request, writer)
                    break
                assert self._respond is not None
                _write(writer, request, self._respond(request))
                await writer.drain()
        except asyncio.CancelledError:
            pass  # the server stops
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass  # the client has had enough: that is what many of these tests are about
        finally:
            self._connections.discard(task)
            writer.close()


async def _read_request(reader: asyncio.StreamReader) -> Request | None:
    first = await reader.read(1)
    if first in (b"", _TLS_HANDSHAKE):  # the other side wants TLS, which this server has not
        return None
    head = first + await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ")
    headers = {
        name.lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines[1:] if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(method, target, headers, body)


def _write(writer: asyncio.StreamWriter, request: Request, reply: Answer) -> None:
    names = {name.lower() for name, _ in reply.headers}
    headers = list(reply.headers)
    if "content-length" not in names and reply.status != 204:
        headers.append(("Content-Length", str(len(reply.body))))
    lines = [f"HTTP/1.1 {reply.status} X", *(f"{name}: {value}" for name, value in headers), "", ""]
    writer.write("\r\n".join(lines).encode("latin-1"))
    if request.method != "HEAD":
        writer.write(reply.body)
