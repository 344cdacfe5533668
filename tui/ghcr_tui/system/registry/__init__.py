"""Proving a credential against its registry: `verify` asks one question, `verify_all` many.

Importing this package loads neither the HTTP client nor asyncio; the first question does, in a
thread, so that an app stays responsive.
"""

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
    from ghcr_tui.system.registry.run import Run

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

_UNDER_WAY = 8


async def verify(
    question: Question,
    settings: Settings | None = None,
    on_step: OnStep = ignore_step,
    allow_realm: AllowRealm = refuse_realm,
) -> Verification:
    """Ask the registry whether nodes pull the image with the credential, step by step.

    `on_step` is called in the event loop with each step, first as `asking` and then answered
    (the same `number`). `allow_realm` is asked before a credential goes to another site, outside
    every deadline. Cancelling the task ends it at once. Whatever the network does is in the
    Verification; raises SettingsError alone.
    """
    (found,) = await _ask((question,), settings, lambda _: None, allow_realm, on_step)
    return found


async def verify_all(
    questions: Sequence[Question],
    settings: Settings | None = None,
    on_result: Callable[[Verification], None] = lambda _: None,
    allow_realm: AllowRealm = refuse_realm,
) -> tuple[Verification, ...]:
    """Ask all questions, a few at a time, and return the answers in their order.

    What two questions have in common is asked once. `on_result` gets each answer as soon as all
    before it are there. Raises SettingsError.
    """
    return await _ask(questions, settings, on_result, allow_realm, ignore_step)


async def _ask(
    questions: Sequence[Question],
    settings: Settings | None,
    on_result: Callable[[Verification], None],
    allow_realm: AllowRealm,
    on_step: OnStep,
) -> tuple[Verification, ...]:
    import asyncio

    run_of = await asyncio.to_thread(_load)
    run = run_of(questions, settings or Settings(), allow_realm, on_step)
    under_way = asyncio.Semaphore(_UNDER_WAY)

    async def one(question: Question) -> Verification:
        async with under_way:
            return await run.verification(question)

    async with run:
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


def _load() -> "type[Run]":
    """Load the client in a thread: it takes a few frames' worth of time."""
    from ghcr_tui.system.registry.run import Run

    return Run
