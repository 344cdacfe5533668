"""Who may get the credential besides the registry: judged by the rules, and asked of the person."""

import asyncio

from ghcr_tui.core.verification.origin import Origin, parse_origin
from ghcr_tui.core.verification.question import RealmQuestion
from ghcr_tui.core.verification.realm import Realm, judge_realm
from ghcr_tui.system.registry.http.guard import Guard
from ghcr_tui.system.registry.public_suffixes import site_of
from ghcr_tui.system.registry.settings import AllowRealm


class Consents:
    """The realms of a run; a person is asked once about each."""

    def __init__(self, guard: Guard, plain_http: bool, allow_realm: AllowRealm) -> None:
        self._guard = guard
        self._plain_http = plain_http
        self._allow_realm = allow_realm
        self._given: dict[tuple[str, str], bool] = {}
        self._one_at_a_time = asyncio.Lock()

    async def judged(self, realm: str, registry: Origin) -> Realm:
        """Judge a realm that `registry` named."""
        # The list of suffixes takes some milliseconds to read when it is first needed.
        quick = judge_realm(realm, registry, self._plain_http, lambda _host: "the same")
        if quick.answer != "allowed" or "the same" not in quick.reason:
            return quick
        return await asyncio.to_thread(judge_realm, realm, registry, self._plain_http, site_of)

    async def given(self, realm: Realm, image: str, username: str) -> bool:
        """Tell whether the credential may go to `realm`; asks the person where rules cannot say.

        `username` is fit to be shown.
        """
        if realm.answer != "ask":
            return realm.answer == "allowed"
        key = (realm.registry, realm.authority)
        async with self._one_at_a_time:
            if key not in self._given:
                question = RealmQuestion(
                    image, realm.registry, realm.authority, username, realm.reason
                )
                self._given[key] = await self._allow_realm(question)
        origin = parse_origin(f"https://{realm.authority}")
        if self._given[key] and origin is not None:
            self._guard.allow(origin.host)
        return self._given[key]
