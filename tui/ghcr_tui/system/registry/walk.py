"""The walk: as a node's container runtime goes, from the challenge to the manifest."""

import ssl

from ghcr_tui.core.credential.credential import basic_authorization
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.challenge import Challenge
from ghcr_tui.core.verification.github_scopes import is_github
from ghcr_tui.core.verification.origin import Origin, parse_origin
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import (
    Cause,
    Conclusion,
    Manifest,
    Scopes,
    Stop,
    Verification,
    conclude,
)
from ghcr_tui.system.registry.authorise import Authoriser, Grant, usable_challenge
from ghcr_tui.system.registry.challenge import ask_challenge, asked_for, registry_of
from ghcr_tui.system.registry.github_scopes import ask_scopes
from ghcr_tui.system.registry.http.answer import Exchange
from ghcr_tui.system.registry.http.guard import Guard
from ghcr_tui.system.registry.http.session import Session
from ghcr_tui.system.registry.manifests import Manifests
from ghcr_tui.system.registry.scrubber import Scrubber
from ghcr_tui.system.registry.settings import AllowRealm, OnStep, Settings
from ghcr_tui.system.registry.steps import OpenStep, StepLog, StoppedError


async def walk(
    question: Question,
    settings: Settings,
    context: ssl.SSLContext,
    on_step: OnStep,
    allow_realm: AllowRealm,
) -> Verification:
    """Walk to the registry of one image with one credential, and return all that was found."""
    registry = registry_of(question.image, settings.plain_http)
    guard = Guard((registry.host,), settings.plain_http)
    async with Session(settings, context, guard) as session:
        return await _Walk(question, settings, registry, session, guard, on_step, allow_realm).run()


