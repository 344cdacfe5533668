"""Realms that a registry names: who gets the credential, by what the servers received."""

import asyncio

import pytest

from ghcr_tui.core.verification.question import RealmQuestion
from ghcr_tui.core.verification.verification import Verification
from registry_kit.answers import BASIC, TOKEN, bearer_challenge, image_at, lenient
from registry_kit.asking import SETTINGS, Resolver, ask, cause_of
from registry_kit.imitation import IMAGE, serve
from registry_kit.server import Answer, Request, Server, answer


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
    with Server(lenient(lambda: bearer_challenge(realm))) as registry:
        found = await ask(image_at(registry), "someone", TOKEN)
    assert cause_of(found) == "realm-refused"
    assert registry.authorizations == []


async def _ask_with_far_realm(
    consent: bool, asked: list[RealmQuestion]
) -> tuple[Verification, Server]:
    """Let a registry on this machine name a realm at `auth.test`, which is this machine too."""

    async def allow(question: RealmQuestion) -> bool:
        asked.append(question)
        return consent

    with Server(
        lambda _: answer(200, b'{"token":"granted-1","access_token":"granted-1"}')
    ) as service:
        realm = f"http://auth.test:{service.port}/token"
        settings = SETTINGS._replace(
            plain_http=True, resolve=Resolver({"auth.test": ["127.0.0.1"]}), compare=False
        )
        with Server(lenient(lambda: bearer_challenge(realm))) as registry:
            found = await ask(image_at(registry), "someone", TOKEN, settings, allow)
    return found, service


async def test_another_site_gets_nothing_without_consent() -> None:
    found, service = await _ask_with_far_realm(consent=False, asked=[])
    assert cause_of(found) == "realm-not-allowed"
    assert service.received == []


async def test_another_site_gets_the_credential_with_consent() -> None:
    found, service = await _ask_with_far_realm(consent=True, asked=[])
    assert found.conclusion.ending == "pulls"
    assert service.authorizations == [BASIC]


async def test_consent_is_asked_with_the_host_that_would_get_the_credential() -> None:
    asked: list[RealmQuestion] = []
    _, service = await _ask_with_far_realm(consent=False, asked=asked)
    assert [question.authority for question in asked] == [f"auth.test:{service.port}"]
    assert TOKEN not in repr(asked)


async def test_a_person_may_take_longer_to_consent_than_any_deadline() -> None:
    async def allow(_question: RealmQuestion) -> bool:
        await asyncio.sleep(0.6)
        return False

    settings = SETTINGS._replace(timeout=0.5, plain_http=True, compare=False)
    with Server(lenient(lambda: bearer_challenge("http://auth.test/token"))) as registry:
        found = await ask(image_at(registry), "someone", TOKEN, settings, allow)
    assert cause_of(found) == "realm-not-allowed"


async def test_a_name_that_resolves_to_a_link_local_address_is_not_asked() -> None:
    async def allow(_question: RealmQuestion) -> bool:
        return True

    resolver = Resolver({"auth.test": ["169.254.169.254"]})
    settings = SETTINGS._replace(plain_http=True, resolve=resolver)
    with Server(lenient(lambda: bearer_challenge("http://auth.test/token"))) as registry:
        found = await ask(image_at(registry), "someone", TOKEN, settings, allow)
    assert resolver.asked
    assert cause_of(found) == "forbidden-address"


async def test_a_name_that_changes_its_address_is_checked_each_time() -> None:
    def respond(request: Request) -> Answer:
        if not request.authorization:
            return answer(401, www_authenticate="Basic realm=x", connection="close")
        return serve(IMAGE, request)

    resolver = Resolver({"registry.test": ["127.0.0.1", "169.254.169.254"]})
    settings = SETTINGS._replace(plain_http=True, resolve=resolver)
    with Server(respond) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        found = await ask(image, "someone", TOKEN, settings)
    assert cause_of(found) == "forbidden-address"
    assert registry.authorizations == []


async def test_a_registry_elsewhere_cannot_point_at_this_machine() -> None:
    async def allow(_question: RealmQuestion) -> bool:
        raise AssertionError("there is nothing to consent to")

    with Server(lambda _: answer(200, b"{}")) as neighbour:
        realm = f"http://127.0.0.1:{neighbour.port}/t"
        with Server(lenient(lambda: bearer_challenge(realm))) as registry:
            resolver = Resolver({"registry.test": ["127.0.0.1"]})
            settings = SETTINGS._replace(plain_http=True, resolve=resolver)
            image = f"registry.test:{registry.port}/team/app:1"
            found = await ask(image, "someone", TOKEN, settings, allow)
    assert cause_of(found) == "realm-refused"
    assert neighbour.received == []


async def test_no_credential_goes_over_plain_http_to_another_machine() -> None:
    """The name leads here, and still nothing is sent: it is not a name of this machine."""
    with Server(lenient(lambda: "Basic realm=x")) as registry:
        settings = SETTINGS._replace(resolve=Resolver({"registry.test": ["127.0.0.1"]}))
        image = f"registry.test:{registry.port}/team/app:1"
        found = await ask(image, "someone", TOKEN, settings)
    assert cause_of(found) == "tls-closed"
    assert found.conclusion.cause is not None
    assert "--plain-http" not in found.conclusion.cause.fix  # nobody knows what it speaks
    assert registry.received == []


async def test_plain_http_is_used_where_it_is_allowed() -> None:
    with Server(lenient(lambda: "Basic realm=x")) as registry:
        resolver = Resolver({"registry.test": ["127.0.0.1"]})
        settings = SETTINGS._replace(plain_http=True, resolve=resolver)
        image = f"registry.test:{registry.port}/team/app:1"
        found = await ask(image, "someone", TOKEN, settings)
    assert found.conclusion.ending == "pulls"
    assert registry.received[0].headers["host"] == f"registry.test:{registry.port}"
