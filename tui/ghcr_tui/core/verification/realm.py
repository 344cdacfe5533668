"""May a credential go where a registry's challenge sends it? The authority on token realms.

A registry names its token service freely, and a hostile one names somebody else's.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.origin import (
    Origin,
    forbidden_address,
    is_address,
    is_loopback,
    parse_origin,
)

_KNOWN_PAIRS = frozenset(
    {
        ("registry-1.docker.io", "auth.docker.io"),
        ("registry.gitlab.com", "gitlab.com"),
    }
)
"""Registry and token service that their makers document as belonging together."""


class Realm(NamedTuple):
    """The judgement on one realm.

    `answer`: the credential may go there; only with the person's consent; or in no case.
    `authority` is the host (and port) that would get it, fit to be shown; `reason` says why.
    """

    answer: Literal["allowed", "ask", "refused"]
    authority: str
    reason: str


def judge_realm(
    realm: str,
    registry: Origin,
    plain_http: bool,
    site_of: Callable[[str], str | None],
) -> Realm:
    """Judge the `realm` URL that `registry` named.

    `site_of` returns a host's registrable domain, or None where none is known; it is called only
    when host and table leave the question open. `plain_http`: the person allowed HTTP.
    """
    origin = parse_origin(realm)
    if origin is None:
        return Realm("refused", inert(realm, 80), "it is not a plain http or https address")
    reason = forbidden_address(origin.host)
    if reason:
        return Realm("refused", origin.authority, f"it is {reason}")
    here = is_loopback(origin.host)
    if here and not is_loopback(registry.host):
        return Realm("refused", origin.authority, "it is this machine, and the registry is not")
    if origin.scheme == "http" and not here and not plain_http:
        return Realm("refused", origin.authority, "it is plain HTTP, which anybody can read")
    return _judge_site(origin, registry, site_of)


def _judge_site(origin: Origin, registry: Origin, site_of: Callable[[str], str | None]) -> Realm:
    if origin.host == registry.host:
        return Realm("allowed", origin.authority, "it is the registry's own host")
    if is_loopback(origin.host):
        return Realm("allowed", origin.authority, "both are this machine")
    if (registry.host, origin.host) in _KNOWN_PAIRS:
        return Realm("allowed", origin.authority, "it is known as this registry's token service")
    if not is_address(registry.host) and not is_address(origin.host):
        site = site_of(registry.host)
        if site is not None and site == site_of(origin.host):
            return Realm("allowed", origin.authority, f"both belong to {site}")
    return Realm("ask", origin.authority, "it is on another site than the registry")
