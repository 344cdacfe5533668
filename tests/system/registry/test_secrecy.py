"""No secret in what is shown, logged or sent on, whatever a server sends back."""

import logging

import pytest

from registry_kit.answers import BASIC, TOKEN, bearer_challenge, image_at, lenient
from registry_kit.asking import ask
from registry_kit.imitation import IMAGE, image, index, platform, serve
from registry_kit.server import Answer, Request, Server, answer


async def test_what_a_server_sends_back_of_the_credential_is_not_shown() -> None:
    """It tries the digest, the platforms, and the types in a manifest."""
    granted = "granted-by-the-service-1"
    held = index(
        (IMAGE, platform("amd64")),
        (IMAGE, platform(granted, system=BASIC[6:])),
        (image(artifactType=TOKEN), platform("arm64", variant=TOKEN)),
    )

    token = f'{{"access_token":"{granted}"}}'.encode()

    def respond(request: Request) -> Answer:
        if not request.authorization:
            return answer(401, www_authenticate=bearer_challenge(f"http://{service.authority}/t"))
        reply = serve(held, request)
        if request.method == "HEAD":
            return reply._replace(headers=(("Docker-Content-Digest", TOKEN),))
        return reply

    with (
        Server(lambda _: answer(200, token)) as service,
        Server(respond) as registry,
    ):
        found = await ask(image_at(registry), "someone", TOKEN)
    assert found.conclusion.ending == "pulls"
    assert not any(secret in repr(found) for secret in (TOKEN, granted, BASIC[6:]))


async def test_no_log_at_any_level_holds_a_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    service_answer = answer(200, b'{"access_token":"granted-by-the-service-1"}')
    with (
        Server(lambda _: service_answer) as service,
        Server(lenient(lambda: bearer_challenge(f"http://{service.authority}/t"))) as registry,
    ):
        await ask(image_at(registry), "someone", TOKEN)
    assert caplog.text
    assert not any(s in caplog.text for s in (TOKEN, BASIC[6:], "granted-by-the-service-1"))


async def test_cookies_of_one_answer_are_not_sent_with_the_next_question() -> None:
    def respond(request: Request) -> Answer:
        reply = lenient(lambda: "Basic realm=x")(request)
        return reply._replace(headers=(*reply.headers, ("Set-Cookie", "session=1; Path=/")))

    with Server(respond) as registry:
        await ask(image_at(registry), "someone", TOKEN)
    assert len(registry.received) > 2
    assert not any("cookie" in request.headers for request in registry.received)
