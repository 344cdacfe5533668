"""Asking one question: redirects by hand, nothing unpacked, nothing read without end."""

import ssl
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

import httpx

from ghcr_tui import __version__
from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.failures import Failure
from ghcr_tui.core.verification.origin import Origin, forbidden_address, is_loopback, parse_origin
from ghcr_tui.system.registry.http.answer import Exchange
from ghcr_tui.system.registry.http.errors import HTTP_ERRORS, NoAnswerError, failure_of
from ghcr_tui.system.registry.http.guard import Guard
from ghcr_tui.system.registry.http.transport import GuardedTransport
from ghcr_tui.system.registry.settings import Settings

_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ERROR_BODY = 64 * 1024
_FORM = "application/x-www-form-urlencoded"


class Limits(NamedTuple):
    """How much of a body is read, and whether a longer one is an error or simply cut."""

    size: int = _ERROR_BODY
    cut: bool = True


class Session:
    """One walk's conversation: a client without memory of cookies, and the guard of its network.

    Use it as an asynchronous context manager.
    """

    def __init__(self, settings: Settings, context: ssl.SSLContext, guard: Guard) -> None:
        self._transport = GuardedTransport(settings, context, guard)
        self._plain_http = settings.plain_http
        # The deadline proper stands around whole steps, where no dripping server can prolong it.
        self._client = httpx.AsyncClient(
            transport=self._transport,
            trust_env=False,
            follow_redirects=False,
            timeout=settings.timeout,
        )

    async def __aenter__(self) -> "Session":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        limits: Limits = Limits(),  # noqa: B008 -- a value that cannot change
        form: Mapping[str, str] | None = None,
    ) -> Exchange:
        """Ask, follow redirects, and return the answer; raises NoAnswerError.

        `Authorization` goes to the origin of `url` alone: a redirect to another one drops it for
        good. A `form` is never sent anywhere else than to `url`.
        """
        sent = {
            "User-Agent": f"ghcr-tui/{__version__}",
            "Accept-Encoding": "identity",
            **headers,
        }
        notes: list[str] = []
        origin = _origin(url)
        for _ in range(_MAX_REDIRECTS + 1):
            proxy = self._transport.proxy_of(origin)
            if proxy:
                notes.append(f"through the proxy {proxy}")
            response, body = await self._once(method, url, origin, sent, limits, form)
            location = response.headers.get("location")
            if response.status_code not in _REDIRECTS or location is None:
                return Exchange(origin, response, body, tuple(dict.fromkeys(notes)))
            if form is not None:
                raise NoAnswerError(
                    Failure("bad-redirect", origin.authority, "with a credential in it")
                )
            url, target = _redirected(url, origin, location)
            if target != origin:
                dropped = sent.pop("Authorization", None) is not None
                without = ", without the credential" if dropped else ""
                notes.append(f"redirected to {target}{without}")
            origin = target
        raise NoAnswerError(Failure("redirect-loop", origin.authority))

    async def _once(
        self,
        method: str,
        url: str,
        origin: Origin,
        headers: Mapping[str, str],
        limits: Limits,
        form: Mapping[str, str] | None,
    ) -> tuple[httpx.Response, bytes]:
        self._refuse(origin)
        proxy = self._transport.proxy_of(origin)
        try:
            self._client.cookies.clear()
            body = None if form is None else encoded_form(form)
            sent = headers if body is None else {**headers, "Content-Type": _FORM}
            request = self._client.build_request(method, url, headers=sent, content=body)
            response = await self._client.send(request, stream=True)
            try:
                return response, await _read(response, origin.authority, limits)
            finally:
                await response.aclose()
        except HTTP_ERRORS as error:
            raise NoAnswerError(failure_of(error, origin.authority, proxy)) from None

    def _refuse(self, origin: Origin) -> None:
        """Raise NoAnswerError where the address alone forbids asking, by a proxy too."""
        reason = forbidden_address(origin.host)
        if reason:
            raise NoAnswerError(Failure("forbidden-address", origin.authority, reason))
        if origin.scheme == "http" and not self._plain_http and not is_loopback(origin.host):
            raise NoAnswerError(Failure("plain-http", origin.authority))


async def _read(response: httpx.Response, host: str, limits: Limits) -> bytes:
    """Read no more of the body than the limits allow; an error's body is always cut."""
    failed = response.status_code >= 300
    size = _ERROR_BODY if failed else limits.size
    if response.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        if failed or limits.cut:
            return b""
        raise NoAnswerError(Failure("compressed", host))
    parts: list[bytes] = []
    left = size
    async for part in response.aiter_raw():
        if len(part) > left:
            if failed or limits.cut:
                parts.append(part[:left])
                break
            raise NoAnswerError(Failure("too-large", host, f"over {size // 1024} KiB"))
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def encoded_form(form: Mapping[str, str]) -> bytes:
    """Return `form` as the body of a POST; bytes that are not UTF-8 go out as they came in."""
    return urlencode({name: utf8(value) for name, value in form.items()}).encode("ascii")


def _origin(url: str) -> Origin:
    origin = parse_origin(url)
    if origin is None:
        raise NoAnswerError(Failure("bad-address", inert(url, 80)))
    return origin


def _redirected(url: str, origin: Origin, location: str) -> tuple[str, Origin]:
    try:
        target_url = str(httpx.URL(url).join(location))
    except (httpx.InvalidURL, ValueError):
        raise NoAnswerError(Failure("bad-redirect", origin.authority)) from None
    target = parse_origin(target_url)
    if target is None:
        raise NoAnswerError(Failure("bad-redirect", origin.authority, _scheme_of(location)))
    if origin.scheme == "https" and target.scheme == "http":
        raise NoAnswerError(
            Failure("insecure-redirect", origin.authority, f"to {target.authority}")
        )
    return target_url, target


def _scheme_of(location: str) -> str:
    """Return the scheme of a redirect's target: the rest of it may be long, or secret."""
    return f"a {inert(location.partition(':')[0], 20)}: address"
