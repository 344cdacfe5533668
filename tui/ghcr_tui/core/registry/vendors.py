"""Registries: the authority on known hosts, on whose they are, and on where they answer.

A registry is named by its key under `auths`, as written. Sources: the vendors' own documents.
"""

import re
from functools import lru_cache

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.registry.key import LONGEST, take_apart

DOCKER_HUB_KEY = "https://index.docker.io/v1/"
"""Docker Hub's key, which Docker has written this way since its first registry."""
_DOCKER_HUB_API = "registry-1.docker.io"
_DOCKER_HUB_HOSTS = frozenset(("docker.io", "index.docker.io", _DOCKER_HUB_API))

_VENDORS: dict[str, Vendor] = {
    "ghcr.io": "github",
    "docker.pkg.github.com": "github",
    "registry.gitlab.com": "gitlab",
    "docker.io": "dockerhub",
    "index.docker.io": "dockerhub",
    _DOCKER_HUB_API: "dockerhub",
    "registry.hub.docker.com": "dockerhub",
    "hub.docker.com": "dockerhub",
    "public.ecr.aws": "aws",
    "gcr.io": "google",
    "quay.io": "quay",
    "demo.goharbor.io": "harbor",
    "registry.digitalocean.com": "digitalocean",
    "nvcr.io": "nvidia",
    "stg.nvcr.io": "nvidia",
    "cr.yandex": "yandex",
    "cr.cloud.yandex.net": "yandex",
    "registry.yandexcloud.net": "yandex",
    "image-registry.openshift-image-registry.svc": "openshift",
    "image-registry.openshift-image-registry.svc.cluster.local": "openshift",
    "docker-registry.default.svc": "openshift",
    "docker-registry.default.svc.cluster.local": "openshift",
}
_DATA_RESIDENCY = r"containers\.[^.]+\.ghe\.com"
_FAMILIES: tuple[tuple[str, Vendor], ...] = (
    (r".+\.gcr\.io", "google"),
    (r"[^.]+-docker\.pkg\.dev", "google"),
    (r"[^.]+\.azurecr\.(?:io|us|cn|de)", "azure"),
    (r"[^.]+\.dkr\.ecr(?:-fips)?\.[^.]+\.amazonaws\.com(?:\.cn)?", "aws"),
    (r"[^.]+\.dkr-ecr(?:-fips)?\.[^.]+\.on\.(?:aws|amazonwebservices\.com\.cn)", "aws"),
    (_DATA_RESIDENCY, "github"),
    (r"containers\..+", "github-server"),
    (r"default-route-openshift-image-registry\..+", "openshift"),
    (r"(?:.*[.-])?(?:go)?harbor(?:[.-].*)?\.[^.]+", "harbor"),
)


def vendor_of(registry: str) -> Vendor:
    """Return whose registry it is, by its host alone.

    `harbor` and `github-server` are told by a word in the host and so are a guess; `unknown` may
    be anybody's, a mirror of a known registry too.
    """
    return _vendor_of_host(take_apart(registry[:LONGEST]).host.lower())


@lru_cache(maxsize=128)
def _vendor_of_host(host: str) -> Vendor:
    known = _VENDORS.get(host)
    if known:
        return known
    return next((vendor for form, vendor in _FAMILIES if re.fullmatch(form, host)), "unknown")


def has_public_images(host: str) -> bool:
    """Return whether a registry may have images that anybody can pull, without a credential.

    GitHub Enterprise Cloud with data residency has managed users alone (GitHub, "Feature overview
    for GitHub Enterprise Cloud with data residency", "Permanently unavailable features"), and
    those "cannot create public content" (GitHub, "About Enterprise Managed Users").
    """
    return re.fullmatch(_DATA_RESIDENCY, host.lower()) is None


def api_host(registry: str) -> str:
    """Return the host, with its port where the key names one, that a node's runtime asks.

    Docker Hub answers at `registry-1.docker.io`, whatever its key is.
    """
    key = take_apart(registry)
    if key.host.lower() in _DOCKER_HUB_HOSTS:
        return _DOCKER_HUB_API
    return f"{key.host}:{key.port}" if key.port else key.host
