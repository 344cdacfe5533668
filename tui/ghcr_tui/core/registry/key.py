"""A registry key taken apart: scheme, host, port and path, as they are under `auths`.

Source: Kubernetes, pkg/credentialprovider/keyring.go.
"""

import re
from typing import NamedTuple

from ghcr_tui.core.golang.url import NotAUrl, parse_url
from ghcr_tui.core.text.inert import without_surrogates

LONGEST = 1024
"""Characters of a key: 253 of a host, 255 of a repository, and room for what is wrong."""


# Left for `re` to compile on first use: this module is on the way of every composed Secret.
_PLAIN_HOST = "[a-z0-9.-]+(?::[0-9]+)?"  # nearly every key, and nothing to change in it


class RegistryKey(NamedTuple):
    """A key taken apart, each part as written: `scheme` without `://`, `path` with its slash."""

    scheme: str
    host: str
    port: str
    path: str


def take_apart(text: str) -> RegistryKey:
    """Return the parts of a key, without judging them; userinfo, query and fragment are left out.

    Every text has parts; those of a key with a syntax error mean little.
    """
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = "", text
    authority, slash, path = rest.partition("#")[0].partition("?")[0].partition("/")
    authority = authority.rpartition("@")[2]
    host, port = authority, ""
    if not authority.endswith("]") and (authority.count(":") == 1 or "]:" in authority):
        host, _, port = authority.rpartition(":")
    return RegistryKey(scheme, host, port, slash + path)


def without_api_prefix(path: str) -> str:
    """Return what is left of a path when the kubelet has taken `/v1/` or `/v2/` off."""
    return path[3:] if path.startswith(("/v1/", "/v2/")) else path


def normalise(key: str) -> str:
    """Return `key` as the kubelet's keyring files it, which BasicDockerKeyring.Add decides.

    The scheme goes, `/v1/` or `/v2/` at the start of the path goes, and so does a bare `/`.
    Raises NotAUrl.
    """
    return key if re.fullmatch(_PLAIN_HOST, key) else normalise_in_full(key)


def normalise_in_full(key: str) -> str:
    """Return what `normalise` returns, reading even a plain host as a URL. Raises NotAUrl."""
    text = without_surrogates(key)
    if not text.startswith(("https://", "http://")):
        text = f"https://{text}"
    host, path = parse_url(text)
    if path.startswith(("/v1/", "/v2/")):
        path = path[3:]
    return host if path == "/" else host + path


def normalised_key(key: str) -> str | None:
    """Return `key` as the kubelet's keyring files it; None if it is no URL and so is ignored."""
    try:
        return normalise(key)
    except NotAUrl:
        return None
