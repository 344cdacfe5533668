"""The token service's part of a walk: the Docker Registry v2 token and OAuth2 specifications."""

import json
import re
from typing import cast
from urllib.parse import urlencode

from ghcr_tui.core.credential.credential import Credential, basic_authorization
from ghcr_tui.core.verification.answers import explain_anywhere, explain_no_token, explain_token
from ghcr_tui.core.verification.verification import Stop
from ghcr_tui.system.registry.http.answer import Exchange
from ghcr_tui.system.registry.http.session import Limits, Session

IDENTITY_TOKEN_USERNAME = "<token>"  # noqa: S105 -- a username: Docker's mark for identity tokens
_CLIENT_ID = "ghcr-tui"
_LIMITS = Limits(256 * 1024, cut=False)
_BEARER = re.compile(r"[\x21-\x7e]{1,65536}")


class TokenAnswer:
    """The token service's answer: a bearer token, or where the walk ends. `repr` shows neither."""

    def __init__(self, exchange: Exchange, notes: tuple[str, ...], bearer: str, stop: Stop | None):
        self.exchange = exchange
        self.notes = notes
        self.bearer = bearer
        self.stop = stop


async def request_token(
    session: Session,
    realm: str,
    service: str,
    scope: str,
    credential: Credential | None,
    github: bool,
) -> TokenAnswer:
    """Ask `realm` for a token with which `scope` may be read; raises NoAnswerError.

    GET with Basic first; the OAuth2 POST where the realm has no GET (404, 405), and at once for
    an identity token, which only POST takes. The caller has made sure that the credential may
    go to `realm`.
    """
    if credential is not None and credential.username == IDENTITY_TOKEN_USERNAME:
        grant = {"grant_type": "refresh_token", "refresh_token": credential.token}
        exchange = await _post(session, realm, service, scope, grant)
        return _read(
            exchange, (*exchange.notes, "asked with POST, as for an identity token"), github, True
        )
    parameters = {"service": service, "scope": scope} if service else {"scope": scope}
    url = f"{realm}{'&' if '?' in realm else '?'}{urlencode(parameters, safe='/:')}"
    headers = {"Accept": "application/json"}
    if credential is not None:
        headers["Authorization"] = basic_authorization(credential)
    exchange = await session.ask("GET", url, headers, _LIMITS)
    if exchange.status in (404, 405) and credential is not None:
        note = f"GET answered {exchange.status}; asked again with POST (OAuth2)"
        grant = {
            "grant_type": "password",
            "username": credential.username,
            "password": credential.token,
        }
        exchange = await _post(session, realm, service, scope, grant)
        return _read(exchange, (*exchange.notes, note), github, True)
    return _read(exchange, exchange.notes, github, credential is not None)


async def _post(
    session: Session, realm: str, service: str, scope: str, grant: dict[str, str]
) -> Exchange:
    form = {**grant, "service": service, "scope": scope, "client_id": _CLIENT_ID}
    return await session.ask("POST", realm, {"Accept": "application/json"}, _LIMITS, form)


def _read(
    exchange: Exchange, notes: tuple[str, ...], github: bool, with_credential: bool
) -> TokenAnswer:
    reply = exchange.reply()
    stop = explain_anywhere(reply)
    if stop is None and exchange.status != 200:
        stop = explain_token(reply, github, with_credential)
    bearer = "" if stop else _bearer(exchange.body)
    if stop is None and not bearer:
        stop = explain_no_token(exchange.origin.authority)
    return TokenAnswer(exchange, notes, bearer, stop)


def _bearer(body: bytes) -> str:
    """Return `token` or `access_token`, if it is one that fits into a header."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(document, dict):
        return ""
    answer = cast(dict[str, object], document)
    for key in ("token", "access_token"):
        token = answer.get(key)
        if isinstance(token, str) and _BEARER.fullmatch(token):
            return token
    return ""
