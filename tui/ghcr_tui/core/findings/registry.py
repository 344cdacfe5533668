"""Rules about a registry key on its own."""

from functools import lru_cache
from typing import NamedTuple

from ghcr_tui.core.credential.redaction import quoted_key
from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.registry_reach import glob_finding, open_path_finding
from ghcr_tui.core.findings.registry_syntax import find_problem
from ghcr_tui.core.findings.unfilled_registry import unfilled_registry_finding
from ghcr_tui.core.registry.key import (
    LONGEST,
    RegistryKey,
    normalised_key,
    take_apart,
    without_api_prefix,
)
from ghcr_tui.core.registry.typos import near_miss
from ghcr_tui.core.registry.vendors import DOCKER_HUB_KEY, vendor_of

_WHERE = Where("registry")
_NEVER_MATCH = frozenset(
    (
        "registry-1.docker.io",
        "registry.hub.docker.com",
        "hub.docker.com",
        "www.docker.com",
        "docker.com",
        "auth.docker.io",
        "hub.docker.io",
        "registry.docker.io",
        "dockerhub.com",
        "dockerhub.io",
    )
)
_ANYBODYS = ("unknown", "harbor", "github-server", "openshift")
"""Registries that people run themselves, at any port."""
_DESKTOP_PATHS = ("/v1/access-token", "/v1/refresh-token")
_NO_REGISTRIES = {
    "github.com": "ghcr.io",
    "www.github.com": "ghcr.io",
    "api.github.com": "ghcr.io",
    "npm.pkg.github.com": "ghcr.io",
    "maven.pkg.github.com": "ghcr.io",
    "nuget.pkg.github.com": "ghcr.io",
    "www.quay.io": "quay.io",
    "ngc.nvidia.com": "nvcr.io",
    "catalog.ngc.nvidia.com": "nvcr.io",
    "cloud.digitalocean.com": "registry.digitalocean.com",
    "api.digitalocean.com": "registry.digitalocean.com",
}
_OF_TERRAFORM = ("var.", "local.", "data.", "module.")


class JudgedRegistry(NamedTuple):
    """What there is to say about a registry key, and whose registry it is."""

    findings: tuple[Finding, ...]
    vendor: Vendor


def judged_registry(registry: str) -> JudgedRegistry:
    """Return the findings and the vendor of a registry key."""
    if len(registry) > LONGEST:
        return _judged.__wrapped__(registry)  # a cache of megabytes would never be hit
    return _judged(registry)


@lru_cache(maxsize=256)  # thousands of Secrets share a handful of keys
def _judged(registry: str) -> JudgedRegistry:
    problem = find_problem(registry)
    is_odd = problem or "." not in registry or registry != registry.lower()
    is_odd = is_odd or "your" in registry or registry.startswith(_OF_TERRAFORM)
    if is_odd and (unfilled := unfilled_registry_finding(registry)):
        found = [unfilled]
    elif problem:  # of the key itself nothing more then: the other rules quote it
        meant = near_miss(registry)
        fix = f"Did you mean `{meant}`?" if meant else problem.fix
        found = [Finding(problem.code, problem.severity, problem.sentence, fix, _WHERE)]
        if problem.severity != "error":
            found += _still_wrong(registry)
    else:
        key = take_apart(registry)
        found = [finding for rule in _MISLED if (finding := rule(registry, key))]
        found = found or [finding for rule in _REACH if (finding := rule(registry, key))]
    return JudgedRegistry(tuple(found), vendor_of(registry))


def _still_wrong(registry: str) -> list[Finding]:
    """Return the errors of a key that the kubelet files without what is wrong with its syntax."""
    filed = normalised_key(registry) or ""
    found = [finding for rule in _MISLED if (finding := rule(filed, take_apart(filed)))]
    return [finding for finding in found if finding.severity == "error"]


def _retired(registry: str, key: RegistryKey) -> Finding | None:
    if key.host.lower() != "docker.pkg.github.com":
        return None
    message = (
        "docker.pkg.github.com was replaced by ghcr.io. Images named with ghcr.io are pulled "
        "without this credential."
    )
    return Finding("registry-retired", "warning", message, "Use `ghcr.io`.", _WHERE)


def _docker_hub(registry: str, key: RegistryKey) -> Finding | None:
    host = key.host.lower()
    on_index = host == "index.docker.io"
    if on_index and key.path in _DESKTOP_PATHS:
        message = "Docker Desktop keeps a token of its own under this key. No image matches it."
        return Finding("docker-hub-desktop-key", "info", message, "Leave it out.", _WHERE)
    beyond = on_index and bool(key.port or without_api_prefix(key.path) not in ("", "/"))
    if not beyond and host not in _NEVER_MATCH:
        return None
    message = (
        f"{quoted_key(registry)} matches no image of Docker Hub, which is pulled without this "
        f"credential: the kubelet looks for `docker.io` or any spelling that comes to "
        f"`index.docker.io`, such as `{DOCKER_HUB_KEY}`."
    )
    fix = f"Use `{DOCKER_HUB_KEY}`."
    return Finding("docker-hub-key-never-matches", "error", message, fix, _WHERE)


