"""The questions to GitHub's API about a token: asked only with the person's leave."""

from urllib.parse import quote

from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.verification.github_scopes import (
    api_root,
    read_package,
    read_scopes,
)
from ghcr_tui.core.verification.origin import parse_origin
from ghcr_tui.core.verification.verification import Cause, Scopes, Stop
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.http.guard import Guard
from ghcr_tui.system.registry.http.session import Session
from ghcr_tui.system.registry.steps import StepLog

_ACCEPT = "application/vnd.github+json"


async def ask_github(
    session: Session,
    guard: Guard,
    default_api: str,
    image: ImageReference,
    token: str,
    log: StepLog,
    refused: bool,
) -> tuple[Scopes | None, Stop | None]:
    """Ask which scopes `token` has, and, where the pull was `refused`, about the package.

    `default_api` is the root URL for ghcr.io. Returns the scopes, and what is in the way of
    the pull as far as GitHub says; both None for another registry, or where it did not answer.
    """
    api = api_root(image.domain, token, default_api)
    origin = parse_origin(api)
    if origin is None:
        return None, None
    guard.allow(origin.host)
    try:
        scopes, cause = await _ask_scopes(session, api, origin.authority, token, log)
        if cause is None and refused and scopes is not None:
            cause = await _ask_package(session, api, origin.authority, image, token, log)
    except NoAnswerError:
        return None, None
    return scopes, cause and Stop("refused", cause)


async def _ask_scopes(
    session: Session, api: str, host: str, token: str, log: StepLog
) -> tuple[Scopes | None, Cause | None]:
    with log.step("scopes", f"GET {api}", host) as row:
        exchange = await session.ask("GET", api, _headers(token))
        row.took(exchange)
        answer = read_scopes(
            exchange.status,
            exchange.header("x-oauth-scopes"),
            exchange.header("github-authentication-token-expiration"),
        )
        row.message, row.cause = answer.message, answer.cause
        if answer.cause is not None:
            row.outcome = "refused"
        elif answer.scopes is None:
            row.outcome = "unknown"
    return answer.scopes, answer.cause


async def _ask_package(
    session: Session, api: str, host: str, image: ImageReference, token: str, log: StepLog
) -> Cause | None:
    """Ask whether the package is there for this token: as an organisation's, then a user's."""
    owner, _, name = image.path.partition("/")
    package = f"{quote(owner, safe='')}/packages/container/{quote(name, safe='')}"
    cause: Cause | None = None
    for kind in ("orgs", "users"):
        url = f"{api}{kind}/{package}"
        with log.step("scopes", f"GET {url}", host) as row:
            exchange = await session.ask("GET", url, _headers(token))
            row.took(exchange)
            answer = read_package(exchange.status, exchange.header("x-github-sso"), exchange.body)
            row.message, cause = answer.message, answer.cause
            if exchange.status != 200:
                row.outcome = "refused" if exchange.status in (401, 403, 404) else "unknown"
        if exchange.status != 404:
            return cause
    return cause


def _headers(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Accept": _ACCEPT}
