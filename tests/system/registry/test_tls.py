"""Certificates: whom a walk trusts, and what it says of those it does not."""

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from ghcr_tui.system.registry import SettingsError
from registry_kit.answers import TOKEN, basic_guard
from registry_kit.asking import SETTINGS, ask, cause_of, settings_for
from registry_kit.certificates import Authority, ServerKey
from registry_kit.server import Server, answer

_SAN = x509.SubjectAlternativeName([x509.DNSName("registry.test")])


async def test_a_private_authority_is_trusted_when_it_is_given(authority: Authority) -> None:
    with Server(basic_guard, tls=authority.context("registry.test")) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        settings = settings_for(authority, registry_test="127.0.0.1")
        found = await ask(image, "someone", TOKEN, settings)
    assert found.conclusion.ending == "pulls"
    assert registry.received[0].headers["host"] == f"registry.test:{registry.port}"


async def test_a_private_authority_is_not_trusted_otherwise(authority: Authority) -> None:
    with Server(basic_guard, tls=authority.context("registry.test")) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        found = await ask(image, "someone", TOKEN, settings_for(None, registry_test="127.0.0.1"))
    assert (found.conclusion.ending, cause_of(found)) == ("unknown", "tls-untrusted")
    assert registry.received == []


async def test_a_loopback_host_with_a_bad_certificate_is_not_asked_over_http_instead(
    authority: Authority,
) -> None:
    with Server(basic_guard, tls=authority.context("127.0.0.1")) as registry:
        found = await ask(f"{registry.authority}/team/app:1", "someone", TOKEN)
    assert cause_of(found) == "tls-untrusted"


async def test_a_loopback_host_with_a_good_certificate_is_asked_over_https(
    authority: Authority,
) -> None:
    with Server(basic_guard, tls=authority.context("127.0.0.1")) as registry:
        image = f"{registry.authority}/team/app:1"
        found = await ask(image, "someone", TOKEN, settings_for(authority))
    assert found.conclusion.ending == "pulls"
    assert found.steps[0].request.startswith("HEAD https://127.0.0.1")


async def test_a_redirect_from_https_to_http_is_not_followed(authority: Authority) -> None:
    with Server(basic_guard) as other:
        redirect = answer(302, location=f"http://{other.authority}/v2/")
        with Server(lambda _: redirect, tls=authority.context("registry.test")) as registry:
            image = f"registry.test:{registry.port}/team/app:1"
            settings = settings_for(authority, registry_test="127.0.0.1")
            found = await ask(image, "someone", TOKEN, settings)
    assert cause_of(found) == "insecure-redirect"
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
    with Server(basic_guard, tls=tls) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        settings = settings_for(authority, registry_test="127.0.0.1")
        found = await ask(image, "someone", TOKEN, settings)
    assert cause_of(found) == code


def _cn_alone(authority: Authority) -> ssl.SSLContext:
    return authority.serve(*authority.builder("registry.test"))


def _with_san(authority: Authority, key: ServerKey | None = None) -> ssl.SSLContext:
    builder, made = authority.builder("registry.test", key=key)
    return authority.serve(builder.add_extension(_SAN, critical=False), made)


def _for_clients_alone(authority: Authority) -> ssl.SSLContext:
    builder, key = authority.builder("registry.test")
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
    builder = builder.add_extension(_SAN, critical=False).add_extension(usage, critical=False)
    return authority.serve(builder, key)


def _short_key(authority: Authority) -> ssl.SSLContext:
    return _with_san(authority, rsa.generate_private_key(65537, 1024))  # noqa: S505 -- Go takes it


@pytest.mark.parametrize(
    ("context", "ending", "code"),
    [
        pytest.param(_cn_alone, "unknown", "tls-name", id="a name in CN alone"),
        pytest.param(_with_san, "pulls", "", id="home-made: no key identifiers"),
        pytest.param(_short_key, "pulls", "", id="RSA of 1024 bits"),
        pytest.param(_for_clients_alone, "unknown", "tls", id="a client's certificate"),
    ],
)
async def test_a_certificate_is_judged_as_go_judges_it(
    authority: Authority, context: Callable[[Authority], ssl.SSLContext], ending: str, code: str
) -> None:
    with Server(basic_guard, tls=context(authority)) as registry:
        image = f"registry.test:{registry.port}/team/app:1"
        settings = settings_for(authority, registry_test="127.0.0.1")
        found = await ask(image, "someone", TOKEN, settings)
    assert (found.conclusion.ending, cause_of(found)) == (ending, code)
    assert code == "" or "--plain-http" not in str(found.conclusion)


@pytest.mark.parametrize("content", ["", "not a certificate", None])
async def test_a_useless_ca_file_is_an_error_that_names_it(
    tmp_path: Path, content: str | None
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(SettingsError, match=r"ca\.pem"):
        await ask("ghcr.io/a/b:1", "u", TOKEN, SETTINGS._replace(ca_file=str(file)))
