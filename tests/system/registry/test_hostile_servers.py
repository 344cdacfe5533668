"""What a registry must not get out of a walk: the assertions are on what servers received."""

import asyncio
import base64
import gzip
import logging
from collections.abc import Callable

import pytest
from ghcr_tui.core.verification import Verification
from ghcr_tui.system.registry import RealmQuestion
from registry_kit.asking import SETTINGS, Resolver, ask, step
from registry_kit.server import Answer, Raw, Request, Server, answer

_TOKEN = "a-made-up-token-1"
_BASIC = f"Basic {base64.b64encode(f'someone:{_TOKEN}'.encode()).decode()}"
_BODY = b'{"config":{"size":1},"layers":[]}'


def _bearer(realm: str) -> str:
    return f'Bearer realm="{realm}",service="s"'


def _registry(challenge: Callable[[], str]) -> Callable[[Request], Answer]:
    """Answer as a registry does that lets everybody in who has anything to show."""

    def respond(request: Request) -> Answer:
        if not request.authorization:
            return answer(401, www_authenticate=challenge())
        return answer(200, _BODY, content_type="application/json")

    return respond


def _cause(found: Verification) -> str:
    return found.verdict.cause.code if found.verdict.cause else ""


def _local(server: Server) -> str:
    return f"{server.authority}/team/app:1"


@pytest.mark.parametrize(
    "realm",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/t",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/t",
        "http://2852039166/t",
        "http://someone@127.0.0.1/t",
    ],
)
async def test_a_forbidden_realm_is_named_and_not_asked(realm: str) -> None:
    with Server(_registry(lambda: _bearer(realm))) as registry:
        found = await ask(_local(registry), "someone", _TOKEN)
    assert _cause(found) == "realm-refused"
    assert registry.authorizations == []


async def _ask_with_far_realm(
    consent: bool, asked: list[RealmQuestion]
) -> tuple[Verification, Server]:
    """Let a registry on this machine name a realm at `auth.test`, which is this machine too."""

    async def allow(question: RealmQuestion) -> bool:
        asked.append(question)
        return consent

    with Server(lambda _: answer(200, b'{"token":"granted-token-1"}')) as service:
        realm = f"http://auth.test:{service.port}/token"
        settings = SETTINGS._replace(
            plain_http=True, resolve=Resolver({"auth.test": ["127.0.0.1"]}), compare=False
        )
        with Server(_registry(lambda: _bearer(realm))) as registry:
            found = await ask(_local(registry), "someone", _TOKEN, settings, allow)
    return found, service


async def test_another_site_gets_nothing_without_consent() -> None:
    found, service = await _ask_with_far_realm(consent=False, asked=[])
    assert _cause(found) == "realm-not-allowed"
    assert service.received == []


async def test_another_site_gets_the_credential_with_consent() -> None:
    found, service = await _ask_with_far_realm(consent=True, asked=[])
    assert found.verdict.answer == "pulls"
    assert service.authorizations == [_BASIC]


async def test_consent_is_asked_with_the_host_that_would_get_the_credential() -> None:
    asked: list[RealmQuestion] = []
    _, service = await _ask_with_far_realm(consent=False, asked=asked)
    assert [question.authority for question in asked] == [f"auth.test:{service.port}"]
    assert _TOKEN not in repr(asked)


async def test_a_person_may_take_longer_to_consent_than_any_deadline() -> None:
    async def allow(_question: RealmQuestion) -> bool:
        await asyncio.sleep(0.6)
        return False

    settings = SETTINGS._replace(timeout=0.5, plain_http=True, compare=False)
    with Server(_registry(lambda: _bearer("http://auth.test/token"))) as registry:
        found = await ask(_local(registry), "someone", _TOKEN, settings, allow)
    assert _cause(found) == "realm-not-allowed"


async def test_a_name_that_resolves_to_a_link_local_address_is_not_asked() -> None:
    async def allow(_question: RealmQuestion) -> bool:
        return True

    resolver = Resolver({"auth.test": ["169.254.169.254"]})
    settings = SETTINGS._replace(plain_http=True, resolve=resolver)
    with Server(_registry(lambda: _bearer("http://auth.test/token"))) as registry:
        found = await ask(_local(registry), "someone", _TOKEN, settings, allow)
    assert resolver.asked
    assert _cause(found) == "forbidden-address"


async def test_a_name_that_changes_its_address_is_checked_each_time() -> None:
    def respond(request: Request) -> Answer:
        if request.path == "/v2/":
            return answer(401, www_authenticate="Basic realm=x", connection="close")
        return answer(200, _BODY)

    resolver = Resolver({"registry.test": ["127.0.0.1", "169.254.169.254"]})
    settings = SETTINGS._replace(plain_http=True, resolve=resolver)
    with Server(respond) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        found = await ask(image, "someone", _TOKEN, settings)
    assert _cause(found) == "forbidden-address"
    assert registry.authorizations == []


