"""Between here and a registry: TLS, proxies, clocks, captive portals, limits, GitHub's answer."""

import asyncio
import email.utils
import time
from pathlib import Path

import pytest
from ghcr_tui.core.credential import Credential
from ghcr_tui.core.image import parse_image
from ghcr_tui.core.verification import Verification
from ghcr_tui.system.registry import AT_ONCE, Question, Settings, SettingsError, verify_all
from registry_kit.asking import SETTINGS, Resolver, ask, names, step
from registry_kit.certificates import Authority
from registry_kit.proxy import Proxy
from registry_kit.server import Answer, Request, Server, answer

_TOKEN = "a-made-up-token-1"
_BODY = b'{"config":{"size":1},"layers":[]}'


def _basic(request: Request) -> Answer:
    if not request.authorization:
        return answer(401, www_authenticate='Basic realm="x"')
    return answer(200, _BODY, content_type="application/json")


def _cause(found: Verification) -> str:
    return found.verdict.cause.code if found.verdict.cause else ""


def _settings(authority: Authority | None, **addresses: str) -> Settings:
    ca_file = str(authority.ca_file) if authority else ""
    known = {name.replace("_", "."): address for name, address in addresses.items()}
    return SETTINGS._replace(ca_file=ca_file, resolve=names(known))


async def test_a_private_authority_is_trusted_when_it_is_given(authority: Authority) -> None:
    with Server(_basic, tls=authority.context("registry.test")) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        settings = _settings(authority, registry_test="127.0.0.1")
        found = await ask(image, "someone", _TOKEN, settings)
    assert found.verdict.answer == "pulls"
    assert registry.received[0].headers["host"] == f"registry.test:{registry.port}"


async def test_a_private_authority_is_not_trusted_otherwise(authority: Authority) -> None:
    with Server(_basic, tls=authority.context("registry.test")) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        found = await ask(image, "someone", _TOKEN, _settings(None, registry_test="127.0.0.1"))
    assert (found.verdict.answer, _cause(found)) == ("unknown", "tls-untrusted")
    assert registry.received == []


async def test_a_loopback_host_with_a_bad_certificate_is_not_asked_over_http_instead(
    authority: Authority,
) -> None:
    with Server(_basic, tls=authority.context("127.0.0.1")) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", _TOKEN)
    assert _cause(found) == "tls-untrusted"


async def test_a_loopback_host_with_a_good_certificate_is_asked_over_https(
    authority: Authority,
) -> None:
    with Server(_basic, tls=authority.context("127.0.0.1")) as registry:
        image = f"{registry.authority}/team/app:1"
        found = await ask(image, "someone", _TOKEN, _settings(authority))
    assert found.verdict.answer == "pulls"
    assert step(found, "challenge").request.startswith("GET https://127.0.0.1")


async def test_a_redirect_from_https_to_http_is_not_followed(authority: Authority) -> None:
    with Server(_basic) as other:
        redirect = answer(302, location=f"http://{other.authority}/v2/")
        with Server(lambda _: redirect, tls=authority.context("registry.test")) as registry:
            image = f"registry.test:{registry.port}/team/app:1"
            settings = _settings(authority, registry_test="127.0.0.1")
            found = await ask(image, "someone", _TOKEN, settings)
    assert _cause(found) == "insecure-redirect"
    assert other.received == []


@pytest.mark.parametrize(
    ("names_on_it", "starts_in_days", "code"),
    [("other.test", 0, "tls-name"), ("registry.test", -20, "tls-expired"),
     ("registry.test", 5, "tls-not-yet-valid")],
)  # fmt: skip
async def test_what_is_wrong_with_a_certificate_is_said(
    authority: Authority, names_on_it: str, starts_in_days: int, code: str
) -> None:
    tls = authority.context(names_on_it, starts_in_days=starts_in_days)
    with Server(_basic, tls=tls) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        settings = _settings(authority, registry_test="127.0.0.1")
        found = await ask(image, "someone", _TOKEN, settings)
    assert _cause(found) == code


@pytest.mark.parametrize("content", ["", "not a certificate", None])
async def test_a_useless_ca_file_is_an_error_that_names_it(
    tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SettingsError, match=r"ca\.pem"):
        await ask("ghcr.io/a/b:1", "u", _TOKEN, SETTINGS._replace(ca_file=str(file)))


