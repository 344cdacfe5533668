"""Proving a credential against its registry: `verify` asks one question, `verify_all` many.

Importing this package loads neither the HTTP client nor asyncio; the first question does, in a
thread, so that an app stays responsive.
"""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Verification
from ghcr_tui.system.registry.settings import (
    AllowRealm,
    OnStep,
    Settings,
    SettingsError,
    ignore_step,
    refuse_realm,
)

if TYPE_CHECKING:
    import ssl

__all__ = [
    "AllowRealm",
    "OnStep",
    "Settings",
    "SettingsError",
    "ignore_step",
    "refuse_realm",
    "verify",
    "verify_all",
]

AT_ONCE = 8
"""How many questions are under way at the same time."""


async def verify(
    question: Question,
    settings: Settings | None = None,
    on_step: OnStep = ignore_step,
    allow_realm: AllowRealm = refuse_realm,
) -> Verification:
    """Ask the registry whether the credential pulls the image, step by step.

    `on_step` is called in the event loop with each step, first as `asking` and then answered
    (the same `number`). `allow_realm` is asked before a credential goes to another site, outside
    every deadline. Cancelling the task ends it at once. Whatever the network does is in the
    Verification; raises SettingsError alone.
    """
    import asyncio

    settings = settings or Settings()
    context = await asyncio.to_thread(_prepare, settings)
    from ghcr_tui.system.registry.walk import walk

    return await walk(question, settings, context, on_step, allow_realm)


async def verify_all(
    questions: Sequence[Question],
    settings: Settings | None = None,
    on_result: Callable[[Verification], None] = lambda _: None,
    allow_realm: AllowRealm = refuse_realm,
) -> tuple[Verification, ...]:
    """Ask all questions, at most AT_ONCE at a time, and return the answers in their order.

    `on_result` gets each answer as soon as all before it are there. Raises SettingsError.
    """
    import asyncio

    settings = settings or Settings()
    context = await asyncio.to_thread(_prepare, settings)
    from ghcr_tui.system.registry.walk import walk

    under_way = asyncio.Semaphore(AT_ONCE)

    async def one(question: Question) -> Verification:
        async with under_way:
            return await walk(question, settings, context, ignore_step, allow_realm)

    tasks = [asyncio.create_task(one(question)) for question in questions]
    results: list[Verification] = []
    try:
        for task in tasks:
            results.append(await task)
            on_result(results[-1])
    finally:  # cancelled, or `on_result` has nobody to tell any more
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return tuple(results)


def _prepare(settings: Settings) -> "ssl.SSLContext":
    """Load the client and the certificate authorities: a few frames' worth of work."""
    import ghcr_tui.system.registry.walk  # noqa: F401 -- loaded here, in a thread
    from ghcr_tui.system.registry.http.transport import trust

    environment = os.environ if settings.environment is None else settings.environment
    return trust(settings.ca_file, environment)