async def test_a_registry_elsewhere_cannot_point_at_this_machine() -> None:
    async def allow(_question: RealmQuestion) -> bool:
        raise AssertionError("there is nothing to consent to")

    with Server(lambda _: answer(200, b"{}")) as neighbour:
        realm = f"http://127.0.0.1:{neighbour.port}/t"
        with Server(_registry(lambda: _bearer(realm))) as registry:
            resolver = Resolver({"registry.test": ["127.0.0.1"]})
            settings = SETTINGS._replace(plain_http=True, resolve=resolver)
            image = f"registry.test:{registry.port}/team/app:1"
            found = await ask(image, "someone", _TOKEN, settings, allow)
    assert _cause(found) == "realm-refused"
    assert neighbour.received == []


async def test_no_credential_goes_over_plain_http_to_another_machine() -> None:
    """The name leads here, and still nothing is sent: it is not a name of this machine."""
    with Server(_registry(lambda: "Basic realm=x")) as registry:
        settings = SETTINGS._replace(resolve=Resolver({"registry.test": ["127.0.0.1"]}))
        image = f"registry.test:{registry.port}/team/app:1"
        found = await ask(image, "someone", _TOKEN, settings)
    assert _cause(found) == "tls"
    assert registry.received == []


async def test_plain_http_is_used_where_it_is_allowed() -> None:
    with Server(_registry(lambda: "Basic realm=x")) as registry:
        resolver = Resolver({"registry.test": ["127.0.0.1"]})
        settings = SETTINGS._replace(plain_http=True, resolve=resolver)
        image = f"registry.test:{registry.port}/team/app:1"
        found = await ask(image, "someone", _TOKEN, settings)
    assert found.verdict.answer == "pulls"
    assert registry.received[0].headers["host"] == f"registry.test:{registry.port}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_to_another_origin_loses_the_credential(status: int) -> None:
    with Server(lambda _: answer(200, _BODY)) as other:

        def respond(request: Request) -> Answer:
            if request.path == "/v2/":
                return answer(401, www_authenticate="Basic realm=x")
            return answer(status, location=f"http://{other.authority}{request.target}")

        with Server(respond) as registry:
            found = await ask(_local(registry), "someone", _TOKEN)
    assert registry.authorizations[0] == _BASIC
    assert other.received
    assert other.authorizations == []
    assert "without the credential" in " ".join(step(found, "manifest").notes)


async def test_a_credential_stays_lost_when_a_redirect_comes_back() -> None:
    with Server(lambda request: answer(302, location=_back(request))) as other:

        def respond(request: Request) -> Answer:
            if request.path == "/v2/":
                return answer(401, www_authenticate="Basic realm=x")
            if request.path == "/back":
                return answer(401, www_authenticate="Basic realm=x")
            return answer(302, location=f"http://{other.authority}/?{registry.port}")

        with Server(respond) as registry:
            await ask(_local(registry), "someone", _TOKEN)
    assert any(request.path == "/back" for request in registry.received)
    assert not any(r.authorization for r in registry.received if r.path == "/back")


def _back(request: Request) -> str:
    return f"http://127.0.0.1:{request.target.partition('?')[2]}/back"


async def test_a_token_service_s_redirect_does_not_take_the_credential_along() -> None:
    with Server(lambda _: answer(200, b'{"token":"t-1"}')) as other:
        redirect = answer(307, location=f"http://{other.authority}/t")
        with (
            Server(lambda _: redirect) as service,
            Server(_registry(lambda: _bearer(f"http://{service.authority}/t"))) as registry,
        ):
            await ask(_local(registry), "someone", _TOKEN)
    assert service.authorizations == [_BASIC]
    assert other.authorizations == []


async def test_a_form_with_a_credential_is_never_redirected() -> None:
    with Server(lambda _: answer(200, b'{"token":"t-1"}')) as other:

        def respond(request: Request) -> Answer:
            if request.method == "GET":
                return answer(405)
            return answer(307, location=f"http://{other.authority}/t")

        with (
            Server(respond) as service,
            Server(_registry(lambda: _bearer(f"http://{service.authority}/t"))) as registry,
        ):
            found = await ask(_local(registry), "someone", _TOKEN, SETTINGS._replace(compare=False))
    assert _cause(found) == "bad-redirect"
    assert other.received == []


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("/v2/", "redirect-loop"),
        ("file:///etc/passwd", "bad-redirect"),
        ("http://169.254.169.254/v2/", "forbidden-address"),
        ("http://someone@127.0.0.1/", "bad-redirect"),
        ("http://registry.test/v2/", "plain-http"),
        ("http://[", "bad-redirect"),
    ],
)
async def test_a_redirect_that_leads_nowhere_good_is_not_followed(location: str, code: str) -> None:
    with Server(lambda _: answer(302, location=location)) as registry:
        found = await ask(_local(registry), "someone", _TOKEN)
    assert (found.verdict.answer, _cause(found)) == ("unknown", code)
    assert len(registry.received) <= 6


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
        pytest.param(_header_flood, 30, {"protocol", "too-large"}, id="headers without end"),
        pytest.param(_informational_flood, 30, {"too-large"}, id="1xx without end"),
        pytest.param(_drip, 1, {"timeout"}, id="a byte at a time"),
    ],
)
async def test_an_answer_without_end_ends_the_walk(
    raw: Raw, seconds: float, codes: set[str]
) -> None:
    with Server(raw=raw) as registry:
        settings = SETTINGS._replace(timeout=seconds)
        found = await ask(_local(registry), "someone", _TOKEN, settings)
    assert found.verdict.answer == "unknown"
    assert _cause(found) in codes