async def test_a_proxy_is_used_and_named_without_its_password(authority: Authority) -> None:
    with Server(_basic, tls=authority.context("registry.test")) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        with Proxy({f"registry.test:{registry.port}": registry.port}) as proxy:
            url = f"http://me:proxy-password@127.0.0.1:{proxy.port}"
            settings = _settings(authority)._replace(environment={"HTTPS_PROXY": url})
            found = await ask(image, "someone", _TOKEN, settings)
    assert found.verdict.answer == "pulls"
    assert f"through the proxy http://127.0.0.1:{proxy.port}" in step(found, "challenge").notes
    assert "proxy-password" not in repr(found)
    # The proxy carries a tunnel: it saw where to, its own password, and no credential.
    assert {head.partition(b" ")[0] for head in proxy.heads} == {b"CONNECT"}
    assert all(b"proxy-authorization: basic" in head.lower() for head in proxy.heads)
    assert not any(b"\r\nauthorization" in head.lower() for head in proxy.heads)


async def test_no_proxy_exempts_a_registry(authority: Authority) -> None:
    with Server(_basic, tls=authority.context("registry.test")) as registry, Proxy({}) as proxy:
        image = f"registry.test:{registry.port}/team/app:1"
        environment = {"https_proxy": f"127.0.0.1:{proxy.port}", "no_proxy": "registry.test"}
        settings = _settings(authority, registry_test="127.0.0.1")
        found = await ask(image, "someone", _TOKEN, settings._replace(environment=environment))
    assert found.verdict.answer == "pulls"
    assert proxy.heads == []


@pytest.mark.parametrize(
    ("proxy_url", "code"),
    [("", "proxy"), ("http://127.0.0.1:1", "connection-refused"),
     ("socks5://127.0.0.1:1080", "proxy-unsupported"), ("http://nobody.test:3128", "unknown-host")],
)  # fmt: skip
async def test_a_proxy_s_trouble_is_told_from_the_registry_s(proxy_url: str, code: str) -> None:
    with Proxy({}) as proxy:  # which lets nothing through
        url = proxy_url or f"http://127.0.0.1:{proxy.port}"
        settings = _settings(None)._replace(environment={"HTTPS_PROXY": url})
        found = await ask("registry.test/team/app:1", "someone", _TOKEN, settings)
    assert (found.verdict.answer, _cause(found)) == ("unknown", code)


async def test_a_forbidden_address_is_not_asked_through_a_proxy_either() -> None:
    with Proxy({}) as proxy:
        environment = {"HTTPS_PROXY": f"http://127.0.0.1:{proxy.port}"}
        settings = SETTINGS._replace(environment=environment)
        found = await ask("169.254.169.254/team/app:1", "someone", _TOKEN, settings)
    assert _cause(found) == "forbidden-address"
    assert proxy.heads == []


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
        found = await ask(f"{registry.authority}/team/app:1", "someone", _TOKEN)
    assert (found.verdict.answer, _cause(found)) == ("unknown", code)
    assert registry.authorizations == []


@pytest.mark.parametrize(
    ("value", "words"),
    [("90", "90 seconds"), (email.utils.formatdate(time.time() + 3000, usegmt=True), "minutes"),
     ("soon", "Wait a while")],
)  # fmt: skip
async def test_a_rate_limit_says_when_it_lifts(value: str, words: str) -> None:
    with Server(lambda _: answer(429, retry_after=value)) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert found.verdict.cause is not None
    assert words in found.verdict.cause.fix


async def test_a_clock_that_is_off_is_mentioned() -> None:
    date = email.utils.formatdate(time.time() + 7260, usegmt=True)
    with Server(lambda request: answer(200, _BODY, date=date)) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert any("clock is 12" in note for note in step(found, "challenge").notes)


async def test_a_registry_that_guards_manifests_alone_is_answered_there() -> None:
    def respond(request: Request) -> Answer:
        return answer(200) if request.path == "/v2/" else _basic(request)

    with Server(respond) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", _TOKEN)
    assert found.verdict.answer == "pulls"
    assert [each.name for each in found.steps] == [
        "challenge", "manifest", "manifest", "contents", "anonymous",
    ]  # fmt: skip


async def test_a_registry_without_any_guard_proves_nothing_about_the_credential() -> None:
    with Server(lambda _: answer(200, _BODY)) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", _TOKEN)
    assert "proves nothing" in found.verdict.sentence
    assert registry.authorizations == []


async def test_get_is_asked_where_head_is_refused() -> None:
    def respond(request: Request) -> Answer:
        return answer(405) if request.method == "HEAD" else answer(200, _BODY)

    with Server(respond) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert found.verdict.answer == "pulls"
    assert "HEAD answered 405; asked again with GET" in step(found, "manifest").notes
    assert sum(request.method == "GET" for request in registry.received) == 2  # /v2/ and this


