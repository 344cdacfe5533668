"""Many questions to one registry: how much of it is asked, and what nobody asks a second time."""

from collections import Counter
from collections.abc import Sequence

import pytest

from ghcr_tui.core.credential.credential import Credential, basic_authorization
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verification.question import Question, RealmQuestion
from ghcr_tui.core.verification.verification import Verification
from ghcr_tui.system.registry import verify_all
from ghcr_tui.system.registry.http.transport import AT_ONCE
from registry_kit.answers import TOKEN
from registry_kit.asking import SETTINGS, Resolver
from registry_kit.runtime_cases import Case
from registry_kit.server import Answer, Request, Server, answer

_IMAGES, _SECRETS = 20, 3
_BY_THE_FIRST = 40
"""Requests that the first images take more than the others: they teach how the registry behaves."""
_BEARER = Case("Bearer", "pulls", "pulls")
_BASIC = Case("Basic", "pulls", "pulls", guard="basic")


def questions(server: Server, tokens: Sequence[str]) -> list[Question]:
    """Ask for each of many images, each in a repository of its own, with each of the tokens."""
    return [
        Question(
            parse_image(f"{server.authority}/team{number}/app:1"),
            Credential(server.authority, "someone", token),
        )
        for number in range(_IMAGES)
        for token in tokens
    ]


def endings(found: Sequence[Verification]) -> dict[str, int]:
    return dict(Counter(each.conclusion.ending for each in found))


@pytest.mark.parametrize("case", [_BEARER, _BASIC], ids=["Bearer", "Basic"])
@pytest.mark.parametrize(
    "tokens", [[TOKEN] * 3, ["first-token-1", "second-token-2", "third-token-3"]],
    ids=["one credential", "three credentials"],
)  # fmt: skip
async def test_two_hundred_images_with_three_secrets_need_no_more_than_1900_requests(
    case: Case, tokens: list[str]
) -> None:
    """Asked for fewer, so that the test is quick: nine an image are 1,840 for two hundred."""

    def respond(request: Request) -> Answer:
        """Take all three for the one that this registry knows."""
        headers = {
            name: basic(TOKEN) if value in map(basic, tokens) else value
            for name, value in request.headers.items()
        }
        body = request.body
        for token in tokens:
            body = body.replace(token.encode(), TOKEN.encode())
        return case.respond(request._replace(headers=headers, body=body))

    with Server(respond) as server:
        found = await verify_all(questions(server, tokens), SETTINGS)
    assert endings(found) == {"pulls": _IMAGES * _SECRETS}
    assert len(server.received) <= 9 * _IMAGES + _BY_THE_FIRST
    assert server.most_connections <= AT_ONCE


def basic(token: str) -> str:
    return basic_authorization(Credential("", "someone", token))


async def test_a_few_questions_do_not_try_a_wrong_credential_for_each_image_either() -> None:
    images = [parse_image(f"127.0.0.1:1/team{number}/app:1") for number in range(6)]
    with Server(_BASIC.respond) as server:
        images = [image._replace(domain=server.authority) for image in images]
        wrong = Credential(server.authority, "someone", "wrong-token-1")
        found = await verify_all([Question(image, wrong) for image in images], SETTINGS)
    assert endings(found) == {"refused": 6}
    assert server.authorizations.count(basic("wrong-token-1")) <= 2


async def test_what_nothing_depends_on_is_not_asked_for_and_said_to_be_unknown() -> None:
    """The token service refused the first strangers: the others are not told apart any more."""
    with Server(_BEARER.respond) as server:
        found = await verify_all(questions(server, [TOKEN]), SETTINGS)
    known = [each.conclusion.public for each in found]
    assert known[0] is False
    assert known[-1] is None


@pytest.mark.parametrize("case", [_BEARER, _BASIC], ids=["Bearer", "Basic"])
async def test_a_wrong_credential_is_tried_twice_and_not_for_every_image(case: Case) -> None:
    wrong = "wrong-token-1"
    with Server(case.respond) as server:
        found = await verify_all(questions(server, [TOKEN, wrong, TOKEN]), SETTINGS)
    assert endings(found) == {"pulls": 2 * _IMAGES, "refused": _IMAGES}
    basic = [a for a in server.authorizations if a.startswith("Basic")]
    others = {a for a in basic if a != max(basic, key=basic.count)} if case is _BASIC else set()
    by_form = sum(request.form.get(b"password") == wrong.encode() for request in server.received)
    by_header = sum(a in others for a in basic)
    assert by_form + by_header <= 2


async def test_a_layer_is_looked_for_once_whoever_asks_for_its_image() -> None:
    with Server(_BASIC.respond) as server:
        await verify_all(questions(server, [TOKEN] * _SECRETS), SETTINGS)
    blobs = Counter(request.path for request in server.received if "/blobs/" in request.path)
    assert len(blobs) == 2 * _IMAGES  # configuration and layer
    assert max(blobs.values()) == 1


async def test_a_host_that_had_too_many_requests_is_left_alone() -> None:
    with Server(lambda _: answer(429, retry_after="3600")) as server:
        found = await verify_all(questions(server, [TOKEN]), SETTINGS)
    assert endings(found) == {"unknown": _IMAGES}
    assert {each.conclusion.cause.code for each in found if each.conclusion.cause} == {
        "rate-limited"
    }
    assert len(server.received) == 1


async def test_a_host_is_asked_again_when_its_limit_has_lifted() -> None:
    limited = 0

    def respond(request: Request) -> Answer:
        nonlocal limited
        limited += 1
        return answer(429, retry_after="0") if limited <= 2 else _BASIC.respond(request)

    with Server(respond) as server:
        found = await verify_all(questions(server, [TOKEN]), SETTINGS)
    assert endings(found)["pulls"] >= _IMAGES - 1


async def test_one_probe_tells_that_nobody_is_there() -> None:
    resolver = Resolver({})
    images = [parse_image(f"registry.test/team{number}/app:1") for number in range(_IMAGES)]
    credential = Credential("registry.test", "someone", TOKEN)
    found = await verify_all(
        [Question(image, credential) for image in images], SETTINGS._replace(resolve=resolver)
    )
    assert endings(found) == {"unknown": _IMAGES}
    assert resolver.asked == ["registry.test"]


@pytest.mark.parametrize("which", ["token service", "store"])
async def test_one_probe_tells_that_a_token_service_or_a_store_is_dead(which: str) -> None:
    resolver = Resolver({"registry.test": ["127.0.0.1"]})
    settings = SETTINGS._replace(resolve=resolver, plain_http=True)

    def respond(request: Request) -> Answer:
        if which == "token service":
            realm = 'Bearer realm="http://token.registry.test/token"'
            return answer(401, www_authenticate=realm)
        if "/blobs/" in request.path:
            return answer(307, location="http://store.registry.test/blob")
        return _BASIC.respond(request)

    with Server(respond) as server:
        at = f"registry.test:{server.port}"
        asked = [
            Question(parse_image(f"{at}/team{n}/app:1"), Credential(at, "someone", TOKEN))
            for n in range(_IMAGES)
        ]
        found = await verify_all(asked, settings, allow_realm=agree)
    assert endings(found) == {"unknown": _IMAGES}
    others = [host for host in resolver.asked if host != "registry.test"]
    assert len(others) == 1


async def agree(_question: RealmQuestion) -> bool:
    return True
