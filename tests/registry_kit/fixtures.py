"""The fixtures: a Basic registry, a Bearer registry with its token service, a private authority."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from registry_kit.certificates import Authority
from registry_kit.distribution import Pushed, push, push_index, running
from registry_kit.server import Server
from registry_kit.tokens import ISSUER, SERVICE, USERS, TokenService

# `htpasswd -nbBC 4 reader right-token-1`: the registry takes bcrypt alone.
HTPASSWD = """reader:$2y$04$fYCEPv2ytYY2tls.i.nc.eHuXWU3VxfuL.udwdMK5uy67huXcYX.y
pusher:$2y$04$zalYkqWN0WAtQELzKMaE0.sHdloBN6GdZcz1D/cXZSc4fg/GlTYoO
"""


class Registry(NamedTuple):
    """A running registry with `team/app:1`, an image, and `team/app:all`, an index (`multi`)."""

    authority: str
    image: Pushed
    multi: Pushed
    tokens: TokenService | None = None
    token_server: Server | None = None


@pytest.fixture(scope="session")
def basic_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """Return a registry with htpasswd, where `reader` has the token `right-token-1`."""
    folder = tmp_path_factory.mktemp("basic")
    (folder / "htpasswd").write_text(HTPASSWD)
    auth: dict[str, object] = {"htpasswd": {"realm": "x", "path": str(folder / "htpasswd")}}
    with running(folder, auth) as authority:
        login = ("pusher", USERS["pusher"])
        with httpx.Client(base_url=f"http://{authority}", auth=login, trust_env=False) as client:
            image = push(client, "team/app", "1")
            index = push_index(client, "team/app", "all", image.digest)
        yield Registry(authority, image, index)


@pytest.fixture(scope="session")
def bearer_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """Return a registry with token authentication; `public/app:1` is there for everybody."""
    folder = tmp_path_factory.mktemp("bearer")
    service = TokenService(folder)
    with Server(service.respond) as server:
        auth: dict[str, object] = {
            "token": {
                "realm": f"http://{server.authority}/token",
                "service": SERVICE,
                "issuer": ISSUER,
                "rootcertbundle": str(service.bundle),
            }
        }
        with running(folder, auth) as authority:
            with _pusher(authority, server, "team/app") as client:
                image = push(client, "team/app", "1")
                index = push_index(client, "team/app", "all", image.digest)
            with _pusher(authority, server, "public/app") as client:
                push(client, "public/app", "1")
            yield Registry(authority, image, index, service, server)


def _pusher(authority: str, server: Server, repository: str) -> httpx.Client:
    scope = f"repository:{repository}:pull,push"
    token = httpx.get(
        f"http://{server.authority}/token",
        params={"service": SERVICE, "scope": scope},
        auth=("pusher", USERS["pusher"]),
        trust_env=False,
    ).json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.Client(base_url=f"http://{authority}", headers=headers, trust_env=False)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return a private certificate authority."""
    return Authority(Path(tmp_path_factory.mktemp("authority")))
