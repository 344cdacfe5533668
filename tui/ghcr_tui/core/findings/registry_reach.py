"""Rules about how far a registry key reaches: globs, and paths that are compared as plain text."""

from ghcr_tui.core.credential.redaction import quoted_key, shown_registry
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.registry.key import RegistryKey, normalised_key

_WHERE = Where("registry")
_SHARED_SUFFIXES = ("azurecr.io", "amazonaws.com", "gcr.io", "pkg.dev", "docker.io", "jfrog.io")
"""Domains under which everybody may have a registry, so that a glob reaches strangers."""


def glob_finding(registry: str, key: RegistryKey) -> Finding | None:
    """Say what a glob in the host takes."""
    host = key.host.lower()
    if "*" not in host:
        return None
    shown = quoted_key(registry)
    labels = host.split(".")
    wide = any("*" in label for label in labels[-2:])
    if wide or host.endswith(_SHARED_SUFFIXES):
        message = (
            f"{shown} matches registries of other people too: whoever runs one that an image names "
            "is sent this token."
        )
        fix = "Name the registry itself."
        return Finding("registry-glob-wide", "warning", message, fix, _WHERE)
    message = (
        f"{shown} is a glob for one host label: it matches every registry of that form. The "
        "kubelet knows globs; Docker and other programs do not."
    )
    fix = "Name the registry where one is meant."
    return Finding("registry-glob", "info", message, fix, _WHERE)


def open_path_finding(registry: str, key: RegistryKey) -> Finding | None:
    """Say what a path without a slash at its end takes."""
    if not key.path or key.path.endswith("/"):
        return None
    # Imported late: few keys have such a path, and the keyring is dear for those who only encode.
    from ghcr_tui.core.keyring.match import open_path

    if not open_path(registry):
        return None
    start = shown_registry(normalised_key(registry) or registry)
    message = (
        f"The path is compared as plain text: `{start}` matches images under `{start}2` and the "
        "like too, and only images under it."
    )
    fix = "End it with `/`, or use the host alone."
    return Finding("registry-prefix-wide", "info", message, fix, _WHERE)
