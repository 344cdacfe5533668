"""One registry key against one image: the authority on whether the kubelet takes it, and why.

Source: Kubernetes, pkg/credentialprovider/keyring.go (Add, URLsMatch, isDefaultRegistryMatch).
"""

import re
from typing import NamedTuple

from ghcr_tui.core.golang.glob import BadPattern, matches_glob
from ghcr_tui.core.golang.url import (
    NotAUrl,
    parse_url,
    split_host_port,
)
from ghcr_tui.core.registry.image import DEFAULT_DOMAIN, LEGACY_DEFAULT_DOMAIN, ImageReference
from ghcr_tui.core.registry.key import normalise
from ghcr_tui.core.text.inert import excerpt, without_surrogates
from ghcr_tui.core.text.plural import counted

DOCKER_HUB_KEY = "https://index.docker.io/v1/"
_DOCKER_HUB_HOSTS = {
    LEGACY_DEFAULT_DOMAIN,
    "registry-1.docker.io",
    "registry.hub.docker.com",
    "hub.docker.com",
}
_GLOB = re.compile(r"[*?\[\\]")
_QUOTED = 60


class KeyFit(NamedTuple):
    """Whether a key takes an image, and why or why not as the end of a plain sentence.

    `normalised` is the key as the kubelet keeps it ("" if it ignores the entry). `as_default` says
    that the key counts only as Docker Hub's default: where no entry of any secret matches.
    """

    matches: bool
    why: str
    normalised: str = ""
    as_default: bool = False


class _Address(NamedTuple):
    """What the kubelet compares: of a key, or of an image."""

    labels: list[str]
    port: str
    path: str

    @property
    def host(self) -> str:
        return ".".join(self.labels)


def open_path(key: str) -> str:
    """Return the path of `key` if it takes repositories beyond it, or "".

    `ghcr.io/own` also takes `ghcr.io/owner2/x`; `ghcr.io/own/` does not.
    """
    try:
        path = parse_url(f"https://{normalise(key)}").path
    except NotAUrl:
        return ""
    return "" if path.endswith("/") else path.removeprefix("/")


def matches_key(key: str, image: ImageReference) -> KeyFit:
    """Say whether the kubelet takes the entry under `key` for `image`. Never raises."""
    try:
        normalised = normalise(key)
    except NotAUrl as error:
        return KeyFit(False, f"the key is not a URL ({error}), so the kubelet ignores the entry")
    read_as = "" if normalised == key else f"read as {excerpt(normalised, _QUOTED)}: "
    try:
        wanted = _address(normalised)
    except NotAUrl as error:
        return KeyFit(False, f"{read_as}what is left of the key is no URL ({error})", normalised)
    try:
        given = _address(without_surrogates(image.repository))
    except NotAUrl as error:
        return KeyFit(False, f"the image is no URL ({error})", normalised)
    obstacle = (
        _scheme_obstacle(key, wanted)
        or _host_obstacle(wanted, given)
        or _rest_obstacle(wanted, given)
    )
    if not obstacle:
        return KeyFit(True, read_as + _agreement(wanted, given), normalised)
    if normalised == LEGACY_DEFAULT_DOMAIN and _is_of_default_registry(image.domain):
        where = "is on Docker Hub" if image.domain == DEFAULT_DOMAIN else "has no dot in its host"
        why = f"the image {where}, and no other entry matches: `index.docker.io` is for that case"
        return KeyFit(True, read_as + why, normalised, as_default=True)
    if image.domain == DEFAULT_DOMAIN and wanted.host in _DOCKER_HUB_HOSTS:
        obstacle += f"; Docker Hub's own key is `{DOCKER_HUB_KEY}`"
    return KeyFit(False, read_as + obstacle, normalised)


def _address(schemeless: str) -> _Address:
    """Read a normalised key, or an image, the way each lookup does (and so a second time)."""
    url = parse_url(f"https://{schemeless}")
    host, port = split_host_port(url.host)
    return _Address(host.split("."), port, url.path)


