"""One registry as a run sees it: each question is put to it once, whoever wants the answer."""

import asyncio
import time
from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential, basic_authorization
from ghcr_tui.core.credential.redaction import shown_username
from ghcr_tui.core.verification.failures import Failure
from ghcr_tui.core.verification.origin import Origin, is_loopback
from ghcr_tui.core.verification.realm import Realm
from ghcr_tui.core.verification.replies import Heard, Reply, Withheld
from ghcr_tui.core.verification.requests import Ask, TokenRequest
from ghcr_tui.system.registry.consent import Consents
from ghcr_tui.system.registry.facts import reply_of, tokens_in
from ghcr_tui.system.registry.http.answer import Exchange
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.http.session import Session
from ghcr_tui.system.registry.lessons import Lessons
from ghcr_tui.system.registry.scrubber import Scrubber
from ghcr_tui.system.registry.settings import Settings
from ghcr_tui.system.registry.wire import Authorization, Sent, host_of, sent_for

_LOOPBACK_TLS_SECONDS = 2.0
"""How long a loopback host may take to show that it speaks TLS, before HTTP is tried."""
_PAUSE = 0.5
"""Seconds before the one retry, where the server does not say how long to wait."""
_AGAIN = frozenset((429, 503))
_CLOSED_SECONDS = 60.0
"""How long a host is left alone that had too many requests and does not say when it lifts."""
MANY = 20
"""From so many questions to one registry on, what the first ones teach is used for the others."""


class Who(NamedTuple):
    """Whose question it is: `image` as text and the credential, None for a stranger."""

    image: str
    credential: Credential | None = None

    def __repr__(self) -> str:
        return f"Who({self.image!r})"


class Told(NamedTuple):
    """What was heard, and for the step: the status, notes, and whether it was asked just now."""

    heard: Heard
    status: int | None = None
    notes: tuple[str, ...] = ()
    skew: int = 0
    anew: bool = True


class _Closed(NamedTuple):
    """A host that had too many requests: what it said, and until when it is left alone."""

    told: Told
    until: float


