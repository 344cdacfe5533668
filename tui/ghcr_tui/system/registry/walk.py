"""The walk: gathers the facts that each runtime's way needs, and has them judged."""

import asyncio
import time

from ghcr_tui.core.credential.credential import basic_authorization
from ghcr_tui.core.credential.redaction import is_secret_username
from ghcr_tui.core.credential.token_expiry import stated_expiry, utc_text
from ghcr_tui.core.verification.containerd import reach_with_containerd, resolve_with_containerd
from ghcr_tui.core.verification.contents import pull_contents
from ghcr_tui.core.verification.cri_o import reach_with_cri_o
from ghcr_tui.core.verification.github_answers import not_told
from ghcr_tui.core.verification.login import login_of
from ghcr_tui.core.verification.platforms import Platform, Runtime
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.refusals import Asked
from ghcr_tui.core.verification.replies import Heard, Reply
from ghcr_tui.core.verification.requests import Ask, opens_the_same
from ghcr_tui.core.verification.runtimes import Needs, Reached, Way, judge
from ghcr_tui.core.verification.verification import (
    RuntimeEnding,
    Scopes,
    Stop,
    Verification,
)
from ghcr_tui.system.registry.came import Came, username_of, verification_of
from ghcr_tui.system.registry.counter import Counter, Told, Who
from ghcr_tui.system.registry.github_scopes import ask_github
from ghcr_tui.system.registry.http.guard import Guard
from ghcr_tui.system.registry.http.session import Session
from ghcr_tui.system.registry.scrubber import Scrubber
from ghcr_tui.system.registry.settings import OnStep, Settings
from ghcr_tui.system.registry.steps import StepLog
from ghcr_tui.system.registry.told import fill, step_name
from ghcr_tui.system.registry.wire import host_of, shown_together

_LAYERS_AT_ONCE = 3
_WAYS = {"containerd": reach_with_containerd, "cri-o": reach_with_cri_o}


