"""Redirects: what goes along and what does not, by what the servers received."""

import pytest

from registry_kit.answers import BASIC, TOKEN, bearer_challenge, image_at, lenient
from registry_kit.asking import SETTINGS, ask, cause_of, step
from registry_kit.imitation import IMAGE, serve
from registry_kit.server import Answer, Request, Server, answer


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_to_another_origin_loses_the_credential(status: int) -> None:
    with Server(lambda request: serve(IMAGE, request)) as other:

        def respond(request: Request) -> Answer:
            if not request.authorization:
                return answer(401, www_authenticate="Basic realm=x")
            return answer(status, location=f"http://{other.authority}{request.target}")

        with Server(respond) as registry:
            found = await ask(image_at(registry), "someone", TOKEN)
    assert registry.authorizations[0] == BASIC
    assert other.received
    assert other.authorizations == []
    assert "without the credential" in " ".join(step(found, "manifest").notes)


async def test_a_credential_stays_lost_when_a_redirect_comes_back() -> None:
    with Server(lambda request: answer(302, location=_back(request))) as other:

        def respond(request: Request) -> Answer:
            if request.path == "/back" or not request.authorization:
                return answer(401, www_authenticate="Basic realm=x")
            return answer(302, location=f"http://{other.authority}/?{registry.port}")

        with Server(respond) as registry:
            await ask(image_at(registry), "someone", TOKEN)
    assert any(request.path == "/back" for request in registry.received)
    assert not any(r.authorization for r in registry.received if r.path == "/back")


def _back(request: Request) -> str:
    return f"http://127.0.0.1:{request.target.partition('?')[2]}/back"


async def test_a_token_service_s_redirect_does_not_take_the_credential_along() -> None:
    with Server(lambda _: answer(200, b'{"token":"t-1","access_token":"t-1"}')) as other:
        redirect = answer(307, location=f"http://{other.authority}/t")
        with (
            Server(lambda _: redirect) as service,
            Server(lenient(lambda: bearer_challenge(f"http://{service.authority}/t"))) as registry,
        ):
            await ask(image_at(registry), "someone", TOKEN)
    assert service.authorizations == [BASIC]
    assert other.authorizations == []


async def test_a_form_with_a_credential_is_never_redirected() -> None:
    with Server(lambda _: answer(200, b'{"token":"t-1","access_token":"t-1"}')) as other:

        def respond(request: Request) -> Answer:
            if request.method == "GET":
                return answer(405)
            return answer(307, location=f"http://{other.authority}/t")

        with (
            Server(respond) as service,
            Server(lenient(lambda: bearer_challenge(f"http://{service.authority}/t"))) as registry,
        ):
            found = await ask(
                image_at(registry), "someone", TOKEN, SETTINGS._replace(compare=False)
            )
    causes = [step.cause.code for step in found.steps if step.cause is not None]
    assert "bad-redirect" in causes
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
        found = await ask(image_at(registry), "someone", TOKEN)
    assert (found.conclusion.ending, cause_of(found)) == ("unknown", code)
    assert len(registry.received) <= 12  # six for each of the two first questions
