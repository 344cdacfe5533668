"""Asks GitHub to revoke tokens: one request, no login, no redirect, never twice."""

import json
from collections.abc import Sequence

from ghcr_tui.core.verification.origin import parse_origin
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.http.guard import Guard
from ghcr_tui.system.registry.http.session import Session
from ghcr_tui.system.registry.http.trust import Trust
from ghcr_tui.system.registry.settings import Settings

_PATH = "credentials/revoke"
_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
NO_ANSWER = 0


async def revoke(tokens: Sequence[str], api: str, settings: Settings | None = None) -> int:
    """Revoke `tokens` at the GitHub API whose root is `api`; return its status.

    That is NO_ANSWER where there was none. Raises SettingsError.
    """
    chosen = settings or Settings()
    root = api if api.endswith("/") else f"{api}/"
    origin = parse_origin(root)
    if origin is None:
        return NO_ANSWER
    guard = Guard((origin.host,), chosen.plain_http)
    body = json.dumps({"credentials": list(tokens)}).encode()
    async with Session(chosen, Trust(chosen), guard) as session:
        try:
            exchange = await session.ask("POST", f"{root}{_PATH}", _HEADERS, form=body)
        except NoAnswerError:
            return NO_ANSWER
    return exchange.status
