"""A registry key taken apart: scheme, host, port and path, as they stand under `auths`.

Source: Kubernetes, pkg/credentialprovider/keyring.go.
"""

from typing import NamedTuple

LONGEST = 1024
"""Characters of a key: 253 of a host, 255 of a repository, and room for what is wrong."""


class RegistryKey(NamedTuple):
    """A key taken apart, each part as written: `scheme` without `://`, `path` with its slash."""

    scheme: str
    host: str
    port: str
    path: str


def take_apart(text: str) -> RegistryKey:
    """Return the parts of a key, without judging them; userinfo, query and fragment are left out.

    Every text has parts; those of a key that `registry_problem` objects to mean little.
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
