"""Names to addresses, in a thread of its own that nobody has to wait for.

The event loop's resolver uses an executor that is joined at exit, so that a dead DNS server
would hold the whole program after the walk's own deadline has passed.
"""

import asyncio
import contextlib
import socket
import threading


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the IP addresses of `host`, in the system's order, each once.

    Raises OSError (`socket.gaierror`) where the name has none.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def settle(addresses: tuple[str, ...], error: OSError | None) -> None:
        if answer.cancelled():
            return
        if error is None:
            answer.set_result(addresses)
        else:
            answer.set_exception(error)

    def look_up() -> None:
        addresses: tuple[str, ...] = ()
        failure: OSError | None = None
        try:
            addresses = _addresses(host, port)
        except OSError as error:
            failure = error
        except UnicodeError:  # a label that IDNA cannot encode: longer than 63, for one
            failure = socket.gaierror(socket.EAI_NONAME, "not a host name")
        with contextlib.suppress(RuntimeError):  # the loop has been closed: nobody waits any more
            loop.call_soon_threadsafe(settle, addresses, failure)

    threading.Thread(target=look_up, name="resolve", daemon=True).start()
    return await answer


def _addresses(host: str, port: int) -> tuple[str, ...]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
