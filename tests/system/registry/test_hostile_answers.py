"""Answers that break HTTP, and addresses that lead away: a clear end, soon, and nothing sent on."""

import asyncio
import logging
from collections.abc import Sequence

import pytest

from registry_kit.answers import image_at
from registry_kit.asking import SETTINGS, ask, cause_of
from registry_kit.server import Raw, Request, Server, answer

_TOKEN = "ghp_aMadeUpTokenOfThirtySixLettersAaaaaa"
_SETTINGS = SETTINGS._replace(timeout=3.0)


def said(*parts: bytes) -> Raw:
    async def raw(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"".join(parts))
        await writer.drain()

    return raw


def lines(status: str, *headers: str, body: bytes = b"") -> Raw:
    head = "\r\n".join((f"HTTP/1.1 {status}", *headers, "", ""))
    return said(head.encode("latin-1"), body)


_EITHER = {"disconnected", "protocol"}
"""What is broken in the middle, and then closed: whichever is noticed first."""


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (said(), {"disconnected"}),
        (said(b"SSH-2.0-OpenSSH_9.2\r\n"), _EITHER),
        (said(b"HTTP/1.1 20"), _EITHER),
        (lines("abc X"), {"protocol"}),
        (lines("000 X", "Content-Length: 0"), {"protocol"}),
        (lines("101 Switching Protocols", "Upgrade: x"), {"protocol"}),
        (lines("200 X", "Content-Length: -5", body=b"{}"), {"protocol"}),
        (lines("200 X", "Content-Length: many", body=b"{}"), {"protocol"}),
        (lines("200 X", "Content-Length: 5", "Content-Length: 2", body=b"{}"), {"protocol"}),
        (lines("200 X", f"Content-Length: {'9' * 40}", body=b"{}"), {"protocol"}),
        (lines("200 X", "Content-Length: 500", body=b"{}"), {"disconnected"}),
        (lines("200 X", "Transfer-Encoding: chunked", body=b"zzz\r\n{}"), _EITHER),
        (lines("200 X", "Transfer-Encoding: chunked", body=b"-5\r\n{}"), _EITHER),
        (lines("200 X", "Transfer-Encoding: chunked", body=b"F" * 16 + b"\r\n{}"),
         _EITHER),
        (lines("401 X", 'WWW-Authenticate: Basic realm="\x00"', "Content-Length: 0"), {"protocol"}),
    ],
    ids=["nothing", "another protocol", "half a line", "a status that is none", "status 0",
         "a protocol nobody asked for", "a negative length", "a length in words", "two lengths",
         "a length of forty digits", "less than was announced", "a chunk that is none",
         "a negative chunk", "an endless chunk", "a NUL"],
)  # fmt: skip
async def test_what_is_not_http_is_said_to_be_none(raw: Raw, codes: set[str]) -> None:
    with Server(raw=raw) as registry:
        found = await ask(image_at(registry), "someone", _TOKEN, _SETTINGS)
    assert found.conclusion.ending == "unknown"
    assert cause_of(found) in codes


@pytest.mark.parametrize(
    "location",
    ["ftp://127.0.0.1/", "javascript:alert(1)", "data:,x", "unix:/var/run/docker.sock",
     "http://0x7f000001/", "http://127.1/", "http://%31%32%37.0.0.1/", "http://127.0.0.1:99999/",
     "/\\elsewhere.test", "\xff\xfe", "http://[::ffff:169.254.169.254]/", "//169.254.169.254/",
     "http://[fd00:ec2::254]/"],
)  # fmt: skip
async def test_a_redirect_to_what_no_registry_is_ends_there(location: str) -> None:
    with Server(raw=lines("307 X", f"Location: {location}", "Content-Length: 0")) as registry:
        found = await ask(image_at(registry), "someone", _TOKEN, _SETTINGS)
    assert found.conclusion.ending == "unknown"
    assert cause_of(found) in {"bad-redirect", "forbidden-address"}
    assert registry.authorizations == []


@pytest.mark.parametrize(
    "realm",
    ["http://localhost:1/t", "http://127.0.0.2:1/t", "http://[::1]:1/t", "https://evil.example/t",
     "http://127.0.0.1@evil.example/", "https://evil.example\\@127.0.0.1/", "//evil.example/t",
     "https://127.0.0.1:0/t", "https://\xff.example/t"],
)  # fmt: skip
async def test_a_realm_that_is_not_the_registry_s_gets_nothing_unasked(realm: str) -> None:
    challenge = f'WWW-Authenticate: Bearer realm="{realm}",service="s"'
    with Server(raw=lines("401 X", challenge, "Content-Length: 0")) as registry:
        found = await ask(image_at(registry), "someone", _TOKEN, _SETTINGS)
    assert cause_of(found) in {"realm-not-allowed", "realm-refused"}
    assert registry.authorizations == []


@pytest.mark.parametrize(
    "value",
    ["-5", "99999999999999", "soon", "²", "", "Wed, 99 Oct 2035 77:88:00 GMT",
     "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 9999 07:28:00 GMT"],
)  # fmt: skip
async def test_a_retry_after_of_whatever_kind_holds_nobody(value: str) -> None:
    with Server(lambda _: answer(429, retry_after=value)) as registry:
        found = await ask(image_at(registry), "someone", _TOKEN, _SETTINGS)
    assert (found.conclusion.ending, cause_of(found)) == ("unknown", "rate-limited")
    assert len(registry.received) <= 4  # two questions, and each once more


def _echoing(spoiled: Sequence[str]) -> Raw:
    said_back = "".join(spoiled)
    body = f'{{"errors":[{{"code":"DENIED","message":"{said_back}"}}]}}'.encode()
    return lines("403 X", "Content-Type: application/json", "Connection: close", body=body)


async def test_what_a_registry_says_is_inert_and_has_no_token_in_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    raw = _echoing(["\\u001b[31m", "\\u202e", "[b]x[/b] ", _TOKEN])
    with Server(raw=raw) as registry:
        found = await ask(image_at(registry), "someone", _TOKEN, _SETTINGS)
    assert found.conclusion.cause is not None
    assert "says:" in found.conclusion.cause.message
    shown = repr(found) + caplog.text
    assert not any(bad in shown for bad in ("\x1b", "\u202e", _TOKEN))


async def test_http_1_0_is_answered_too() -> None:
    challenge = b'HTTP/1.0 401 X\r\nWWW-Authenticate: Basic realm="x"\r\n\r\n'
    with Server(raw=said(challenge)) as registry:
        found = await ask(image_at(registry), "someone", _TOKEN, _SETTINGS)
    assert cause_of(found) == "wrong-credential"
