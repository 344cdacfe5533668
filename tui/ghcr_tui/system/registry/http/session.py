"""Asking one question: redirects by hand, nothing unpacked, nothing read without end."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

import httpcore

from ghcr_tui import __version__
from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.failures import Failure
from ghcr_tui.core.verification.origin import Origin, forbidden_address, is_loopback, parse_origin
from ghcr_tui.system.registry.http.answer import Exchange, Headers
from ghcr_tui.system.registry.http.contacts import Contacts
from ghcr_tui.system.registry.http.errors import HTTP_ERRORS, NoAnswerError, failure_of
from ghcr_tui.system.registry.http.guard import METER, Guard, Meter
from ghcr_tui.system.registry.http.transport import AT_ONCE, Transport
from ghcr_tui.system.registry.http.trust import Trust
from ghcr_tui.system.registry.settings import Settings

_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ERROR_BODY = 64 * 1024
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"


class Limits(NamedTuple):
    """How much of a body is read, and whether a longer one is an error or simply cut."""

    size: int = _ERROR_BODY
    cut: bool = True


class Session:
    """A run's conversation with all its servers, a few questions at a time for each of them.

    Use it as an asynchronous context manager.
    """

    def __init__(self, settings: Settings, trust: Trust, guard: Guard) -> None:
        self.transport = Transport(settings, trust, guard)
        self._timeout = settings.timeout
        self._plain_http = settings.plain_http
        self._contacts = Contacts(settings.timeout)
        self._turns: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))

    async def __aenter__(self) -> "Session":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.transport.aclose()

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        limits: Limits = Limits(),  # noqa: B008 -- a value that cannot change
        form: Mapping[str, str] | bytes | None = None,
    ) -> Exchange:
        """Ask, follow redirects, and return the answer; raises NoAnswerError.

        The deadline runs from resolving the name to the last byte, redirects included, and not
        while the question waits for its turn. `Authorization` goes to the origin of `url` alone:
        a redirect to another one drops it for good. A `form`, or JSON as bytes, goes nowhere else
        than to `url`.
        """
        origin = _origin(url)
        async with self._turns[origin.authority]:
            token = METER.set(Meter())
            try:
                async with asyncio.timeout(self._timeout):
                    return await self._followed(method, url, origin, headers, limits, form)
            except TimeoutError:
                raise NoAnswerError(Failure("timeout", origin.authority)) from None
            finally:
                METER.reset(token)

    async def _followed(
        self,
        method: str,
        url: str,
        origin: Origin,
        headers: Mapping[str, str],
        limits: Limits,
        form: Mapping[str, str] | bytes | None,
    ) -> Exchange:
        sent = {"User-Agent": f"ghcr-tui/{__version__}", "Accept-Encoding": "identity", **headers}
        notes: list[str] = []
        for _ in range(_MAX_REDIRECTS + 1):
            proxy = self.transport.proxy_of(origin)
            if proxy:
                notes.append(f"through the proxy {proxy}")
            self._refuse(origin)
            async with self._contacts.asking(origin):
                exchange = await self._once(method, url, origin, sent, limits, form)
            location = exchange.header("location")
            if exchange.status not in _REDIRECTS or location is None:
                exchange.notes = tuple(dict.fromkeys(notes))
                return exchange
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
        form: Mapping[str, str] | bytes | None,
    ) -> Exchange:
        proxy = self.transport.proxy_of(origin)
        is_json = isinstance(form, bytes)
        body = form if form is None or isinstance(form, bytes) else encoded_form(form)
        sent = headers if body is None else {**headers, "Content-Type": _JSON if is_json else _FORM}
        parts = urlsplit(url)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        try:
            async with self.transport.send(method, origin, target, sent, body) as response:
                found = Headers(response.headers)
                read, whole = await _read(response, found, origin.authority, limits)
                return Exchange(origin, response.status, found, read, whole)
        except HTTP_ERRORS as error:
            raise NoAnswerError(failure_of(error, origin.authority, proxy)) from None

    def _refuse(self, origin: Origin) -> None:
        """Raise NoAnswerError where the address alone forbids asking, by a proxy too."""
        reason = forbidden_address(origin.host)
        if reason:
            raise NoAnswerError(Failure("forbidden-address", origin.authority, reason))
        if origin.scheme == "http" and not self._plain_http and not is_loopback(origin.host):
            raise NoAnswerError(Failure("plain-http", origin.authority))


async def _read(
    response: httpcore.Response, headers: Headers, host: str, limits: Limits
) -> tuple[bytes, bool]:
    """Return no more of the body than the limits allow, and whether that is all of it."""
    failed = response.status >= 300
    size = _ERROR_BODY if failed else limits.size
    encoding = (headers.first("content-encoding") or "identity").strip().lower()
    if encoding not in ("", "identity"):
        if failed or limits.cut:
            return b"", False
        raise NoAnswerError(Failure("compressed", host))
    parts: list[bytes] = []
    left = size
    async for part in response.aiter_stream():
        if len(part) > left:
            if failed or limits.cut:
                parts.append(part[:left])
                return b"".join(parts), False
            raise NoAnswerError(Failure("too-large", host, f"over {size // 1024} KiB"))
        parts.append(part)
        left -= len(part)
    return b"".join(parts), True


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
        target_url = urljoin(url, location)
    except ValueError:
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
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]{0,20}):", location)
    return f"an address that begins with {scheme[1]}:" if scheme else "no address"
