"""The HTTP client: a guarded pool of connections for each server and each way of reaching it."""

import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from urllib.parse import unquote, urlsplit

import httpcore

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.failures import Failure
from ghcr_tui.core.verification.origin import Origin
from ghcr_tui.system.registry.http.errors import HTTP_ERRORS, NoAnswerError, failure_of
from ghcr_tui.system.registry.http.guard import Guard, GuardedBackend
from ghcr_tui.system.registry.http.proxies import proxy_for
from ghcr_tui.system.registry.http.resolver import resolve
from ghcr_tui.system.registry.http.trust import Trust, probing
from ghcr_tui.system.registry.settings import Settings

AT_ONCE = 5
"""How many requests, and connections, one server gets at a time.

A registry, its token service and the store of its layers come to fifteen.
"""


class Transport:
    """Sends requests through httpcore; nothing is retried, redirected or unpacked here."""

    def __init__(self, settings: Settings, trust: Trust, guard: Guard) -> None:
        self._trust = trust
        self._guard = guard
        self._timeout = settings.timeout
        self._resolve = settings.resolve or resolve
        environment = os.environ if settings.environment is None else settings.environment
        self._environment = dict(environment)
        self._pools: dict[tuple[Origin, str], httpcore.AsyncConnectionPool] = {}

    def proxy_of(self, origin: Origin) -> str:
        """Return the proxy for `origin` without its userinfo, fit to be shown, or nothing."""
        proxy = proxy_for(origin, self._environment)
        if not proxy:
            return ""
        scheme, _, rest = proxy.partition("://")
        return inert(f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}", 100)

    @asynccontextmanager
    async def send(
        self,
        method: str,
        origin: Origin,
        target: str,
        headers: Mapping[str, str],
        body: bytes | None,
    ) -> AsyncIterator[httpcore.Response]:
        """Send one request; raises httpcore's exceptions and NoAnswerError."""
        pool = await self._pool(origin)
        url = httpcore.URL(
            scheme=origin.scheme, host=origin.host, port=origin.port, target=target or "/"
        )
        response = await pool.handle_async_request(
            httpcore.Request(
                method,
                url,
                headers=_wire_headers(origin, headers, body),
                content=body,
                extensions={"timeout": dict.fromkeys(_PHASES, self._timeout)},
            )
        )
        try:
            yield response
        finally:
            await response.aclose()

    async def speaks_tls(self, origin: Origin) -> bool:
        """Tell whether the server at `origin` answers a TLS handshake. Sends no request.

        Raises NoAnswerError where nothing listens there.
        """
        backend = GuardedBackend(self._resolve, self._guard, secure=True)
        try:
            stream = await backend.connect_tcp(origin.host, origin.port, self._timeout)
        except HTTP_ERRORS as error:
            raise NoAnswerError(failure_of(error, origin.authority, "")) from None
        try:
            await stream.start_tls(probing(), origin.host, self._timeout)
        except (*HTTP_ERRORS, NoAnswerError) as error:
            return _shows_certificate(error)
        finally:
            with suppress(*HTTP_ERRORS):
                await stream.aclose()
        return True

    async def _pool(self, origin: Origin) -> httpcore.AsyncConnectionPool:
        proxy = proxy_for(origin, self._environment)
        key = (origin, proxy)
        if key not in self._pools:
            guard = None if proxy else self._guard
            secure = origin.scheme == "https" or proxy.startswith("https:")
            context = await asyncio.to_thread(self._trust.context) if secure else None
            if key in self._pools:  # made by another question meanwhile
                return self._pools[key]
            self._pools[key] = httpcore.AsyncConnectionPool(
                ssl_context=context or probing(),
                max_connections=AT_ONCE,
                max_keepalive_connections=AT_ONCE,
                network_backend=GuardedBackend(self._resolve, guard, origin.scheme == "https"),
                proxy=_proxy(proxy, context) if proxy else None,
            )
        return self._pools[key]

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            await pool.aclose()


_PHASES = ("connect", "read", "write", "pool")


def _wire_headers(
    origin: Origin, headers: Mapping[str, str], body: bytes | None
) -> list[tuple[bytes, bytes]]:
    length = {} if body is None else {"Content-Length": str(len(body))}
    named = {"Host": origin.authority, **headers, **length}
    return [(name.encode("ascii"), value.encode("latin-1")) for name, value in named.items()]


def _shows_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _proxy(proxy: str, context: ssl.SSLContext | None) -> httpcore.Proxy:
    try:
        url = urlsplit(proxy)
        host, port = url.hostname or "", url.port
    except ValueError:
        raise NoAnswerError(Failure("proxy-unsupported", "of the environment")) from None
    if url.scheme not in ("http", "https") or not host:
        detail = f"{inert(url.scheme, 20)}:// proxies are not supported here"
        raise NoAnswerError(Failure("proxy-unsupported", inert(host, 80), detail))
    userinfo = (unquote(url.username or "").encode(), unquote(url.password or "").encode())
    return httpcore.Proxy(
        httpcore.URL(
            scheme=url.scheme,
            host=host,
            port=port or (443 if url.scheme == "https" else 80),
            target="/",
        ),
        auth=userinfo if any(userinfo) else None,
        ssl_context=context if url.scheme == "https" else None,
    )
