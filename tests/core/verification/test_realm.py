"""Where a credential may go: realms as rows, each with its reason; and the addresses beneath."""

import pytest

from ghcr_tui.core.verification.origin import (
    Origin,
    api_authority,
    forbidden_address,
    is_loopback,
    parse_origin,
)
from ghcr_tui.core.verification.realm import judge_realm

_GHCR = Origin("https", "ghcr.io", 443)
_HUB = Origin("https", "registry-1.docker.io", 443)
_LOCAL = Origin("http", "127.0.0.1", 5000)


def _two_labels(host: str) -> str | None:
    """Stand in for the public suffix list: one label under `co.uk`, two labels elsewhere."""
    labels = host.split(".")
    wanted = 3 if host.endswith(".co.uk") else 2
    return ".".join(labels[-wanted:]) if len(labels) >= wanted else None


def _no_list(host: str) -> str | None:
    raise AssertionError(f"the question of {host} was already answered")


@pytest.mark.parametrize(
    ("realm", "registry", "answer"),
    [
        pytest.param("https://ghcr.io/token", _GHCR, "allowed", id="the registry itself"),
        pytest.param("https://GHCR.io./token", _GHCR, "allowed", id="case and final dot"),
        pytest.param("https://ghcr.io:8443/token", _GHCR, "allowed", id="another port of it"),
        pytest.param("https://auth.docker.io/token", _HUB, "allowed", id="the known pair"),
        pytest.param("http://127.0.0.1:5001/t", _LOCAL, "allowed", id="the same on loopback"),
    ],
)
def test_home_realms_get_the_credential_without_a_list_of_suffixes(
    realm: str, registry: Origin, answer: str
) -> None:
    assert judge_realm(realm, registry, False, _no_list).answer == answer


@pytest.mark.parametrize(
    ("realm", "host", "answer"),
    [
        pytest.param("https://auth.corp.com/t", "reg.corp.com", "allowed", id="one site"),
        pytest.param("https://corp.com/t", "registry.corp.com", "allowed", id="the site itself"),
        pytest.param("https://auth.corp.com.evil.net/t", "reg.corp.com", "ask", id="looks alike"),
        pytest.param("https://evilcorp.com/t", "corp.com", "ask", id="ends alike"),
        pytest.param("https://b.co.uk/t", "a.co.uk", "ask", id="a public suffix is no site"),
        pytest.param("https://10.0.0.2/t", "10.0.0.1", "ask", id="addresses have no site"),
        pytest.param("https://auth/t", "registry", "ask", id="single labels have no site"),
    ],
)
def test_other_hosts_are_judged_by_their_registrable_domain(
    realm: str, host: str, answer: str
) -> None:
    assert judge_realm(realm, Origin("https", host, 443), False, _two_labels).answer == answer


@pytest.mark.parametrize("realm", ["http://localhost:5001/t", "http://[::1]:5001/t"])
def test_another_service_of_this_machine_is_another_host_too(realm: str) -> None:
    """On a machine that several people share it may be somebody else's."""
    judged = judge_realm(realm, _LOCAL, False, _two_labels)
    assert judged.answer == "ask"
    assert "cannot tell" in judged.reason


@pytest.mark.parametrize(
    "realm",
    [
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("ftp://ghcr.io/", id="another scheme"),
        pytest.param("//ghcr.io/token", id="no scheme"),
        pytest.param("ghcr.io", id="no URL"),
        pytest.param("", id="nothing"),
        pytest.param("https://ghcr.io@evil.example/t", id="userinfo that looks like the host"),
        pytest.param("https://user:pw@ghcr.io/t", id="userinfo"),
        pytest.param("https://evil.example\\@ghcr.io/t", id="a backslash that parsers differ on"),
        pytest.param("https://ghcr.io/t#x", id="a fragment"),
        pytest.param("https://ghcr.io/\nHost: evil", id="a line break"),
        pytest.param("https://ghcr.io:0/t", id="port 0"),
        pytest.param("https://ghcr.io:65536/t", id="a port too high"),
        pytest.param("https://ghcr..io/t", id="an empty label"),
        pytest.param("https://gһcr.io/t", id="a Cyrillic letter"),
        pytest.param("http://ghcr.io/token", id="plain HTTP"),
        pytest.param("https://127.0.0.1/t", id="this machine, from a registry elsewhere"),
        pytest.param("https://localhost/t", id="this machine by name"),
        pytest.param("https://[::ffff:127.0.0.1]/t", id="this machine, mapped into IPv6"),
        pytest.param("https://169.254.169.254/latest", id="the metadata service"),
        pytest.param("https://[fe80::1]/t", id="link-local over IPv6"),
        pytest.param("https://[::ffff:169.254.169.254]/t", id="link-local, mapped"),
        pytest.param("https://[64:ff9b::a9fe:a9fe]/t", id="link-local through NAT64"),
        pytest.param("https://[2002:a9fe:a9fe::1]/t", id="link-local through 6to4"),
        pytest.param("https://[fd00:ec2::254]/t", id="AWS's metadata service over IPv6"),
        pytest.param("https://0.0.0.0/t", id="the unspecified address"),
        pytest.param("https://2852039166/t", id="link-local as one number"),
        pytest.param("https://0xa9.0xfe.0xa9.0xfe/t", id="link-local in hexadecimal"),
        pytest.param("https://169.254.43518/t", id="link-local in three parts"),
    ],
)
def test_some_realms_never_get_a_credential(realm: str) -> None:
    assert judge_realm(realm, _GHCR, False, _two_labels).answer == "refused"


def test_plain_http_is_for_the_person_to_allow() -> None:
    realm = "http://ghcr.io/token"
    assert judge_realm(realm, _GHCR, True, _no_list).answer == "allowed"


def test_a_realm_is_shown_by_its_host_and_port_alone() -> None:
    judged = judge_realm("https://Auth.Evil.example:8443/t?x=ghcr.io", _GHCR, False, _two_labels)
    assert judged.authority == "auth.evil.example:8443"


def test_a_realm_that_is_no_url_is_shown_inert() -> None:
    assert "\x1b" not in judge_realm("\x1b[2J", _GHCR, False, _no_list).authority


@pytest.mark.parametrize(
    ("host", "expected"),
    [("localhost", True), ("127.8.9.1", True), ("::1", True), ("localhost.evil.example", False)],
)
def test_loopback_is_told_by_name_and_address(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_names_and_private_addresses_are_not_forbidden_by_themselves() -> None:
    assert not any(map(forbidden_address, ("ghcr.io", "10.0.0.1", "192.168.1.1", "fd12::1")))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://ghcr.io/v2/", "https://ghcr.io"),
        ("https://ghcr.io:443/", "https://ghcr.io"),
        ("http://localhost:5000/v2/", "http://localhost:5000"),
        ("https://[::1]:5000/", "https://[::1]:5000"),
        ("https://10.0.0.1", "https://10.0.0.1"),
    ],
)
def test_an_origin_is_written_without_its_own_port(url: str, shown: str) -> None:
    assert str(parse_origin(url)) == shown


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("docker.io", "registry-1.docker.io"),
        ("index.docker.io", "registry-1.docker.io"),
        ("ghcr.io", "ghcr.io"),
        ("localhost:5000", "localhost:5000"),
    ],
)
def test_docker_hub_answers_its_api_at_another_host(domain: str, expected: str) -> None:
    assert api_authority(domain) == expected
