"""A registry's key, written as it was meant to be: each finding about it has its candidates.

A candidate counts only where the rules have no error against it and no longer say the same.
"""

import re
from collections.abc import Callable, Iterator

from ghcr_tui.core.findings.registry import judged_registry, registry_meant
from ghcr_tui.core.registry.key import take_apart
from ghcr_tui.core.registry.typos import near_miss
from ghcr_tui.core.registry.vendors import DOCKER_HUB_KEY

_BLANK = (
    r"[\s\x00-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*:/*"
_QUOTES = "\"'`“”‘’«»"


def mended_registry(code: str, registry: str) -> str | None:
    """Return `registry` without what the finding `code` has against it; None where nobody knows."""
    candidates = _CANDIDATES.get(code)
    if candidates is None:
        return None
    for candidate in (*_did_you_mean(registry), *candidates(registry)):
        if candidate and candidate != registry and _is_sound(candidate, code):
            return candidate
    return None


def _is_sound(candidate: str, code: str) -> bool:
    findings = judged_registry(candidate).findings
    return all(each.severity != "error" and each.code != code for each in findings)


def _did_you_mean(registry: str) -> Iterator[str]:
    if meant := near_miss(registry):
        yield meant


def _without_blanks(registry: str) -> Iterator[str]:
    yield re.sub(_BLANK, "", registry)
    yield re.sub(_BLANK, "", registry).strip(_QUOTES)


def _without_scheme(registry: str) -> Iterator[str]:
    yield re.sub(rf"\A{_SCHEME}", "", registry)


def _small_letters(registry: str) -> Iterator[str]:
    host = take_apart(registry).host
    yield registry.replace(host, host.lower(), 1)


def _without_port(registry: str) -> Iterator[str]:
    key = take_apart(registry)
    yield registry.replace(f"{key.host}:{key.port}", key.host, 1)


def _without_slash(registry: str) -> Iterator[str]:
    yield registry.rstrip("/")


def _without_path(registry: str) -> Iterator[str]:
    key = take_apart(registry)
    yield registry.removesuffix(key.path) if key.path else registry


def _without_query(registry: str) -> Iterator[str]:
    yield re.split("[?#]", registry, maxsplit=1)[0]


def _without_userinfo(registry: str) -> Iterator[str]:
    yield re.sub(r"\A([a-z]+://)?[^/@]*@", lambda match: match[1] or "", registry)


def _host_alone(registry: str) -> Iterator[str]:
    key = take_apart(registry)
    yield f"{key.host}:{key.port}" if key.port.isdigit() else key.host


def _sound_host(registry: str) -> Iterator[str]:
    key = take_apart(registry)
    yield registry.replace(key.host, key.host.strip(f".{_QUOTES}"), 1)
    yield registry.strip(_QUOTES)


def _sound_path(registry: str) -> Iterator[str]:
    key = take_apart(registry)
    path = re.sub("//+", "/", key.path)
    if key.path and "@" not in registry:
        head = registry.removesuffix(key.path)
        yield head + path
        yield head + path.lower()


def _retired(registry: str) -> Iterator[str]:
    yield "ghcr.io"


def _real_registry(registry: str) -> Iterator[str]:
    meant = registry_meant(take_apart(registry).host)
    if meant and "SUBDOMAIN" not in meant:
        yield meant


def _docker_hub(registry: str) -> Iterator[str]:
    yield DOCKER_HUB_KEY


def _nothing_more(registry: str) -> Iterator[str]:
    """Yield nothing: what was probably meant is the only candidate."""
    yield from ()


_CANDIDATES: dict[str, Callable[[str], Iterator[str]]] = {
    "registry-whitespace": _without_blanks,
    "registry-scheme": _without_scheme,
    "registry-capitals": _small_letters,
    "registry-default-port": _without_port,
    "registry-trailing-slash": _without_slash,
    "registry-api-path": _without_path,
    "registry-query": _without_query,
    "registry-userinfo": _without_userinfo,
    "registry-is-image": _host_alone,
    "registry-host": _sound_host,
    "registry-path": _sound_path,
    "registry-port": _host_alone,
    "registry-retired": _retired,
    "not-a-registry": _real_registry,
    "docker-hub-key-never-matches": _docker_hub,
    "registry-near-miss": _nothing_more,
}
REGISTRY_CODES = frozenset(_CANDIDATES)
"""Codes of findings about a registry that may be mended."""