class _Walk:
    """The state of one walk."""

    def __init__(
        self,
        question: Question,
        settings: Settings,
        registry: Origin,
        session: Session,
        guard: Guard,
        on_step: OnStep,
        allow_realm: AllowRealm,
    ) -> None:
        self._question = question
        self._settings = settings
        self._registry = registry
        self._session = session
        self._guard = guard
        self._allow_realm = allow_realm
        self._scrubber = Scrubber()
        self._log = StepLog(on_step, settings.timeout, self._scrubber)
        self._challenge: Challenge | None = None
        if question.credential is not None:
            self._scrubber.learn(question.credential.token)
            self._scrubber.learn(basic_authorization(question.credential).partition(" ")[2])

    async def run(self) -> Verification:
        """Take every step that the one before it leads to, and conclude."""
        manifest: Manifest | None = None
        stop: Stop | None = None
        try:
            self._registry, self._challenge = await ask_challenge(
                self._registry, self._settings, self._session, self._log
            )
            exchange, grant = await self._find()
            manifest = await self._read(exchange, grant)
        except StoppedError as end:
            stop = end.stop
        public = await self._compare(stop)
        scopes, scopes_cause = await self._ask_scopes()
        if stop is not None and stop.cause.code == "denied" and scopes_cause is not None:
            stop = stop._replace(cause=scopes_cause)
        return self._verification(manifest, scopes, self._verdict(stop, public))

    async def _find(self) -> tuple[Exchange, Grant]:
        """Authorise and ask for the manifest; once more where only the manifest is guarded."""
        grant = await self._authorise()
        exchange = await self._found(grant, first=self._challenge is None)
        if exchange.status == 401:
            self._challenge = usable_challenge(exchange.challenges)
            grant = await self._authorise()
            exchange = await self._found(grant, first=False)
        return exchange, grant

    async def _found(self, grant: Grant, first: bool) -> Exchange:
        """Run the manifest step; a `first` 401 with a challenge leads on, any other ends it."""
        manifests = self._manifests()
        request = f"HEAD {manifests.url}"
        async with self._log.step("manifest", request, self._registry.authority) as row:
            exchange = await manifests.find(grant, row)
            row.took(exchange)
            challenge = usable_challenge(exchange.challenges)
            if first and exchange.status == 401 and challenge is not None:
                row.message = asked_for(challenge)
                return exchange
            stop = manifests.refusal(exchange, grant, self._question.credential is not None)
            if stop is not None:
                raise StoppedError(stop)
            digest = inert(exchange.header("docker-content-digest") or "no digest", 150)
            row.message = f"{digest}, {exchange.media_type or 'no media type'}"
        return exchange

    async def _read(self, exchange: Exchange, grant: Grant) -> Manifest:
        """GET the manifest, check its digest, and read platforms and size from it.

        Only a digest that does not fit ends the walk: the manifest is there, whatever is in it.
        """
        manifests = self._manifests()
        manifest = Manifest(
            inert(exchange.header("docker-content-digest") or "", 150), exchange.media_type
        )
        request = f"GET {manifests.url}"
        try:
            async with self._log.step("contents", request, self._registry.authority) as row:
                if not exchange.body:
                    exchange = await manifests.get(grant)
                row.took(exchange)
                manifest = manifests.read(exchange, row)
        except StoppedError as end:
            if end.stop.cause.code == "digest-mismatch":
                raise
        return manifest

    async def _authorise(self) -> Grant:
        credential = self._question.credential
        if credential is not None:
            return await self._authoriser().grant(self._challenge, credential, self._log)
        if self._challenge is None or self._challenge.scheme == "basic":
            return Grant()
        realm = self._challenge.parameter("realm").partition("?")[0]
        origin = parse_origin(realm)
        authority = origin.authority if origin else inert(realm, 80)
        async with self._log.step("token", f"GET {realm}", authority) as row:
            grant = await self._authoriser().anonymous(self._challenge, row)
            row.message = f"{authority} granted a token without a credential"
        return grant

    async def _compare(self, stop: Stop | None) -> bool | None:
        """Ask the same without a credential: is the image public? None where nobody can tell."""
        if self._question.credential is None or self._challenge is None:
            return None if stop and stop.answer == "unknown" else stop is None
        tell = stop is None or stop.answer == "refused" or stop.cause.code.startswith("realm-")
        if not self._settings.compare or not tell:
            return None
        request = f"HEAD {self._manifests().url}"
        try:
            async with self._log.step("anonymous", request, self._registry.authority) as row:
                return await self._is_public(row)
        except StoppedError:
            return None

    async def _is_public(self, row: OpenStep) -> bool:
        stop: Stop | None
        try:
            manifests = self._manifests()
            grant = await self._authoriser().anonymous(self._challenge, row)
            exchange = await manifests.find(grant, row)
            row.took(exchange)
            stop = manifests.refusal(exchange, grant, with_credential=False)
        except StoppedError as end:
            stop = end.stop
        if stop is not None and stop.answer == "unknown":
            raise StoppedError(stop)
        row.message = "the image is not public" if stop else "the image is public"
        return stop is None

    async def _ask_scopes(self) -> tuple[Scopes | None, Cause | None]:
        credential = self._question.credential
        api = parse_origin(self._settings.github_api)
        leave = self._settings.github_scopes and is_github(self._registry.host)
        if credential is None or api is None or not leave:
            return None, None
        self._guard.allow(api.host)
        try:
            return await ask_scopes(
                self._session, self._settings.github_api, credential.token, self._log
            )
        except StoppedError:
            return None, None

    def _authoriser(self) -> Authoriser:
        return Authoriser(
            self._question.image,
            self._registry,
            self._session,
            self._guard,
            self._scrubber,
            self._settings.plain_http,
            self._allow_realm,
        )

    def _manifests(self) -> Manifests:
        return Manifests(self._question.image, self._registry, self._session)

    def _verdict(self, stop: Stop | None, public: bool | None) -> Conclusion:
        if stop is not None:
            stop = stop._replace(cause=self._scrubber.clean_cause(stop.cause))
        return conclude(
            str(self._question.image),
            self._registry.authority,
            self._question.credential is not None,
            self._challenge is not None,
            stop,
            public,
        )

    def _verification(
        self, manifest: Manifest | None, scopes: Scopes | None, verdict: Conclusion
    ) -> Verification:
        clean = self._scrubber
        if manifest is not None:
            manifest = manifest._replace(
                digest=clean.clean(manifest.digest),
                media_type=clean.clean(manifest.media_type),
                platforms=clean.clean_all(manifest.platforms),
            )
        if scopes is not None:
            names = None if scopes.scopes is None else clean.clean_all(scopes.scopes)
            scopes = Scopes(names, clean.clean(scopes.expires))
        credential = self._question.credential
        return Verification(
            image=str(self._question.image),
            registry=inert(credential.registry) if credential else "",
            username=inert(credential.username) if credential else "",
            secret=inert(self._question.secret),
            steps=tuple(self._log.steps),
            verdict=verdict,
            manifest=manifest,
            scopes=scopes,
        )