async def test_a_manifest_that_is_not_what_was_announced_is_refused() -> None:
    digest = f"sha256:{'0' * 64}"
    with Server(lambda _: answer(200, _BODY, docker_content_digest=digest)) as registry:
        found = await ask(f"{registry.authority}/team/app:1")
    assert (found.verdict.answer, _cause(found)) == ("refused", "digest-mismatch")


async def test_bearer_is_preferred_to_basic_wherever_it_stands() -> None:
    with Server(lambda _: answer(200, b'{"access_token":"t-1"}')) as service:
        realm = f"http://{service.authority}/t"
        both = f'Basic realm="a, b", Bearer realm="{realm}?keep=1"'

        def respond(request: Request) -> Answer:
            if request.authorization != "Bearer t-1":
                return answer(401, www_authenticate=both)
            return answer(200, _BODY)

        with Server(respond) as registry:
            found = await ask(f"{registry.authority}/team/app:1", "someone", _TOKEN)
    assert found.verdict.answer == "pulls"
    assert service.received[0].query == {"keep": "1", "scope": "repository:team/app:pull"}


async def _ask_github(
    authority: Authority, api: Answer | None, registry_answer: Answer
) -> tuple[Verification, Server]:
    """Stand in for ghcr.io, at a port of its own, and for GitHub's API."""
    with Server(lambda _: api or answer(500), tls=authority.context("api.test")) as github:

        def respond(request: Request) -> Answer:
            if request.path == "/v2/":
                realm = f"https://ghcr.io:{registry.port}/token"
                return answer(401, www_authenticate=f'Bearer realm="{realm}"')
            return registry_answer

        with Server(respond, tls=authority.context("ghcr.io")) as registry:
            settings = _settings(authority, ghcr_io="127.0.0.1", api_test="127.0.0.1")._replace(
                github_scopes=api is not None, github_api=f"https://api.test:{github.port}/"
            )
            image = f"ghcr.io:{registry.port}/owner/app:1"
            return await ask(image, "someone", _TOKEN, settings), github


async def test_github_is_not_asked_without_leave(authority: Authority) -> None:
    _, github = await _ask_github(authority, None, answer(403))
    assert github.received == []


async def test_github_says_scopes_and_expiry(authority: Authority) -> None:
    api = answer(
        200,
        x_oauth_scopes="read:packages, repo",
        github_authentication_token_expiration="2027-01-01 10:00:00 UTC",
    )
    found, github = await _ask_github(authority, api, answer(403))
    assert found.scopes is not None
    assert found.scopes.scopes == ("read:packages", "repo")
    assert found.scopes.expires == "2027-01-01 10:00:00 UTC"
    assert github.authorizations == [f"Bearer {_TOKEN}"]


@pytest.mark.parametrize(
    ("api", "code"),
    [
        (answer(401), "github-token-invalid"),
        (answer(200, x_oauth_scopes="repo"), "missing-scope"),
        (answer(200, x_oauth_scopes=""), "missing-scope"),
        (answer(200, x_oauth_scopes="read:packages"), "denied"),
        (answer(200), "denied"),
    ],
)
async def test_github_s_answer_sharpens_the_cause(
    authority: Authority, api: Answer, code: str
) -> None:
    found, _ = await _ask_github(authority, api, answer(403))
    assert _cause(found) == code


async def test_another_registry_s_token_is_never_shown_to_github() -> None:
    with Server(lambda _: answer(200)) as github, Server(_basic) as registry:
        settings = SETTINGS._replace(github_scopes=True, github_api=f"http://{github.authority}/")
        await ask(f"{registry.authority}/team/app:1", "someone", _TOKEN, settings)
    assert github.received == []


async def test_a_dead_name_server_holds_nobody_longer_than_the_deadline() -> None:
    async def never(_host: str, _port: int) -> tuple[str, ...]:
        await asyncio.Event().wait()
        raise AssertionError("nobody sets that event")

    settings = SETTINGS._replace(resolve=never, timeout=0.2)
    found = await ask("registry.test/team/app:1", "someone", _TOKEN, settings)
    assert _cause(found) == "timeout"


@pytest.mark.parametrize("image", ["registry.test:99999/a/b", "0x7f.1/a/b", "1.2/a/b"])
async def test_a_registry_that_is_no_address_is_said_to_be_none(image: str) -> None:
    found = await ask(image, "someone", _TOKEN, SETTINGS._replace(resolve=Resolver({})))
    assert _cause(found) == "bad-address"


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
        questions = [Question(image, Credential("x", "u", _TOKEN)) for image in images]
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
