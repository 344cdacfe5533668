"""Many questions to one registry: how much of it is asked, and what nobody asks a second time."""

from collections import Counter
from collections.abc import Sequence

import pytest

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Verification
from ghcr_tui.system.registry import verify_all
from registry_kit.answers import TOKEN
from registry_kit.asking import SETTINGS
from registry_kit.runtime_cases import Case
from registry_kit.server import Answer, Request, Server, answer

_IMAGES, _SECRETS = 30, 3
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
async def test_two_hundred_images_with_three_secrets_would_need_1900_requests(case: Case) -> None:
    """Asked for fewer, so that the test is quick: each question may take as many as there.

    The first images, which teach how the registry behaves, take more.
    """
    with Server(case.respond) as server:
        found = await verify_all(questions(server, [TOKEN] * _SECRETS), SETTINGS)
    assert endings(found) == {"pulls": _IMAGES * _SECRETS}
    assert len(server.received) <= 1900 / 600 * len(found)
    assert server.most_connections <= 8


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
    asked: list[str] = []

    async def resolve(host: str, _port: int) -> tuple[str, ...]:
        asked.append(host)
        raise OSError("no such name")

    images = [parse_image(f"registry.test/team{number}/app:1") for number in range(_IMAGES)]
    credential = Credential("registry.test", "someone", TOKEN)
    found = await verify_all(
        [Question(image, credential) for image in images], SETTINGS._replace(resolve=resolve)
    )
    assert endings(found) == {"unknown": _IMAGES}
    assert asked == ["registry.test"]
