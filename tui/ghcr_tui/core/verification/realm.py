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
    `authority` is the host (and port) that would get it, `registry` the one that named it, both
    fit to be shown; `reason` is a clause that says why, `fix` a sentence or "". `is_dead`: no
    client can ask there.
    """

    answer: Literal["allowed", "ask", "refused"]
    authority: str
    reason: str
    registry: str = ""
    fix: str = ""
    is_dead: bool = False


_PROXY_FIX = (
    "The registry stands behind a reverse proxy that does not tell it of HTTPS "
    "(X-Forwarded-Proto), or its external URL is wrong; nodes do send the credential there, in "
    "clear."
)
_RELATIVE_FIX = "Its token service's address must begin with https://: no runtime follows this one."


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
    return _judge(realm, registry, plain_http, site_of)._replace(registry=registry.authority)


def _judge(
    realm: str, registry: Origin, plain_http: bool, site_of: Callable[[str], str | None]
) -> Realm:
    origin = parse_origin(realm)
    if origin is None:
        relative = "://" not in realm
        reason = "it is not a plain http or https address"
        fix = _RELATIVE_FIX if relative else ""
        return Realm("refused", inert(realm, 80), reason, fix=fix, is_dead=relative)
    reason = forbidden_address(origin.host)
    if reason:
        return Realm("refused", origin.authority, f"it is {reason}")
    here = is_loopback(origin.host)
    if here and not is_loopback(registry.host):
        return Realm("refused", origin.authority, "it is this machine, and the registry is not")
    if origin.scheme == "http" and not here and not plain_http:
        fix = _PROXY_FIX if origin.host == registry.host else ""
        return Realm(
            "refused", origin.authority, "it is plain HTTP, which anybody can read", fix=fix
        )
    return _judge_site(origin, registry, site_of)


def _judge_site(origin: Origin, registry: Origin, site_of: Callable[[str], str | None]) -> Realm:
    if origin.host == registry.host:
        return Realm("allowed", origin.authority, "it is the registry's own host")
    if (registry.host, origin.host) in _KNOWN_PAIRS:
        return Realm("allowed", origin.authority, "it is known as this registry's token service")
    if not is_address(registry.host) and not is_address(origin.host):
        site, other = site_of(registry.host), site_of(origin.host)
        if site is not None and site == other:
            return Realm("allowed", origin.authority, f"both belong to {site}")
        if site is not None and other is not None:
            reason = f"it is on another site ({other}) than the registry ({site})"
            return Realm("ask", origin.authority, reason)
    shared = _shared_ending(registry.host, origin.host)
    whose = f"{shared} is one owner's" if shared else "the two are one owner's"
    reason = f"it is another host, and ghcr-tui cannot tell whether {whose}"
    return Realm("ask", origin.authority, reason)


def _shared_ending(one: str, other: str) -> str:
    """Return the labels that two names end in together, "" for none and for addresses."""
    if is_address(one) or is_address(other):
        return ""
    shared: list[str] = []
    for left, right in zip(reversed(one.split(".")), reversed(other.split(".")), strict=False):
        if left != right:
            break
        shared.insert(0, left)
    return ".".join(shared)
