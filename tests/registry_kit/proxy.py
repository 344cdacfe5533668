"""A forward proxy with CONNECT, which knows a few names and refuses every other."""

import asyncio
import threading
from collections.abc import Mapping
from types import TracebackType


class Proxy:
    """Tunnels `known` authorities to loopback ports; `heads` are the requests it received."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self.heads: list[bytes] = []
        self.port = 0
        self._known = known
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []

    def __enter__(self) -> "Proxy":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        # At once, and not after a goodbye in TLS, for which the loop would have to go on.
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0)  # lets the transports close their sockets

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._writers.append(writer)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self.heads.append(head)
            port = self._known.get(head.split(b" ")[1].decode())
            if port is None:
                writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
                return
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            other_reader, other_writer = await asyncio.open_connection("127.0.0.1", port)
            self._writers.append(other_writer)
            await asyncio.gather(_pump(reader, other_writer), _pump(other_reader, writer))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # one side has hung up
        finally:
            self._tasks.discard(task)
            writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