async def test_a_body_without_end_is_read_no_further_than_needed() -> None:
    """GET /v2/ needs no body; the manifest is cut at 4 MiB, and the pull itself was proved."""

    async def raw(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.method == "HEAD":
            writer.write(b"HTTP/1.1 200 OK\r\nDocker-Content-Digest: sha256:0\r\n\r\n")
            return
        await _stream_forever(request, writer)

    with Server(raw=raw) as registry:
        found = await ask(_local(registry), "someone", _TOKEN)
    assert found.verdict.answer == "pulls"
    contents = step(found, "contents")
    assert contents.cause is not None
    assert contents.cause.code == "too-large"


async def test_a_token_without_end_is_no_token() -> None:
    with (
        Server(raw=_stream_forever) as service,
        Server(_registry(lambda: _bearer(f"http://{service.authority}/t"))) as registry,
    ):
        found = await ask(_local(registry), "someone", _TOKEN)
    assert _cause(found) == "too-large"


async def test_a_gzip_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b" " * 50_000_000)

    def respond(request: Request) -> Answer:
        if request.method == "HEAD" or request.path == "/v2/":
            return answer(200)
        return answer(200, bomb, content_encoding="gzip")

    with Server(respond) as registry:
        found = await ask(_local(registry), "someone", _TOKEN)
    assert {request.headers["accept-encoding"] for request in registry.received} == {"identity"}
    contents = step(found, "contents")
    assert contents.cause is not None
    assert contents.cause.code == "compressed"


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
        Server(_registry(lambda: _bearer(f"http://{service.authority}/t"))) as registry,
    ):
        found = await ask(_local(registry), "someone", _TOKEN)
    assert _cause(found) == "token-service"
    assert registry.authorizations == []


async def test_what_a_server_sends_back_of_the_credential_is_not_shown() -> None:
    """It tries the media type, the digest, the redirect's host and the platforms."""
    granted = "granted-by-the-service-1"

    def respond(request: Request) -> Answer:
        if not request.authorization:
            return answer(401, www_authenticate=_bearer(f"http://{service.authority}/t"))
        if request.method == "HEAD":
            return answer(200, content_type=f"x/{granted}", docker_content_digest=_TOKEN)
        body = f'{{"manifests":[{{"platform":{{"os":"{_BASIC[6:]}"}}}}]}}'.encode()
        return answer(200, body, content_type=f"x/{_TOKEN}")

    with (
        Server(lambda _: answer(200, f'{{"token":"{granted}"}}'.encode())) as service,
        Server(respond) as registry,
    ):
        found = await ask(_local(registry), "someone", _TOKEN)
    assert found.verdict.answer == "pulls"
    assert not any(secret in repr(found) for secret in (_TOKEN, granted, _BASIC[6:]))


async def test_no_log_at_any_level_holds_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    service_answer = answer(200, b'{"token":"granted-by-the-service-1"}')
    with (
        Server(lambda _: service_answer) as service,
        Server(_registry(lambda: _bearer(f"http://{service.authority}/t"))) as registry,
    ):
        await ask(_local(registry), "someone", _TOKEN)
    assert caplog.text
    assert not any(s in caplog.text for s in (_TOKEN, _BASIC[6:], "granted-by-the-service-1"))


async def test_cookies_of_one_answer_are_not_sent_with_the_next_question() -> None:
    def respond(request: Request) -> Answer:
        reply = _registry(lambda: "Basic realm=x")(request)
        return reply._replace(headers=(*reply.headers, ("Set-Cookie", "session=1; Path=/")))

    with Server(respond) as registry:
        await ask(_local(registry), "someone", _TOKEN)
    assert len(registry.received) > 2
    assert not any("cookie" in request.headers for request in registry.received)


async def test_a_walk_can_be_cancelled_at_any_time() -> None:
    with Server(raw=_drip) as registry:
        walk = asyncio.create_task(ask(_local(registry), "someone", _TOKEN))
        await asyncio.to_thread(registry.asked.wait, 5)
        walk.cancel()
        with pytest.raises(asyncio.CancelledError):
            await walk
