"""A small HTTP server in a thread, which records what it received and answers as it is told."""

import asyncio
import ssl
import threading
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import parse_qs, unquote_to_bytes, urlsplit

from registry_kit.own_loop import OwnLoop

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


class Server(OwnLoop):
    """`respond` gives whole answers; `raw` writes bytes itself and may never end."""

    def __init__(
        self,
        respond: Respond | None = None,
        raw: Raw | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(tls)
        self.received: list[Request] = []
        self.asked = threading.Event()
        self.most_connections = 0  # at a time
        self._respond = respond
        self._raw = raw

    @property
    def authority(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def authorizations(self) -> list[str]:
        return [request.authorization for request in self.received if request.authorization]

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
    if not names & {"content-length", "transfer-encoding"} and reply.status != 204:
        headers.append(("Content-Length", str(len(reply.body))))
    lines = [f"HTTP/1.1 {reply.status} X", *(f"{name}: {value}" for name, value in headers), "", ""]
    writer.write("\r\n".join(lines).encode("latin-1"))
    if request.method != "HEAD":
        writer.write(reply.body)
