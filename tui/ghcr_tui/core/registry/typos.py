"""Near misses: the authority on which host is a slip of the fingers away from a known registry.

A real registry, or a host that somebody may well run, is never called a near miss: a false alarm
is as bad as a missed one.
"""

from collections.abc import Iterator

from ghcr_tui.core.registry.key import LONGEST, take_apart

# Hosts that no word and no company's name resembles: any slip of one character counts.
_DISTINCT = ("ghcr.io", "index.docker.io", "registry.gitlab.com", "public.ecr.aws")
# Near to words (locker.io, quad.io), which somebody may own: a wrong character does not count.
_WORDLIKE = ("docker.io", "quay.io")
# Near to real registries (icr.io, scr.io): only swaps and doubled letters count.
_SHORT = ("gcr.io", "us.gcr.io", "eu.gcr.io", "asia.gcr.io")
# Slips in `io` that are no country's, and so count for all of them.
_NO_DOMAINS = frozenset(("oi", "i", "o", "ii", "oo", "ip", "uo", "lo", "ko", "ioo", "iio", "oio"))
_NOT_A_SLIP = frozenset("0123456789-")  # `ghcr2.io` and `docker-.io` are meant as they are
_WELL_KNOWN = {
    "ghcr": "ghcr.io",
    "ghcr.com": "ghcr.io",
    "ghcr.dev": "ghcr.io",
    "ghcr.org": "ghcr.io",
    "gcr": "gcr.io",
    "quay": "quay.io",
    "docker": "docker.io",
    "registry.gitlab.io": "registry.gitlab.com",
}
_REAL = frozenset((*_DISTINCT, *_WORDLIKE, *_SHORT, "registry-1.docker.io"))


def near_miss(registry: str) -> str | None:
    """Return the known host that `registry` was probably meant to name, or None.

    `registry` is a key or a host; scheme, port and path do not matter, except that a known host
    with a bare `/` behind it is answered with the host alone.
    """
    if len(registry) > LONGEST:
        return None
    key = take_apart(registry)
    host = key.host.lower()
    if host in _REAL:
        return host if registry == f"{host}/" else None
    if host in _WELL_KNOWN:
        return _WELL_KNOWN[host]
    if any(sign in host for sign in "*?[\\"):
        return None
    return next(_candidates(host), None)


def _candidates(host: str) -> Iterator[str]:
    yield from (known for known in _DISTINCT if _is_slip(host, known))
    for known in (*_WORDLIKE, *_SHORT):
        if _is_swap(host, known) or _is_doubled(host, known) or _has_no_domain(host, known):
            yield known
    for known in _WORDLIKE:
        if len(host) != len(known) and _is_one_edit(host, known):
            yield known
    yield from (member for member in _family_members(host) if _is_slip(host, member))


def _family_members(host: str) -> Iterator[str]:
    """Yield the hosts of large families that `host` may have been meant to be."""
    labels = host.split(".")
    if len(labels) == 3:
        first, _, top = labels
        yield f"{first}.azurecr.io"
        region, dash, service = first.rpartition("-")
        if dash and (service == "docker" or top == "dev"):
            yield f"{region}-docker.pkg.dev"
    if len(labels) == 6 and len(labels[0]) == 12 and labels[0].isdigit():
        yield f"{labels[0]}.dkr.ecr.{labels[3]}.amazonaws.com"


def _is_slip(host: str, known: str) -> bool:
    """Return whether one swap, one missing, one added or one wrong character parts the two."""
    return _is_swap(host, known) or _is_one_edit(host, known)


def _is_swap(host: str, known: str) -> bool:
    if len(host) != len(known) or host == known:
        return False
    at = _first_difference(host, known)
    return host[at : at + 2] == known[at : at + 2][::-1] and host[at + 2 :] == known[at + 2 :]


def _is_doubled(host: str, known: str) -> bool:
    if len(host) != len(known) + 1:
        return False
    at = _first_difference(host, known)
    return at > 0 and host[at] == host[at - 1] and host[at + 1 :] == known[at:]


def _is_one_edit(host: str, known: str) -> bool:
    at = _first_difference(host, known)
    if len(host) == len(known):
        return host != known and host[at + 1 :] == known[at + 1 :]
    if len(host) == len(known) - 1:
        return host[at:] == known[at + 1 :]
    if len(host) == len(known) + 1:
        return host[at] not in _NOT_A_SLIP and host[at + 1 :] == known[at:]
    return False


def _has_no_domain(host: str, known: str) -> bool:
    name, _, domain = host.rpartition(".")
    return domain in _NO_DOMAINS and f"{name}.io" == known


def _first_difference(host: str, known: str) -> int:
    pairs = zip(host, known, strict=False)
    shorter = min(len(host), len(known))
    return next((at for at, (left, right) in enumerate(pairs) if left != right), shorter)
