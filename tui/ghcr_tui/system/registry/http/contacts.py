"""Who has answered in this run: one question finds out for all others that nobody is there."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ghcr_tui.core.verification.failures import Failure
from ghcr_tui.core.verification.origin import Origin
from ghcr_tui.system.registry.http.errors import NoAnswerError

_NO_CONTACT = frozenset(("unknown-host", "connection-refused", "timeout", "unreachable"))


class Contacts:
    """The servers of a run: registries, token services, and the stores that layers are kept at."""

    def __init__(self, timeout: float) -> None:
        self._patience = timeout / 2
        self._met: set[Origin] = set()
        self._dead: dict[Origin, Failure] = {}
        self._first: dict[Origin, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def asking(self, origin: Origin) -> AsyncIterator[None]:
        """Ask `origin` in the body: alone, as long as it has answered nobody.

        Raises NoAnswerError, without a try, where it has been found dead.
        """
        if origin in self._met:
            yield
            return
        async with self._first[origin]:
            if origin in self._dead:
                raise NoAnswerError(self._dead[origin])
            started = time.monotonic()
            try:
                yield
            except NoAnswerError as error:
                if error.failure.kind in _NO_CONTACT:
                    self._dead[origin] = error.failure
                raise
            except asyncio.CancelledError:  # the deadline, which other servers may have used up
                if time.monotonic() - started >= self._patience:
                    self._dead[origin] = Failure("timeout", origin.authority)
                raise
            self._met.add(origin)
