"""A list of thousands: it fills while it is read, can be filtered at once, and can be stopped."""

import asyncio
import gc
import time

import pytest
from textual.message import Message
from textual.widgets import Input

from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.screens.background import CancelledError, Turns
from ghcr_tui.screens.compose.screen import ComposeScreen
from ghcr_tui.screens.inspect import background_reading as reading
from ghcr_tui.screens.inspect.background_reading import Finished, Found, let_go, read_in_thread
from ghcr_tui.screens.inspect.secret_list import SecretList
from screens.inspecting import Inspecting, inspecting, list_of

COUNT = 3000
TEXT = list_of(COUNT)


def listed(opened: Inspecting) -> SecretList:
    return opened.screen.query_one(SecretList)


async def begin(opened: Inspecting, text: str) -> None:
    """Put a long text in, and go on as soon as the first of it is listed."""
    opened.screen.inspect(text)
    table = listed(opened).table
    while not table.items:  # noqa: ASYNC110 - a list has no event to wait for
        await asyncio.sleep(0.01)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_every_secret_is_listed_and_the_first_is_shown(size: tuple[int, int]) -> None:
    async with inspecting(TEXT, size) as opened:
        assert listed(opened).border_subtitle == f"{COUNT:,}"
        assert opened.credentials[0][0] == "ghcr.io"
        assert "3,000 Secrets" in opened.summary
        assert opened.app.focused is listed(opened).table


async def test_one_secret_needs_no_list() -> None:
    async with inspecting(list_of(1)) as opened:
        assert not listed(opened).display


async def test_what_is_typed_in_the_list_filters_it() -> None:
    async with inspecting(TEXT) as opened:
        await opened.press(*"pull-2999")
        assert listed(opened).border_subtitle == f"1 of {COUNT:,}"
        assert "pull-2999" in opened.summary


async def test_secrets_with_an_error_are_found_by_that_word() -> None:
    async with inspecting(list_of(200)) as opened:
        opened.screen.query_one("#filter", Input).value = "pull-9 error"
        await opened.settle()
        assert "pull-9" in opened.summary
        assert "✖" in opened.findings


async def test_escape_clears_the_filter_first() -> None:
    async with inspecting(TEXT) as opened:
        await opened.press(*"zzz", "escape")
        first = listed(opened).border_subtitle
        await opened.press("escape")
        assert (first, isinstance(opened.app.screen, ComposeScreen)) == (f"{COUNT:,}", True)


async def test_the_cursor_shows_another_secret() -> None:
    async with inspecting(TEXT) as opened:
        await opened.press("end")
        assert f"pull-{COUNT - 1}" in opened.summary


async def test_reading_can_be_stopped_and_keeps_what_was_read() -> None:
    async with inspecting() as opened:
        await begin(opened, list_of(20_000))
        was_reading = opened.screen.source.is_reading
        await opened.press("escape")
        kept = len(listed(opened).table.items)
        assert was_reading
        assert 0 < kept < 20_000
        assert "Stopped after" in opened.summary


async def test_the_list_is_used_while_it_is_read() -> None:
    async with inspecting() as opened:
        await begin(opened, list_of(20_000))
        listed(opened).table.move_to(5)
        opened.screen.query_one("#filter", Input).value = "pull-2"
        still = opened.screen.source.is_reading
        await opened.settle()
        assert (still, listed(opened).border_subtitle) == (True, "1,111 of 20,000")


async def test_another_text_takes_the_place_of_one_that_is_being_read() -> None:
    async with inspecting() as opened:
        await begin(opened, list_of(20_000))
        opened.screen.inspect(list_of(30))
        await opened.settle()
        assert listed(opened).border_subtitle == "30"


async def test_no_batch_keeps_the_loop_for_long() -> None:
    """Counts work, not time: between two rounds of the loop, the reader reads one slice."""
    rounds = 0
    posted: list[Message] = []

    class Counting(Turns):
        def wait(self, is_cancelled: object) -> None:
            nonlocal rounds
            rounds += 1

    read_in_thread(1, list_of(500), posted.append, Counting(), lambda: False)
    found = [message for message in posted if isinstance(message, Found)]
    assert rounds > 500
    assert sum(len(message.rows) for message in found) == 500
    assert isinstance(posted[-1], Finished)


async def test_a_turn_waits_for_the_loop_and_ends_with_it() -> None:
    turns = Turns()
    order: list[str] = []

    def work() -> None:
        turns.wait(lambda: False)
        order.append("turn")

    def busy() -> None:
        time.sleep(0.01)
        order.append("loop")

    asyncio.get_running_loop().call_soon(busy)
    await asyncio.to_thread(work)
    assert order == ["loop", "turn"]
    with pytest.raises(CancelledError):
        await asyncio.to_thread(Turns().wait, lambda: True)


def test_a_closed_loop_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = asyncio.new_event_loop()

    async def make() -> Turns:
        return Turns()

    turns = loop.run_until_complete(make())
    loop.close()
    posted: list[Message] = []
    read_in_thread(1, list_of(500), posted.append, turns, lambda: False)
    assert posted == []


def test_collection_is_as_it_was_after_reading() -> None:
    posted: list[Message] = []

    async def read() -> None:
        turns = Turns()
        monotonic_far_away = float("inf")
        turns._until = monotonic_far_away
        read_in_thread(1, list_of(20), posted.append, turns, lambda: False)

    asyncio.run(read())
    enabled = gc.isenabled()
    rows = [row for message in posted if isinstance(message, Found) for row in message.rows]
    let_go(rows)
    assert (enabled, rows, gc.get_freeze_count()) == (True, [], 0)


def test_an_inspection_is_posted_without_its_secrets() -> None:
    posted: list[Message] = []

    class Free(Turns):
        def __init__(self) -> None:
            pass

        def wait(self, is_cancelled: object) -> None:
            return

    reading.read_in_thread(7, list_of(20), posted.append, Free(), lambda: False)
    assert isinstance(posted[-1], Finished)
    assert posted[-1].inspection == Inspection("List", "A list with 20 Secrets.")