def _no_registry(registry: str, key: RegistryKey) -> Finding | None:
    meant = registry_meant(key.host)
    if meant is None:
        return None
    message = f"{key.host.lower()} is no container registry: no image is pulled from there."
    return Finding("not-a-registry", "error", message, f"Did you mean `{meant}`?", _WHERE)


def registry_meant(host: str) -> str | None:
    """Return the registry that belongs to a `host` which is not one itself, or None.

    `SUBDOMAIN` is in it where only a person knows the tenant.
    """
    host = host.lower()
    return _NO_REGISTRIES.get(host) or _registry_of_tenant(host)


def _registry_of_tenant(host: str) -> str | None:
    """Return the registry that belongs to a host of GitHub with data residency, or None."""
    subdomain = host.removesuffix(".ghe.com")
    if subdomain == host or "." in subdomain:
        return None
    return f"containers.{subdomain if subdomain != 'containers' else 'SUBDOMAIN'}.ghe.com"


def _near_miss(registry: str, key: RegistryKey) -> Finding | None:
    meant = near_miss(registry)
    if meant is None or meant == key.host.lower():
        return None
    message = (
        f"{quoted_key(registry)} is a slip away from {meant}. Images of {meant} are pulled "
        "without this credential, and whoever runs the other host may get it."
    )
    return Finding("registry-near-miss", "warning", message, f"Did you mean `{meant}`?", _WHERE)


def _trailing_slash(registry: str, key: RegistryKey) -> Finding | None:
    if key.path != "/" or key.host.lower() in _NEVER_MATCH:
        return None
    message = (
        f"{quoted_key(registry)} ends in a slash. The kubelet passes over it; other programs that "
        "read the Secret may look for the host alone."
    )
    fix = f"Did you mean {quoted_key(registry[:-1])}?" if registry.endswith("/") else ""
    return Finding("registry-trailing-slash", "info", message, fix, _WHERE)


def _api_path(registry: str, key: RegistryKey) -> Finding | None:
    if key.path not in ("/v1", "/v2") or key.host.lower() == "index.docker.io":
        return None
    message = (
        f"The path {key.path} is taken for the beginning of a repository's name, because no `/` "
        "follows: images that are not named so are pulled without this credential."
    )
    return Finding("registry-api-path", "warning", message, "Write the host alone.", _WHERE)


def _without_dot(registry: str, key: RegistryKey) -> Finding | None:
    host = key.host
    if "." in host or key.port or host == "localhost" or host != host.lower() or ":" in host:
        return None
    meant = near_miss(registry)
    message = (
        f"The host {quoted_key(host)} has neither a dot nor a port. In an image reference such a "
        "word is a repository of Docker Hub, so no image matches this key."
    )
    fix = f"Did you mean `{meant}`?" if meant else "Write the whole host, or add its port."
    return Finding("registry-without-dot", "error", message, fix, _WHERE)


def _capitals(registry: str, key: RegistryKey) -> Finding | None:
    if key.host == key.host.lower():
        return None
    labels = key.host.split(".")
    if any(
        label in ("ACCOUNT", "NAME", "REGION", "SUBDOMAIN") or "REGION-" in label
        for label in labels
    ):
        message = (
            f"{quoted_key(registry)} is a pattern: its capitals stand for your own account, "
            "region or name. As it is, no image matches it."
        )
        return Finding("placeholder-registry", "warning", message, "Fill them in.", _WHERE)
    message = (
        f"{quoted_key(registry)} has capital letters. The kubelet compares letter by letter, so "
        "images with the host in small letters are pulled without this credential."
    )
    return Finding("registry-capitals", "warning", message, "Write it in small letters.", _WHERE)


def _default_port(registry: str, key: RegistryKey) -> Finding | None:
    if key.port != "443" or vendor_of(registry) in _ANYBODYS:
        return None
    message = (
        f"The port counts in the comparison, the usual one too: {quoted_key(registry)} matches "
        "only images that are written with `:443`."
    )
    return Finding("registry-default-port", "warning", message, "Leave the port out.", _WHERE)


_MISLED = (
    _retired,
    _docker_hub,
    _no_registry,
    _near_miss,
    _trailing_slash,
    _api_path,
    _without_dot,
    _capitals,
)
"""Keys that name something else than was meant; how far they reach does not matter then."""
_REACH = (_default_port, glob_finding, open_path_finding)
