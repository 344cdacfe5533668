"""Rules about a registry key on its own."""

from functools import lru_cache

from ghcr_tui.core.finding import Finding
from ghcr_tui.core.near_miss import near_miss
from ghcr_tui.core.registries import DOCKER_HUB_KEY
from ghcr_tui.core.registry_key import find_problem, take_apart
from ghcr_tui.core.text import excerpt

_WHERE = "registry"
_NEVER_MATCH = frozenset(("registry-1.docker.io", "registry.hub.docker.com", "hub.docker.com"))
_SHARED_SUFFIXES = ("azurecr.io", "amazonaws.com", "gcr.io", "pkg.dev", "docker.io", "jfrog.io")
"""Domains under which everybody may have a registry, so that a glob reaches strangers."""


@lru_cache(maxsize=256)
def registry_findings(registry: str) -> tuple[Finding, ...]:
    """Return what there is to say about a registry key; cached, because keys repeat."""
    if problem := find_problem(registry):
        return (Finding(problem.code, problem.severity, problem.sentence, problem.fix, _WHERE),)
    return tuple(finding for rule in _RULES if (finding := rule(registry)))


def _retired(registry: str) -> Finding | None:
    if take_apart(registry).host.lower() != "docker.pkg.github.com":
        return None
    message = "docker.pkg.github.com was replaced by ghcr.io, and images pulled from there need it."
    return Finding("registry-retired", "warning", message, "Use `ghcr.io`.", _WHERE)


def _never_matches(registry: str) -> Finding | None:
    key = take_apart(registry)
    path = key.path.strip("/")
    unclosed = key.host == "index.docker.io" and key.path in ("/v1", "/v2")
    if not unclosed and (key.host.lower() not in _NEVER_MATCH or path not in ("", "v1", "v2")):
        return None
    message = (
        f"{excerpt(registry, 80)} matches no image of Docker Hub: the kubelet looks for "
        f"{DOCKER_HUB_KEY} (or docker.io), and pulls without this credential."
    )
    fix = f"Use `{DOCKER_HUB_KEY}`."
    return Finding("docker-hub-key-never-matches", "error", message, fix, _WHERE)


def _near_miss(registry: str) -> Finding | None:
    meant = near_miss(registry)
    if meant is None:
        return None
    message = (
        f"{excerpt(registry, 80)} is one slip away from {meant}. Images of {meant} are then pulled "
        "without this credential."
    )
    return Finding("registry-near-miss", "warning", message, f"Did you mean `{meant}`?", _WHERE)


def _trailing_slash(registry: str) -> Finding | None:
    bare = registry.partition("://")[2] or registry
    if not bare.endswith("/") or "/" in bare[:-1]:
        return None
    message = (
        f"{excerpt(registry, 80)} ends in a slash. The kubelet passes over it; other programs that "
        "read the Secret look for the host alone."
    )
    fix = f"Did you mean `{bare[:-1]}`?"
    return Finding("registry-near-miss", "info", message, fix, _WHERE)


def _wide_glob(registry: str) -> Finding | None:
    host = take_apart(registry).host.lower()
    if not any(mark in host for mark in "*?["):
        return None
    labels = host.partition(":")[0].split(".")
    wide = any(mark in label for label in labels[-2:] for mark in "*?[")
    if wide or host.endswith(_SHARED_SUFFIXES):
        message = (
            f"{excerpt(registry, 80)} matches registries of other people too: whoever runs one "
            "that an image names is sent this token."
        )
        return Finding(
            "registry-glob-wide", "warning", message, "Name the registry itself.", _WHERE
        )
    message = (
        f"{excerpt(registry, 80)} is a glob for one host label: it matches every registry of that "
        "form. The kubelet knows globs; Docker and other programs do not."
    )
    return Finding(
        "registry-glob", "info", message, "Name the registry where one is meant.", _WHERE
    )


def _open_path(registry: str) -> Finding | None:
    if "/" not in (registry.partition("://")[2] or registry):
        return None
    # Imported late: few keys have a path, and the keyring is dear for those who only encode.
    from ghcr_tui.core.keyring import open_path

    path = open_path(registry)
    if not path:
        return None
    start = excerpt(registry.rstrip("/"), 80)[1:-1]
    message = (
        f"The path is compared as plain text: {start} matches images under {start}2 and the like "
        "too, and only images under it."
    )
    fix = "End it with `/`, or use the host alone."
    return Finding("registry-prefix-wide", "info", message, fix, _WHERE)


_RULES = (_retired, _never_matches, _near_miss, _trailing_slash, _wide_glob, _open_path)
