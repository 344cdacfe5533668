"""One run of `verify`: the questions, and for each registry what they share."""

from collections import Counter as Tally
from collections.abc import Sequence

from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.origin import Origin, api_authority, parse_origin
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Verification
from ghcr_tui.system.registry.consent import Consents
from ghcr_tui.system.registry.counter import Counter
from ghcr_tui.system.registry.http.guard import Guard
from ghcr_tui.system.registry.http.session import Session
from ghcr_tui.system.registry.http.trust import Trust
from ghcr_tui.system.registry.scrubber import Scrubber
from ghcr_tui.system.registry.settings import AllowRealm, OnStep, Settings
from ghcr_tui.system.registry.walk import Walk


class Run:
    """Asks several questions over one session. Use it as an asynchronous context manager."""

    def __init__(
        self,
        questions: Sequence[Question],
        settings: Settings,
        allow_realm: AllowRealm,
        on_step: OnStep,
    ) -> None:
        """Read what the settings name. Raises SettingsError."""
        self._settings = settings
        self._on_step = on_step
        self._scrubber = Scrubber()
        origins = [registry_of(each.image, settings.plain_http) for each in questions]
        self._tally = Tally(origins)
        self._guard = Guard({origin.host for origin in origins}, settings.plain_http)
        self._session = Session(settings, Trust(settings), self._guard)
        self._consents = Consents(self._guard, settings.plain_http, allow_realm)
        self._counters: dict[Origin, Counter] = {}

    async def __aenter__(self) -> "Run":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.__aexit__()

    async def verification(self, question: Question) -> Verification:
        """Walk to the registry of one question."""
        origin = registry_of(question.image, self._settings.plain_http)
        counter = self._counters.get(origin)
        if counter is None:
            counter = self._counters[origin] = Counter(
                origin,
                self._settings,
                self._session,
                self._scrubber,
                self._consents,
                questions=self._tally[origin],
            )
        walk = Walk(
            question,
            self._settings,
            counter,
            self._session,
            self._guard,
            self._scrubber,
            self._on_step,
        )
        return await walk.run()


def registry_of(image: ImageReference, plain_http: bool) -> Origin:
    """Return where the registry of `image` answers its API."""
    scheme = "http" if plain_http else "https"
    domain = api_authority(image.domain)
    # A port out of range, or a host that looks like a number, passes Docker's grammar.
    return parse_origin(f"{scheme}://{domain}/") or Origin(scheme, inert(domain, 120), 0)