def _is_of_default_registry(domain: str) -> bool:
    """Say whether the kubelet takes a registry for Docker Hub, as isDefaultRegistryMatch does."""
    return domain == DEFAULT_DOMAIN or not ("." in domain or ":" in domain)


def _scheme_obstacle(key: str, wanted: _Address) -> str:
    """Return what is wrong with the scheme of a key that kept it, or ""."""
    scheme = key.partition("://")[0]
    if scheme == wanted.host and wanted.path.startswith("//"):
        return (
            f"only `https://` and `http://`, in small letters, are taken off a key, so "
            f"{excerpt(scheme, _QUOTED)} is read as its host"
        )
    return ""


def _host_obstacle(wanted: _Address, given: _Address) -> str:
    """Return what is in the way of a match between two hosts, or ""."""
    if wanted.host == "":
        return "the key names no host"
    if len(wanted.labels) != len(given.labels):
        return (
            f"{excerpt(wanted.host, _QUOTED)} has {counted(len(wanted.labels), 'host label')}, "
            f"the image's {excerpt(given.host, _QUOTED)} has {len(given.labels)}"
        )
    obstacles = map(_label_obstacle, wanted.labels, given.labels)
    obstacle = next(filter(None, obstacles), "")
    if obstacle and not wanted.port and wanted.host[0] + wanted.host[-1] == "[]":
        return (
            f"an address in brackets without a port, {excerpt(wanted.host, _QUOTED)}, is read as "
            "a set of characters and so takes no address: it works with a port"
        )
    return obstacle


def _label_obstacle(label: str, name: str) -> str:
    try:
        if matches_glob(label, name):
            return ""
    except BadPattern as error:
        return f"{excerpt(label, _QUOTED)} is a malformed glob ({error}) and takes nothing"
    shown, found = excerpt(label, _QUOTED), excerpt(name, _QUOTED)
    if _GLOB.search(label):
        return f"the glob {shown} does not take the image's host label {found}"
    if label.lower() == name.lower():
        return f"the host label {shown} differs from the image's {found} in its capitals"
    return f"the host label {shown} is not the image's {found}"


def _rest_obstacle(wanted: _Address, given: _Address) -> str:
    """Return what is in the way of a match between two ports and two paths, or ""."""
    if wanted.port != given.port:
        asked = f"port {_shown(wanted.port)} wanted" if wanted.port else "no port wanted"
        has = f"names {_shown(given.port)}" if given.port else "names none"
        return f"{asked}, the image {has}"
    if not given.path.startswith(wanted.path):
        return (
            f"{excerpt(wanted.path.removeprefix('/'), _QUOTED)} is not the start of the image's "
            f"path {excerpt(given.path.removeprefix('/'), _QUOTED)}"
        )
    return ""


def _agreement(wanted: _Address, given: _Address) -> str:
    """Say why a key takes an image, and what else it would take."""
    globs = any(_GLOB.search(label) for label in wanted.labels)
    host = (
        f"the glob {excerpt(wanted.host, _QUOTED)} takes the host" if globs else "the host matches"
    )
    port = f", port {_shown(wanted.port)} too," if wanted.port else ""
    return f"{host}{port} and {_path_agreement(wanted, given)}"


def _path_agreement(wanted: _Address, given: _Address) -> str:
    path = wanted.path.removeprefix("/")
    if not path:
        return "the entry names no path, so it counts for every image there"
    place = "the image's path" if wanted.path == given.path else "the start of the image's path"
    said = f"{excerpt(path, _QUOTED)} is {place}"
    if path.endswith("/"):
        return said
    port = f":{given.port}" if given.port else ""
    also = f"{given.host}{port}/{path}2"
    return f"{said} (as plain text, so {excerpt(also, 2 * _QUOTED)} would match too)"


def _shown(port: str) -> str:
    return port if len(port) <= 5 else excerpt(port)
