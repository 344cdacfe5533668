"""The HTTP client's transport: a guarded connection pool for each way of reaching a server."""

import os
import ssl
from collections.abc import AsyncIterator, Mapping

import certifi
import httpcore
import httpx

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.failures import Failure
from ghcr_tui.core.verification.origin import Origin, parse_origin
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.http.guard import Guard, GuardedBackend, Meter
from ghcr_tui.system.registry.http.proxies import proxy_for
from ghcr_tui.system.registry.http.resolver import resolve
from ghcr_tui.system.registry.settings import Settings, SettingsError


def trust(ca_file: str, environment: Mapping[str, str]) -> ssl.SSLContext:
    """Return the TLS settings: the system's authorities and those in `ca_file`.

    The system's, because a node's runtime trusts them too; certifi's where the system has none.
    `SSL_CERT_FILE` and `SSL_CERT_DIR` replace both, as they do for OpenSSL. Raises SettingsError
    where `ca_file` cannot be read or holds no certificate.
    """
    context = ssl.create_default_context()
    replaced = environment.get("SSL_CERT_FILE") or environment.get("SSL_CERT_DIR")
    if not replaced and not context.cert_store_stats()["x509_ca"]:
        context.load_verify_locations(certifi.where())
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except ssl.SSLError:
            raise SettingsError(f"{inert(ca_file)} holds no certificate in PEM form.") from None
        except OSError as error:
            reason = error.strerror or "it cannot be read"
            raise SettingsError(f"{inert(ca_file)}: {reason}.") from None
    return context


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends requests through httpcore with the walk's own network backend.

    One pool for each scheme and proxy; nothing is retried, redirected or unpacked here.
    """

    def __init__(self, settings: Settings, context: ssl.SSLContext, guard: Guard) -> None:
        self._context = context
        self._guard = guard
        self._meter = Meter()
        self._resolve = settings.resolve or resolve
        environment = os.environ if settings.environment is None else settings.environment
        self._environment = dict(environment)
        self._pools: dict[tuple[str, str], httpcore.AsyncConnectionPool] = {}

    def proxy_of(self, origin: Origin) -> str:
        """Return the proxy for `origin` without its userinfo, fit to be shown, or nothing."""
        proxy = proxy_for(origin, self._environment)
        if not proxy:
            return ""
        scheme, _, rest = proxy.partition("://")
        return inert(f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}", 100)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; raises httpcore's exceptions and NoAnswerError."""
        origin = parse_origin(str(request.url))
        if origin is None or not isinstance(request.stream, httpx.AsyncByteStream):
            raise NoAnswerError(Failure("protocol", inert(request.url.host, 80)))
        pool = self._pool(origin.scheme, proxy_for(origin, self._environment))
        url = httpcore.URL(
            scheme=origin.scheme,
            host=origin.host,
            port=origin.port,
            target=request.url.raw_path,
        )
        response = await pool.handle_async_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions={**response.extensions},
        )

    def _pool(self, scheme: str, proxy: str) -> httpcore.AsyncConnectionPool:
        key = (scheme, proxy)
        if key not in self._pools:
            guard = None if proxy else self._guard
            backend = GuardedBackend(self._resolve, self._meter, guard, scheme == "https")
            self._pools[key] = httpcore.AsyncConnectionPool(
                ssl_context=self._context,
                network_backend=backend,
                proxy=self._proxy(proxy) if proxy else None,
            )
        return self._pools[key]

    def _proxy(self, proxy: str) -> httpcore.Proxy:
        try:
            url = httpx.URL(proxy)
        except httpx.InvalidURL:
            raise NoAnswerError(Failure("proxy-unsupported", "of the environment")) from None
        if url.scheme not in ("http", "https") or not url.host:
            detail = f"{inert(url.scheme, 20)} proxies are not supported here"
            raise NoAnswerError(Failure("proxy-unsupported", inert(url.host, 80), detail))
        userinfo = (url.username.encode(), url.password.encode())
        return httpcore.Proxy(
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=b"/"),
            auth=userinfo if any(userinfo) else None,
            ssl_context=self._context if url.scheme == "https" else None,
        )

    async def aclose(self) -> None:
        """Close every connection."""
        for pool in self._pools.values():
            await pool.aclose()


class _Body(httpx.AsyncByteStream):
    """The bytes of a response as they come from the connection."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()
