"""Through a proxy: what it sees, and whose failure is whose."""

import pytest

from registry_kit.answers import TOKEN, basic_guard
from registry_kit.asking import SETTINGS, ask, cause_of, settings_for
from registry_kit.certificates import Authority
from registry_kit.proxy import Proxy
from registry_kit.server import Server


async def test_a_proxy_is_used_and_named_without_its_password(authority: Authority) -> None:
    with Server(basic_guard, tls=authority.context("registry.test")) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        with Proxy({f"registry.test:{registry.port}": registry.port}) as proxy:
            url = f"http://me:proxy-password@127.0.0.1:{proxy.port}"
            settings = settings_for(authority)._replace(environment={"HTTPS_PROXY": url})
            found = await ask(image, "someone", TOKEN, settings)
    assert found.conclusion.ending == "pulls"
    assert f"through the proxy http://127.0.0.1:{proxy.port}" in found.steps[0].notes
    assert "proxy-password" not in repr(found)
    # The proxy carries a tunnel: it saw where to, its own password, and no credential.
    assert {head.partition(b" ")[0] for head in proxy.heads} == {b"CONNECT"}
    assert all(b"proxy-authorization: basic" in head.lower() for head in proxy.heads)
    assert not any(b"\r\nauthorization" in head.lower() for head in proxy.heads)


async def test_no_proxy_exempts_a_registry(authority: Authority) -> None:
    with (
        Server(basic_guard, tls=authority.context("registry.test")) as registry,
        Proxy({}) as proxy,
    ):
        image = f"registry.test:{registry.port}/team/app:1"
        environment = {"https_proxy": f"127.0.0.1:{proxy.port}", "no_proxy": "registry.test"}
        settings = settings_for(authority, registry_test="127.0.0.1")
        found = await ask(image, "someone", TOKEN, settings._replace(environment=environment))
    assert found.conclusion.ending == "pulls"
    assert proxy.heads == []


@pytest.mark.parametrize(
    ("proxy_url", "code"),
    [("", "proxy"), ("http://127.0.0.1:1", "proxy-refused"),
     ("socks5://127.0.0.1:1080", "proxy-unsupported"), ("http://nobody.test:3128", "unknown-host")],
)  # fmt: skip
async def test_a_proxy_s_trouble_is_told_from_the_registry_s(proxy_url: str, code: str) -> None:
    with Proxy({}) as proxy:  # which lets nothing through
        url = proxy_url or f"http://127.0.0.1:{proxy.port}"
        settings = settings_for(None)._replace(environment={"HTTPS_PROXY": url})
        found = await ask("registry.test/team/app:1", "someone", TOKEN, settings)
    assert (found.conclusion.ending, cause_of(found)) == ("unknown", code)


async def test_a_forbidden_address_is_not_asked_through_a_proxy_either() -> None:
    with Proxy({}) as proxy:
        environment = {"HTTPS_PROXY": f"http://127.0.0.1:{proxy.port}"}
        settings = SETTINGS._replace(environment=environment)
        found = await ask("169.254.169.254/team/app:1", "someone", TOKEN, settings)
    assert cause_of(found) == "forbidden-address"
    assert proxy.heads == []
