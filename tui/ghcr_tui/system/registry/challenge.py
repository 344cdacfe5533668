"""The first question of a walk, `GET /v2/`: how does the registry want to be asked?"""

import asyncio

from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.answers import explain_anywhere, explain_challenge
from ghcr_tui.core.verification.challenge import Challenge
from ghcr_tui.core.verification.origin import Origin, api_authority, is_loopback, parse_origin
from ghcr_tui.system.registry.authorise import usable_challenge
from ghcr_tui.system.registry.http.answer import Exchange
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.http.session import Session
from ghcr_tui.system.registry.settings import Settings
from ghcr_tui.system.registry.steps import OpenStep, StepLog, StoppedError

_LOOPBACK_TLS_SECONDS = 2.0
"""How long a loopback host may take to show that it speaks TLS, before HTTP is tried."""
_NOT_TLS = ("tls", "disconnected", "timeout", "protocol")


def registry_of(image: ImageReference, plain_http: bool) -> Origin:
    """Return where the registry of `image` answers its API."""
    scheme = "http" if plain_http else "https"
    domain = api_authority(image.domain)
    # A port out of range, or a host that looks like a number, passes Docker's grammar.
    return parse_origin(f"{scheme}://{domain}/") or Origin(scheme, inert(domain, 120), 0)


async def ask_challenge(
    registry: Origin, settings: Settings, session: Session, log: StepLog
) -> tuple[Origin, Challenge | None]:
    """Return the registry with the scheme it speaks, and its challenge; None: it has none.

    Raises StoppedError.
    """
    request = f"GET {registry}/v2/"
    async with log.step("challenge", request, registry.authority) as row:
        registry, exchange = await _ping(registry, settings, session, row)
        row.took(exchange)
        stop = explain_anywhere(exchange.reply())
        if stop is not None:
            raise StoppedError(stop)
        challenge = usable_challenge(exchange.challenges) if exchange.status == 401 else None
        if challenge is None and not 200 <= exchange.status < 300:
            raise StoppedError(explain_challenge(exchange.reply()))
        row.message = asked_for(challenge)
    return registry, challenge


async def _ping(
    registry: Origin, settings: Settings, session: Session, row: OpenStep
) -> tuple[Origin, Exchange]:
    """Ask over HTTPS; on this machine over HTTP too, as Docker's daemon does."""
    if registry.scheme == "http" or not is_loopback(registry.host):
        return registry, await session.ask("GET", f"{registry}/v2/", {})
    try:
        async with asyncio.timeout(min(_LOOPBACK_TLS_SECONDS, settings.timeout / 2)):
            return registry, await session.ask("GET", f"{registry}/v2/", {})
    except TimeoutError:
        row.notes.append("no answer over HTTPS, so HTTP was asked")
    except NoAnswerError as failure:
        if failure.failure.kind not in _NOT_TLS:
            raise
        row.notes.append("it does not speak HTTPS, so HTTP was asked")
    # Over HTTP a registry without a port is at 80: 443 stood for "none was written".
    plain = registry._replace(scheme="http", port=80 if registry.port == 443 else registry.port)
    row.request = f"GET {plain}/v2/"
    return plain, await session.ask("GET", f"{plain}/v2/", {})


def asked_for(challenge: Challenge | None) -> str:
    """Say in a few words what a challenge asks for."""
    if challenge is None:
        return "open to everybody: no credential is asked for"
    if challenge.scheme == "basic":
        return "asks for username and token (Basic)"
    origin = parse_origin(challenge.parameter("realm"))
    return f"asks for a token (Bearer) from {origin.authority if origin else 'an odd place'}"
