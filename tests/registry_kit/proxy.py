"""A forward proxy with CONNECT, which knows a few names and refuses every other."""

import asyncio
from collections.abc import Mapping

from registry_kit.own_loop import OwnLoop


class Proxy(OwnLoop):
    """Tunnels `known` authorities to loopback ports; `heads` are the requests it received."""

    def __init__(self, known: Mapping[str, int]) -> None:
        super().__init__()
        self.heads: list[bytes] = []
        self._known = known

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
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
            self._connections.discard(task)
            writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
