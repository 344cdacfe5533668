"""Which addresses a walk may connect to, how much it reads, and how names become addresses."""

import asyncio
import socket
import subprocess
import sys

import pytest

from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.http.guard import Guard, GuardedBackend, Meter
from ghcr_tui.system.registry.http.resolver import resolve


@pytest.mark.parametrize(
    ("host", "address", "secure", "plain_http", "kind"),
    [
        pytest.param("ghcr.io", "140.82.112.33", True, False, "", id="HTTPS to anywhere"),
        pytest.param("ghcr.io", "10.0.0.1", True, False, "", id="a private network is fine"),
        pytest.param("ghcr.io", "127.0.0.1", True, False, "", id="the named host may be here"),
        pytest.param("ghcr.io", "127.0.0.1", False, False, "", id="over HTTP too"),
        pytest.param("ghcr.io", "10.0.0.1", False, False, "plain-http", id="HTTP to elsewhere"),
        pytest.param("ghcr.io", "10.0.0.1", False, True, "", id="HTTP that was allowed"),
        pytest.param("ghcr.io", "169.254.169.254", True, True, "forbidden-address", id="metadata"),
        pytest.param("ghcr.io", "fe80::1%eth0", True, True, "forbidden-address", id="with a zone"),
        pytest.param("auth.test", "127.0.0.1", True, True, "forbidden-address", id="not named"),
        pytest.param("auth.test", "::1", True, True, "forbidden-address", id="not named, IPv6"),
        pytest.param("auth.test", "10.0.0.1", True, True, "", id="not named, but elsewhere"),
    ],
)
def test_an_address_is_judged_with_the_name_it_stands_for(
    host: str, address: str, secure: bool, plain_http: bool, kind: str
) -> None:
    guard = Guard(["ghcr.io"], plain_http)
    if not kind:
        guard.check(host, address, secure)
        return
    with pytest.raises(NoAnswerError) as refusal:
        guard.check(host, address, secure)
    assert refusal.value.failure.kind == kind


def test_a_registry_that_is_here_may_name_other_services_here() -> None:
    guard = Guard(["registry.test"], plain_http=False)
    guard.check("registry.test", "127.0.0.1", secure=True)
    guard.check("auth.test", "127.0.0.1", secure=True)


def test_a_host_that_the_person_allowed_is_a_named_one() -> None:
    guard = Guard(["ghcr.io"], plain_http=False)
    guard.allow("auth.test")
    guard.check("auth.test", "127.0.0.1", secure=True)


async def test_one_bad_address_among_several_spoils_the_name() -> None:
    async def both(_host: str, _port: int) -> tuple[str, ...]:
        return "127.0.0.1", "169.254.169.254"

    backend = GuardedBackend(both, Guard(["ghcr.io"], False), secure=True)
    with pytest.raises(NoAnswerError) as refusal:
        await backend.connect_tcp("ghcr.io", 443)
    assert refusal.value.failure.kind == "forbidden-address"


async def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.2", 0)
    port = server.sockets[0].getsockname()[1]

    async def both(_host: str, _port: int) -> tuple[str, ...]:
        return "127.0.0.3", "127.0.0.2"

    backend = GuardedBackend(both, Guard(["registry.test"], False), secure=True)
    async with server:
        stream = await backend.connect_tcp("registry.test", port, timeout=5)
        assert stream.get_extra_info("server_addr") == ("127.0.0.2", port)
        await stream.aclose()


def test_a_walk_reads_sixteen_mebibytes_and_no_more() -> None:
    meter = Meter()
    meter.count(16 * 1024 * 1024, "ghcr.io")
    with pytest.raises(NoAnswerError, match="endless"):
        meter.count(1, "ghcr.io")


async def test_a_name_is_resolved_to_its_addresses() -> None:
    assert {"127.0.0.1", "::1"} & set(await resolve("localhost", 80))


@pytest.mark.parametrize("host", ["no-such-host.invalid", "x" * 64, "a\x00b"])
async def test_a_name_without_addresses_is_an_os_error(host: str) -> None:
    with pytest.raises((OSError, socket.gaierror)):
        await resolve(host, 80)


def test_importing_the_package_loads_neither_the_client_nor_asyncio() -> None:
    script = (
        "import sys; import ghcr_tui.system.registry; "
        "print(sorted({'httpx', 'httpcore', 'asyncio', 'ssl', 'email'} & set(sys.modules)))"
    )
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert finished.stdout.decode().strip() == "[]"


def test_a_dead_name_server_does_not_hold_the_program_at_its_end() -> None:
    """The look-up sleeps for a minute; the interpreter ends while it does."""
    script = (
        "import asyncio, socket, time\n"
        "socket.getaddrinfo = lambda *_, **__: time.sleep(60)\n"
        "from ghcr_tui.system.registry.http.resolver import resolve\n"
        "async def main():\n"
        "    try:\n"
        "        async with asyncio.timeout(0.1): await resolve('ghcr.io', 443)\n"
        "    except TimeoutError: print('in time')\n"
        "asyncio.run(main())\n"
    )
    finished = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, timeout=30, check=True
    )
    assert finished.stdout.decode().strip() == "in time"
