"""What else a registry may answer, and how many questions are asked at a time."""

import asyncio
import email.utils
import time

import pytest

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Verification
from ghcr_tui.system.registry import AT_ONCE, verify_all
from registry_kit.answers import MANIFEST, TOKEN, basic_guard
from registry_kit.asking import SETTINGS, Resolver, ask, cause_of, step
from registry_kit.server import Answer, Request, Server, answer


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (answer(200, b"<html>Sign in", content_type="text/html; charset=x"), "captive-portal"),
        (answer(302, location="http://portal.test/"), "plain-http"),
        (answer(404), "not-a-registry"),
        (answer(403), "forbidden"),
        (answer(401), "unreadable-challenge"),
        (answer(401, www_authenticate="Digest realm=x"), "unreadable-challenge"),
        (answer(500), "server-error"),
        (answer(503), "server-error"),
        (answer(429), "rate-limited"),
    ],
)
async def test_a_first_answer_that_leads_nowhere_has_its_cause(reply: Answer, code: str) -> None:
    with Server(lambda _: reply) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", TOKEN)
    assert (found.conclusion.ending, cause_of(found)) == ("unknown", code)
    assert registry.authorizations == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("90", "90 seconds"),
        pytest.param(
            email.utils.formatdate(time.time() + 3000, usegmt=True),
            "minutes",
            id="a date",  # of its own the id would be the date: another one in each worker
        ),
        ("soon", "Wait a while"),
    ],
)
async def test_a_rate_limit_says_when_it_lifts(value: str, words: str) -> None:
    with Server(lambda _: answer(429, retry_after=value)) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert found.conclusion.cause is not None
    assert words in found.conclusion.cause.fix


async def test_a_clock_that_is_off_is_mentioned() -> None:
    date = email.utils.formatdate(time.time() + 7260, usegmt=True)
    with Server(lambda request: answer(200, MANIFEST, date=date)) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert any("clock is 12" in note for note in step(found, "challenge").notes)


async def test_a_registry_that_guards_manifests_alone_is_answered_there() -> None:
    def respond(request: Request) -> Answer:
        return answer(200) if request.path == "/v2/" else basic_guard(request)

    with Server(respond) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", TOKEN)
    assert found.conclusion.ending == "pulls"
    assert [each.name for each in found.steps] == [
        "challenge", "manifest", "manifest", "contents", "anonymous",
    ]  # fmt: skip


async def test_a_registry_without_any_guard_proves_nothing_about_the_credential() -> None:
    with Server(lambda _: answer(200, MANIFEST)) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", TOKEN)
    assert "proves nothing" in found.conclusion.sentence
    assert registry.authorizations == []


async def test_get_is_asked_where_head_is_refused() -> None:
    def respond(request: Request) -> Answer:
        return answer(405) if request.method == "HEAD" else answer(200, MANIFEST)

    with Server(respond) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert found.conclusion.ending == "pulls"
    assert "HEAD answered 405; asked again with GET" in step(found, "manifest").notes
    assert sum(request.method == "GET" for request in registry.received) == 2  # /v2/ and this


async def test_a_manifest_that_is_not_what_was_announced_is_refused() -> None:
    digest = f"sha256:{'0' * 64}"
    with Server(lambda _: answer(200, MANIFEST, docker_content_digest=digest)) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert (found.conclusion.ending, cause_of(found)) == ("refused", "digest-mismatch")


async def test_bearer_is_preferred_to_basic_wherever_it_stands() -> None:
    with Server(lambda _: answer(200, b'{"access_token":"t-1"}')) as service:
        realm = f"http://{service.authority}/t"
        both = f'Basic realm="a, b", Bearer realm="{realm}?keep=1"'

        def respond(request: Request) -> Answer:
            if request.authorization != "Bearer t-1":
                return answer(401, www_authenticate=both)
            return answer(200, MANIFEST)

        with Server(respond) as registry:
            found = await ask(f"{registry.authority}/team/app:1", "someone", TOKEN)
    assert found.conclusion.ending == "pulls"
    assert service.received[0].query == {"keep": "1", "scope": "repository:team/app:pull"}


async def test_a_dead_name_server_holds_nobody_longer_than_the_deadline() -> None:
    async def never(_host: str, _port: int) -> tuple[str, ...]:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets that event")

    settings = SETTINGS._replace(resolve=never, timeout=0.2)
    found = await ask("registry.test/team/app:1", "someone", TOKEN, settings)
    assert cause_of(found) == "timeout"


@pytest.mark.parametrize("image", ["registry.test:99999/a/b", "0x7f.1/a/b", "1.2/a/b"])
async def test_a_registry_that_is_no_address_is_said_to_be_none(image: str) -> None:
    found = await ask(image, "someone", TOKEN, SETTINGS._replace(resolve=Resolver({})))
    assert cause_of(found) == "bad-address"


async def test_many_questions_are_answered_in_order_and_a_few_at_a_time() -> None:
    under_way, most = 0, 0

    async def raw(request: Request, writer: asyncio.StreamWriter) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.05)
        under_way -= 1
        writer.write(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")

    with Server(raw=raw) as registry:
        images = [parse_image(f"{registry.authority}/team/app:{n}") for n in range(20)]
        questions = [Question(image, Credential("x", "u", TOKEN)) for image in images]
        seen: list[Verification] = []
        found = await verify_all(questions, SETTINGS, seen.append)
    assert [each.image for each in found] == [str(image) for image in images]
    assert tuple(seen) == found
    assert 1 < most <= AT_ONCE


async def test_a_listener_that_fails_ends_all_questions() -> None:
    """The pipe that results go into may close; the error is the listener's own."""

    def listen(_: Verification) -> None:
        raise BrokenPipeError

    image = parse_image("127.0.0.1:1/team/app:1")
    with pytest.raises(BrokenPipeError):
        await verify_all([Question(image)] * 3, SETTINGS, listen)
