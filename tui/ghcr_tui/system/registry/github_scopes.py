"""The question to GitHub's API about a token: asked only with the person's leave."""

from ghcr_tui.core.verification.answers import explain_anywhere
from ghcr_tui.core.verification.github_scopes import read_scopes
from ghcr_tui.core.verification.origin import parse_origin
from ghcr_tui.core.verification.verification import Cause, Scopes
from ghcr_tui.system.registry.http.session import Session
from ghcr_tui.system.registry.steps import StepLog, StoppedError


async def ask_scopes(
    session: Session, api: str, token: str, log: StepLog
) -> tuple[Scopes | None, Cause | None]:
    """Ask `api` (GitHub's root URL) which scopes `token` has and when it expires.

    Returns them, and the cause where they stand in the way of a pull. Raises StoppedError.
    """
    origin = parse_origin(api)
    host = origin.authority if origin else api
    async with log.step("scopes", f"GET {api}", host) as row:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
        exchange = await session.ask("GET", api, headers)
        row.took(exchange)
        stop = explain_anywhere(exchange.reply())
        if stop is not None:
            raise StoppedError(stop)
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
