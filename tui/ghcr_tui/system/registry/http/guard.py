"""The network as a walk may use it: every address is looked at before it is connected to.

The check and the connection use the same resolved address, so that a name cannot point at one
server while it is judged and at another when it is called (DNS rebinding).
"""

import asyncio
import ipaddress
import ssl
from collections.abc import Iterable
from contextvars import ContextVar

import httpcore

from ghcr_tui.core.verification.failures import Failure
from ghcr_tui.core.verification.origin import forbidden_address, is_loopback
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.settings import Resolve

_SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)
_BYTES_PER_QUESTION = 16 * 1024 * 1024
_CONNECT_SECONDS = 30.0


class Meter:
    """Counts what a question reads, whichever layer asks for it, and ends it at 16 MiB."""

    def __init__(self) -> None:
        self._left = _BYTES_PER_QUESTION

    def count(self, size: int, host: str) -> None:
        """Take `size` bytes from what is left; raises NoAnswerError where nothing is."""
        self._left -= size
        if self._left < 0:
            raise NoAnswerError(Failure("endless", host))


METER: ContextVar[Meter] = ContextVar("METER")
"""The meter of the question under way: connections outlive the question that opened them."""


class Guard:
    """Says which resolved addresses a walk may connect to.

    `named` are the hosts that the person named or allowed. Any other host, which a server named,
    may be this machine only if the person's own registry turned out to be this machine too.
    """

    def __init__(self, named: Iterable[str], plain_http: bool) -> None:
        self._named = set(named)
        self._plain_http = plain_http
        self._at_home = any(is_loopback(host) for host in self._named)

    def allow(self, host: str) -> None:
        """Treat `host` as one that the person named."""
        self._named.add(host)

    def check(self, host: str, address: str, secure: bool) -> None:
        """Raise NoAnswerError where `host` must not be asked at `address`."""
        plain = address.partition("%")[0]
        reason = forbidden_address(plain)
        if reason:
            raise NoAnswerError(Failure("forbidden-address", host, reason))
        here = is_loopback(plain)
        if not secure and not here and not self._plain_http:
            raise NoAnswerError(Failure("plain-http", host))
        if here and host in self._named:
            self._at_home = True
        elif here and not self._at_home:
            raise NoAnswerError(Failure("forbidden-address", host, "this machine"))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's network backend with its own name resolution, checks and a byte count.

    Without a `guard` it connects to a proxy, which the person's environment names.
    """

    def __init__(self, resolve: Resolve, guard: Guard | None, secure: bool) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._resolve = resolve
        self._guard = guard
        self._secure = secure

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of `host` that answers; all must be allowed first."""
        addresses = await self._addresses(host, port)
        if self._guard is not None:
            for address in addresses:
                self._guard.check(host, address, self._secure)
        share = (timeout or _CONNECT_SECONDS) / len(addresses)
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                stream = await self._inner.connect_tcp(
                    address, port, share, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = failure or error
            else:
                return _MeteredStream(stream, host)
        raise failure or NoAnswerError(Failure("unknown-host", host))

    async def _addresses(self, host: str, port: int) -> tuple[str, ...]:
        try:
            ipaddress.ip_address(host)
        except ValueError:
            try:
                addresses = await self._resolve(host, port)
            except OSError:
                addresses = ()
            if not addresses:
                raise NoAnswerError(Failure("unknown-host", host)) from None
            return addresses
        return (host,)

    async def sleep(self, seconds: float) -> None:
        """Wait, as httpcore does between retries."""
        await asyncio.sleep(seconds)


class _MeteredStream(httpcore.AsyncNetworkStream):
    """A connection whose bytes are counted on their way in."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, host: str) -> None:
        self._inner = inner
        self._host = host

    async def read(
        self,
        max_bytes: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- httpcore's signature
    ) -> bytes:
        data = await self._inner.read(max_bytes, timeout)
        METER.get().count(len(data), self._host)
        return data

    async def write(
        self,
        buffer: bytes,
        timeout: float | None = None,  # noqa: ASYNC109 -- httpcore's signature
    ) -> None:
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 -- httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        inner = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        return _MeteredStream(inner, self._host)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
