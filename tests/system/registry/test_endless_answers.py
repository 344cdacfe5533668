"""Answers without end, compressed, malformed: how much is read, and what becomes of it."""

import asyncio
import gzip

import pytest

from registry_kit.answers import TOKEN, bearer_challenge, image_at, lenient
from registry_kit.asking import SETTINGS, ask, cause_of
from registry_kit.server import Answer, Raw, Request, Server, answer


async def _stream_forever(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    await _flood(writer, b"x" * 65536)


async def _header_flood(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    await _flood(writer, b"X-Flood: " + b"x" * 1000 + b"\r\n")


async def _informational_flood(_request: Request, writer: asyncio.StreamWriter) -> None:
    await _flood(writer, b"HTTP/1.1 103 Early Hints\r\nX: " + b"x" * 8000 + b"\r\n\r\n")


async def _flood(writer: asyncio.StreamWriter, piece: bytes) -> None:
    while True:
        writer.write(piece)
        await writer.drain()


async def _drip(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("raw", "seconds", "codes"),
    [
        pytest.param(_header_flood, 30, {"protocol", "endless"}, id="headers without end"),
        pytest.param(_informational_flood, 30, {"endless"}, id="1xx without end"),
        pytest.param(_drip, 1, {"timeout"}, id="a byte at a time"),
    ],
)
async def test_an_answer_without_end_ends_the_walk(
    raw: Raw, seconds: float, codes: set[str]
) -> None:
    with Server(raw=raw) as registry:
        settings = SETTINGS._replace(timeout=seconds)
        found = await ask(image_at(registry), "someone", TOKEN, settings)
    assert found.conclusion.ending == "unknown"
    assert cause_of(found) in codes


async def test_a_body_without_end_is_read_no_further_than_needed() -> None:
    """GET /v2/ needs no body, and of a manifest no runtime reads more than 4 MiB."""

    async def raw(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.method == "HEAD":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            return
        await _stream_forever(request, writer)

    with Server(raw=raw) as registry:
        found = await ask(image_at(registry), "someone", TOKEN)
    assert (found.conclusion.ending, cause_of(found)) == ("refused", "too-large")


async def test_a_token_without_end_is_no_token() -> None:
    with (
        Server(raw=_stream_forever) as service,
        Server(lenient(lambda: bearer_challenge(f"http://{service.authority}/t"))) as registry,
    ):
        found = await ask(image_at(registry), "someone", TOKEN)
    assert cause_of(found) == "too-large"


async def test_a_gzip_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b" " * 50_000_000)

    def respond(request: Request) -> Answer:
        if request.method == "HEAD" or request.path == "/v2/":
            return answer(200)
        return answer(200, bomb, content_encoding="gzip")

    with Server(respond) as registry:
        found = await ask(image_at(registry), "someone", TOKEN)
    assert {request.headers["accept-encoding"] for request in registry.received} == {"identity"}
    assert (found.conclusion.ending, cause_of(found)) == ("unknown", "compressed")


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        b"",
        b"[" * 50_000,
        b'{"token": 5}',
        b'{"token": "a\\r\\nX-Injected: 1"}',
        b'{"token": ""}',
        b"\xff\xfe",
    ],
)
async def test_a_token_that_cannot_be_sent_is_not_sent(body: bytes) -> None:
    with (
        Server(lambda _: answer(200, body)) as service,
        Server(lenient(lambda: bearer_challenge(f"http://{service.authority}/t"))) as registry,
    ):
        found = await ask(image_at(registry), "someone", TOKEN)
    assert cause_of(found) == "token-service"
    assert registry.authorizations == []


async def test_a_walk_can_be_cancelled_at_any_time() -> None:
    with Server(raw=_drip) as registry:
        walk = asyncio.create_task(ask(image_at(registry), "someone", TOKEN))
        await asyncio.to_thread(registry.asked.wait, 5)
        walk.cancel()
        with pytest.raises(asyncio.CancelledError):
            await walk
