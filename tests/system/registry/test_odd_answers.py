"""What else a registry may answer, and how many questions are asked at a time."""

import asyncio
import email.utils
import time
from base64 import b64encode

import pytest

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Verification
from ghcr_tui.system.registry import verify_all
from ghcr_tui.system.registry.http.transport import AT_ONCE
from registry_kit.answers import TOKEN, basic_guard
from registry_kit.asking import SETTINGS, Resolver, ask, cause_of, step
from registry_kit.imitation import IMAGE, OCI_MANIFEST, serve
from registry_kit.server import Answer, Request, Server, answer


@pytest.mark.parametrize(
    ("reply", "ending", "code"),
    [
        (answer(200, b"<html>Sign in", content_type="text/html; a=b"), "unknown", "captive-portal"),
        (answer(302, location="http://portal.test/"), "unknown", "plain-http"),
        (answer(404), "refused", "not-a-registry"),
        (answer(403), "refused", "forbidden"),
        (answer(401), "refused", "unreadable-challenge"),
        (answer(401, www_authenticate="Digest realm=x"), "refused", "unreadable-challenge"),
        (answer(500), "unknown", "server-error"),
        (answer(503), "unknown", "server-error"),
        (answer(429), "unknown", "rate-limited"),
    ],
)
async def test_an_answer_to_everything_that_leads_nowhere_has_its_cause(
    reply: Answer, ending: str, code: str
) -> None:
    with Server(lambda _: reply) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", TOKEN)
    assert (found.conclusion.ending, cause_of(found)) == (ending, code)
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

    def respond(request: Request) -> Answer:
        reply = serve(IMAGE, request)
        return reply._replace(headers=(*reply.headers, ("Date", date)))

    with Server(respond) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert any("clock is 12" in note for note in found.steps[0].notes)


async def test_a_registry_that_guards_manifests_alone_is_answered_there() -> None:
    def respond(request: Request) -> Answer:
        return answer(200) if request.path == "/v2/" else basic_guard(request)

    with Server(respond) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", TOKEN)
    assert found.ending_with("containerd") == "pulls"
    assert found.ending_with("cri-o") == "refused"  # it answers what `/v2/` asks for alone


async def test_a_registry_without_any_guard_proves_nothing_about_the_credential() -> None:
    with Server(lambda request: serve(IMAGE, request)) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", TOKEN)
    assert "proves nothing" in found.conclusion.sentence
    assert registry.authorizations == []


async def test_get_is_asked_where_head_is_refused() -> None:
    def respond(request: Request) -> Answer:
        return answer(405) if request.method == "HEAD" else serve(IMAGE, request)

    with Server(respond) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert found.conclusion.ending == "pulls"
    assert "HEAD answered 405; GET is asked instead" in step(found, "manifest").message


async def test_a_manifest_that_is_not_what_was_announced_is_refused() -> None:
    digest = f"sha256:{'0' * 64}"
    spoiled = IMAGE._replace(manifests={"1": IMAGE.manifests["1"], digest: (OCI_MANIFEST, b"{}")})
    with Server(lambda request: serve(spoiled, request)) as registry:
        found = await ask(f"{registry.authority}/team/app@{digest}")
    assert (found.conclusion.ending, cause_of(found)) == ("refused", "digest-mismatch")


async def test_bearer_is_preferred_to_basic_wherever_it_stands() -> None:
    with Server(lambda _: answer(200, b'{"access_token":"t-1"}')) as service:
        realm = f"http://{service.authority}/t"
        both = f'Basic realm="a, b", Bearer realm="{realm}?keep=1"'

        def respond(request: Request) -> Answer:
            if request.authorization != "Bearer t-1":
                return answer(401, www_authenticate=both)
            return serve(IMAGE, request)

        with Server(respond) as registry:
            found = await ask(f"{registry.authority}/team/app:1", "someone", TOKEN)
    assert found.ending_with("containerd") == "pulls"
    assert service.received[0].query == {"keep": "1"}
    assert service.received[0].form[b"scope"] == b"repository:team/app:pull"


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


async def test_a_password_that_says_that_it_has_expired_is_said_to_have() -> None:
    """What `aws ecr get-login-password` prints holds its expiry; ECR answers 403, and 400."""
    claims = b64encode(b'{"payload":"x","expiration":1700000000}').decode()
    with Server(_refusing) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "AWS", claims)
    assert found.conclusion.cause is not None
    assert "expired on 2023-11-14 22:13 UTC" in found.conclusion.cause.message


def _refusing(request: Request) -> Answer:
    if not request.authorization:
        return answer(401, www_authenticate='Basic realm="x"')
    return answer(403)