class Walk:
    """One question's walk to its registry."""

    def __init__(
        self,
        question: Question,
        settings: Settings,
        counter: Counter,
        session: Session,
        guard: Guard,
        scrubber: Scrubber,
        on_step: OnStep,
    ) -> None:
        self._question = question
        self._settings = settings
        self._counter = counter
        self._session = session
        self._guard = guard
        self._scrubber = scrubber
        self._log = StepLog(on_step, scrubber)
        self._facts: dict[Ask, Heard] = {}
        self._stranger_facts: dict[Ask, Heard] = {}
        self._login = login_of(question.credential)
        self._who = Who(str(question.image), question.credential if self._login else None)
        if question.credential is not None:
            scrubber.learn(question.credential.token)
            if is_secret_username(question.credential.username, question.credential.token):
                scrubber.learn(question.credential.username)
            scrubber.learn(basic_authorization(question.credential).partition(" ")[2])

    async def run(self) -> Verification:
        """Gather what every runtime that was asked for needs to know, and conclude."""
        reached = {runtime: await self._reach(runtime) for runtime in self._settings.runtimes}
        _share_contents(reached)
        endings: list[RuntimeEnding] = []
        stores: dict[str, None] = {}
        for runtime in self._settings.runtimes:
            for platform in self._settings.platforms or self._settings.default_platforms:
                ending = await self._pull(runtime, platform, reached[runtime], stores)
                endings.append(ending)
        found = [each for each in reached.values() if isinstance(each, Reached)]
        self._learn(reached)
        public = await self._compare(found, endings)
        scopes = await self._ask_github(endings)
        endings = self._with_github_s_word(endings, scopes)
        came = Came(tuple(found), tuple(endings), public, scopes[0], tuple(stores))
        origin = self._counter.origin
        whole = verification_of(self._question, self._settings, origin, came, self._scrubber)
        return whole._replace(steps=tuple(self._log.steps), limits=self._limits())

    def _limits(self) -> tuple[tuple[str, str], ...]:
        replies = [heard for heard in self._facts.values() if isinstance(heard, Reply)]
        left = {each.host: each.pulls_left for each in replies if each.pulls_left}
        return tuple((self._scrubber.clean(host), words) for host, words in left.items())

    async def _reach(self, runtime: Runtime) -> Reached | Stop:
        about = self._about()
        way = _WAYS[runtime]

        def begin() -> Way:
            return way(self._question.image, self._login, about)

        while isinstance(found := judge(begin(), self._facts), Needs):
            await self._gather(found.asks)
        return found

    async def _pull(
        self,
        runtime: Runtime,
        platform: Platform,
        reached: Reached | Stop,
        stores: dict[str, None],
    ) -> RuntimeEnding:
        if isinstance(reached, Stop):
            cause = self._scrubber.clean_cause(reached.cause)
            return RuntimeEnding(runtime, str(platform), reached.ending, cause)
        about = self._about()._replace(granted=reached.proof.token is not None)
        layers = self._settings.layers
        while isinstance(
            found := judge(
                pull_contents(runtime, self._question.image, reached, platform, layers, about),
                self._facts,
            ),
            Needs,
        ):
            await self._gather(found.asks)
        if isinstance(found, Stop):
            cause = self._scrubber.clean_cause(found.cause)
            return RuntimeEnding(runtime, str(platform), found.ending, cause)
        stores.update(dict.fromkeys(self._scrubber.clean_all(found.stores)))
        return RuntimeEnding(runtime, str(platform), "pulls", None, found.notes)

    async def _gather(self, asks: tuple[Ask, ...]) -> None:
        """Ask what is missing: one question in a step of its own, the layers in one together."""
        first = asks[0]
        host = host_of(first, self._counter.origin)
        with self._log.step(
            step_name(first), shown_together(asks, self._counter.origin), host
        ) as row:
            turns = asyncio.Semaphore(_LAYERS_AT_ONCE)

            async def one(ask: Ask) -> Told:
                async with turns:
                    return await self._counter.tell(ask, self._who)

            answers = await asyncio.gather(*map(one, asks))
            self._facts.update(zip(asks, (told.heard for told in answers), strict=True))
            row.request = shown_together(
                asks, self._counter.origin
            )  # its scheme may be another now
            fill(row, asks, answers, self._about())

    def _learn(self, reached: dict[Runtime, Reached | Stop]) -> None:
        """Note that this registry answers HEAD and GET, tag and digest, alike: it did here."""
        found = [each for each in reached.values() if isinstance(each, Reached)]
        lessons, by_tag = self._counter.lessons, not self._question.image.digest
        if lessons and by_tag and len(found) == 2 and found[0].digest == found[1].digest:
            lessons.regular()

    async def _compare(self, found: list[Reached], endings: list[RuntimeEnding]) -> bool | None:
        """Ask the same without a credential: is the image public? None where nobody can tell."""
        if self._login is None:
            unknown = all(each.ending == "unknown" for each in endings)
            return None if unknown else bool(found)
        if found and not any(each.sent for each in found):
            return True
        causes = {each.cause.code for each in endings if each.cause is not None}
        pointless = all(each.ending == "unknown" for each in endings) and not any(
            code.startswith("realm-") for code in causes
        )
        if not self._settings.compare or pointless:
            return None
        lessons = self._counter.lessons
        if lessons and not causes and lessons.strangers_get_nothing():
            return None  # it pulls, so nothing depends on it: said to be unknown, and not asked
        return await self._is_public()

    async def _is_public(self) -> bool | None:
        image, about = self._question.image, self._about()._replace(signed_in=False)
        origin = self._counter.origin
        stranger = Who(str(image))
        request = f"HEAD {origin}/v2/{image.path}/manifests/{image.digest or image.tag}"
        with self._log.step("anonymous", request, origin.authority) as row:
            while True:
                result = judge(resolve_with_containerd(image, None, about), self._stranger_facts)
                if not isinstance(result, Needs):
                    break
                for ask in result.asks:
                    told = await self._counter.tell(ask, stranger)
                    self._stranger_facts[ask] = told.heard
                    row.status = told.status
            if isinstance(result, Stop) and result.ending == "unknown":
                row.outcome, row.cause = "unknown", result.cause
                return None
            public = not isinstance(result, Stop)
            row.message = "the image is public" if public else "the image is not public"
        return public

    async def _ask_github(self, endings: list[RuntimeEnding]) -> tuple[Scopes | None, Stop | None]:
        credential = self._question.credential
        if credential is None or not self._settings.github_scopes:
            return None, None
        refused = any(each.ending != "pulls" for each in endings)
        return await ask_github(
            self._session,
            self._guard,
            self._settings.github_api,
            self._question.image,
            credential.token,
            self._log,
            refused,
        )

    def _with_github_s_word(
        self, endings: list[RuntimeEnding], word: tuple[Scopes | None, Stop | None]
    ) -> list[RuntimeEnding]:
        """Put GitHub's own cause in the stead of a refusal that does not tell causes apart."""
        stop = word[1]
        if not self._settings.github_scopes:
            return endings
        return [
            each._replace(cause=self._scrubber.clean_cause(stop.cause if stop else not_told(cause)))
            if (cause := each.cause) is not None and cause.code == "denied"
            else each
            for each in endings
        ]

    def _about(self) -> Asked:
        credential = self._question.credential
        expired = ""
        if credential is not None:
            moment = stated_expiry(credential.token)
            if moment is not None and moment < time.time():
                expired = utc_text(moment)
        return Asked(
            registry=self._counter.origin.authority,
            repository=self._question.image.path,
            username=username_of(credential),
            signed_in=self._login is not None,
            empty=self._login.missing if self._login else "",
            wants_reasons="cri-o" not in self._settings.runtimes,
            expired=expired,
        )


def _share_contents(reached: dict[Runtime, Reached | Stop]) -> None:
    """Ask for the parts of one and the same manifest once, whichever runtime came to it how."""
    first: Reached | None = None
    for runtime, found in reached.items():
        if isinstance(found, Stop):
            continue
        first = first or found
        if found.digest == first.digest and opens_the_same(found.proof, first.proof):
            reached[runtime] = found._replace(proof=first.proof)
