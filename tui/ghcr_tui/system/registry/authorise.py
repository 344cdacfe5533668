"""From a registry's challenge to what is sent with the next request, with the person's consent."""

import asyncio
from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential, basic_authorization
from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.answers import explain_realm
from ghcr_tui.core.verification.challenge import Challenge
from ghcr_tui.core.verification.github_scopes import is_github
from ghcr_tui.core.verification.origin import Origin, parse_origin
from ghcr_tui.core.verification.question import RealmQuestion
from ghcr_tui.core.verification.realm import Realm, judge_realm
from ghcr_tui.core.verification.verification import Stop
from ghcr_tui.system.registry.http.guard import Guard
from ghcr_tui.system.registry.http.session import Session
from ghcr_tui.system.registry.public_suffixes import site_of
from ghcr_tui.system.registry.scrubber import Scrubber
from ghcr_tui.system.registry.settings import AllowRealm
from ghcr_tui.system.registry.steps import OpenStep, StepLog, StoppedError
from ghcr_tui.system.registry.token_service import request_token


class Grant(NamedTuple):
    """What goes into `Authorization` (empty: nothing), and whether a token service granted it."""

    header: str = ""
    bearer: bool = False

    def __repr__(self) -> str:
        return f"Grant({self.header.partition(' ')[0]!r})"


def usable_challenge(challenges: tuple[Challenge, ...]) -> Challenge | None:
    """Return the challenge to answer, Bearer before Basic as container runtimes do, or None."""
    for challenge in challenges:
        if challenge.scheme == "bearer" and challenge.parameter("realm"):
            return challenge
    return next((challenge for challenge in challenges if challenge.scheme == "basic"), None)


class Authoriser:
    """Answers the challenges of one registry about one image."""

    def __init__(
        self,
        image: ImageReference,
        registry: Origin,
        session: Session,
        guard: Guard,
        scrubber: Scrubber,
        plain_http: bool,
        allow_realm: AllowRealm,
    ) -> None:
        self._image = image
        self._registry = registry
        self._session = session
        self._guard = guard
        self._scrubber = scrubber
        self._plain_http = plain_http
        self._allow_realm = allow_realm

    async def grant(
        self, challenge: Challenge | None, credential: Credential, log: StepLog
    ) -> Grant:
        """Return what proves `credential`, asking the realm for a token in a step of its own.

        Raises StoppedError where there is no token, or no leave to ask for one.
        """
        if challenge is None:
            return Grant()
        if challenge.scheme == "basic":
            return Grant(basic_authorization(credential))
        realm = await self._judge(challenge)
        allowed = realm.answer == "allowed" or (
            realm.answer == "ask" and await self._consent(realm, credential)
        )
        request = f"GET {self._shown(challenge)}"
        async with log.step("token", request, realm.authority) as row:
            if not allowed:
                raise StoppedError(self._explain(realm))
            header = await self._token(challenge, credential, row)
            row.message = f"{realm.authority} granted a token"
        return Grant(header, bearer=True)

    async def anonymous(self, challenge: Challenge | None, row: OpenStep) -> Grant:
        """Return what is sent without a credential; another site may be asked that freely.

        Raises StoppedError where the realm must not be asked, or gives nothing to strangers.
        """
        if challenge is None or challenge.scheme == "basic":
            return Grant()
        realm = await self._judge(challenge)
        if realm.answer == "refused":
            raise StoppedError(self._explain(realm))
        return Grant(await self._token(challenge, None, row), bearer=True)

    async def _judge(self, challenge: Challenge) -> Realm:
        # The list of suffixes takes some milliseconds to read when it is first needed.
        return await asyncio.to_thread(
            judge_realm, challenge.parameter("realm"), self._registry, self._plain_http, site_of
        )

    def _explain(self, realm: Realm) -> Stop:
        asked = realm.answer == "ask"
        return explain_realm(realm.authority, self._registry.authority, realm.reason, asked)

    async def _consent(self, realm: Realm, credential: Credential) -> bool:
        question = RealmQuestion(
            str(self._image),
            self._registry.authority,
            realm.authority,
            inert(credential.username, 100),
            realm.reason,
        )
        if not await self._allow_realm(question):
            return False
        origin = parse_origin(f"https://{realm.authority}")
        if origin is not None:
            self._guard.allow(origin.host)
        return True

    async def _token(
        self, challenge: Challenge, credential: Credential | None, row: OpenStep
    ) -> str:
        answer = await request_token(
            self._session,
            challenge.parameter("realm"),
            challenge.parameter("service"),
            f"repository:{self._image.path}:pull",
            credential,
            is_github(self._registry.host),
        )
        self._scrubber.learn(answer.bearer)
        row.took(answer.exchange, answer.notes)
        if answer.stop is not None:
            raise StoppedError(answer.stop)
        return f"Bearer {answer.bearer}"

    def _shown(self, challenge: Challenge) -> str:
        """Return the realm without its query: that is the registry's, and says nothing."""
        return challenge.parameter("realm").partition("?")[0]