class Counter:
    """Where the questions of a run to one registry are put."""

    def __init__(
        self,
        origin: Origin,
        settings: Settings,
        session: Session,
        scrubber: Scrubber,
        consents: Consents,
        questions: int = 1,
    ) -> None:
        """Ask at `origin` what so many `questions` need; one teaches what another uses."""
        self.origin = origin
        self.lessons = Lessons(presumes=questions >= MANY) if questions > 1 else None
        self._settings = settings
        self._session = session
        self._scrubber = scrubber
        self._consents = consents
        self._told: dict[tuple[Credential | None, Ask], asyncio.Future[Told]] = {}
        self._tokens: dict[tuple[Credential | None, TokenRequest], str] = {}
        self._first = asyncio.Lock()
        self._met = False
        self._scheme_notes: tuple[str, ...] = ()
        self._dead: Failure | None = None
        self._closed: dict[str, _Closed] = {}

    async def tell(self, ask: Ask, who: Who) -> Told:
        """Return the answer to `ask`, asked now or heard before. Never raises but on cancelling."""
        key = (who.credential if _is_signed(ask) else None, ask)
        known = self._told.get(key)
        if known is not None:
            return (await asyncio.shield(known))._replace(anew=False)
        future = self._told[key] = asyncio.get_running_loop().create_future()
        try:
            told = await self._find(ask, who)
        except BaseException:
            del self._told[key]
            future.cancel()
            raise
        future.set_result(told)
        return told

    async def _find(self, ask: Ask, who: Who) -> Told:
        if not self._met:
            async with self._first:  # one question finds out how it is there
                if not self._met:
                    return await self._meet(ask, who)
        closed = self._closed.get(host_of(ask, self.origin))
        if closed is not None and time.monotonic() < closed.until:
            return closed.told
        if self._dead is not None:
            return Told(self._dead, anew=False)
        if self.lessons is None:
            return await self._send(ask, who)
        async with self.lessons.turn(ask, who.credential):
            taught = self.lessons.answer(ask, who.credential)
            if taught is not None:
                token = taught.token and self._tokens.get((who.credential, taught.token))
                if token and isinstance(ask, TokenRequest):
                    self._tokens[who.credential, ask] = token
                return Told(taught.reply, taught.reply.status, anew=False)
            sent = self.lessons.sent_as(ask)
            told = await self._send(sent, who)
            if not isinstance(told.heard, Reply):
                return told
            self.lessons.note(sent, who.credential, told.heard)
            return told._replace(heard=self.lessons.heard_as(ask, told.heard))

    async def _meet(self, ask: Ask, who: Who) -> Told:
        try:
            await self._find_scheme()
        except NoAnswerError as error:
            self._met, self._dead = True, error.failure
            return Told(error.failure)
        told = await self._send(ask, who)
        self._met = True
        return told._replace(notes=(*self._scheme_notes, *told.notes))

    async def _find_scheme(self) -> None:
        """Speak HTTPS; on this machine HTTP where there is no TLS, as Docker's daemon does."""
        origin = self.origin
        if origin.scheme == "http" or not is_loopback(origin.host):
            return
        note = "it does not speak HTTPS, so HTTP was asked"
        try:
            async with asyncio.timeout(min(_LOOPBACK_TLS_SECONDS, self._settings.timeout / 2)):
                if await self._session.transport.speaks_tls(origin):
                    return
        except TimeoutError:
            note = "no answer over HTTPS, so HTTP was asked"
        # Over HTTP a registry without a port is at 80: 443 stood for "none was written".
        port = 80 if origin.port == 443 else origin.port
        self.origin = origin._replace(scheme="http", port=port)
        self._scheme_notes = (note,)

    async def _send(self, ask: Ask, who: Who) -> Told:
        if isinstance(ask, TokenRequest):
            realm = await self._consents.judged(ask.realm, self.origin)
            if not await self._may_go(realm, ask, who):
                return Told(Withheld(realm))
        sent = sent_for(ask, self.origin, who.credential, self._authorization(ask, who))
        try:
            exchange = await self._asked_twice(sent)
        except NoAnswerError as error:
            return Told(error.failure)
        if isinstance(ask, TokenRequest):
            self._keep_token(ask, who, exchange)
        reply = reply_of(exchange, ask, sent.authority, self._scrubber)
        told = Told(reply, reply.status, exchange.notes, exchange.skew)
        if reply.status == 429 and self.lessons is not None:
            wait = reply.retry_after if reply.retry_after is not None else _CLOSED_SECONDS
            until = time.monotonic() + wait
            self._closed[host_of(ask, self.origin)] = _Closed(told._replace(anew=False), until)
        return told

    async def _may_go(self, realm: Realm, ask: TokenRequest, who: Who) -> bool:
        """Tell whether the realm may be asked; as a stranger another site may be, freely."""
        if not ask.signed_in or who.credential is None:
            return realm.answer != "refused"
        return await self._consents.given(realm, who.image, _shown(who.credential))

    async def _asked_twice(self, sent: Sent) -> Exchange:
        """Ask; once more after 429 and 503, if the server wants no longer wait than the deadline.

        Raises NoAnswerError.
        """
        exchange = await self._asked(sent)
        wait = _PAUSE if exchange.retry_after is None else exchange.retry_after
        if exchange.status not in _AGAIN or wait > self._settings.timeout:
            return exchange
        await asyncio.sleep(wait)
        again = await self._asked(sent)
        waited = f"answered {exchange.status}, and was asked again after {wait:g} s"
        again.notes = (waited, *again.notes)
        return again

    async def _asked(self, sent: Sent) -> Exchange:
        return await self._session.ask(sent.method, sent.url, sent.headers, sent.limits, sent.form)

    def _authorization(self, ask: Ask, who: Who) -> Authorization:
        if isinstance(ask, TokenRequest):
            basic = ask.signed_in and ask.method == "GET"
            return basic_authorization(who.credential) if basic and who.credential else ""
        if ask.proof.basic:
            return basic_authorization(who.credential or Credential("", "", ""))
        if ask.proof.token is None:
            return ""
        owner = who.credential if ask.proof.token.signed_in else None
        return f"Bearer {self._tokens[owner, ask.proof.token]}"

    def _keep_token(self, ask: TokenRequest, who: Who, exchange: Exchange) -> None:
        tokens = tokens_in(exchange.body) if exchange.status < 400 else {}
        for token in tokens.values():
            self._scrubber.learn(token)
        preferred = ("access_token",) if ask.method == "POST" else ("token", "access_token")
        token = next((tokens[field] for field in preferred if field in tokens), "")
        if token:
            self._tokens[who.credential if ask.signed_in else None, ask] = token


def _shown(credential: Credential) -> str:
    return shown_username(credential.username, credential.token)


def _is_signed(ask: Ask) -> bool:
    """Tell whether the answer depends on the credential."""
    if isinstance(ask, TokenRequest):
        return ask.signed_in
    return ask.proof.basic or (ask.proof.token is not None and ask.proof.token.signed_in)
