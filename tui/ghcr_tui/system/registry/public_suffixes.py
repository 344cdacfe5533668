"""Registrable domains, from the snapshot of the public suffix list that publicsuffixlist carries.

Nothing is ever fetched. A name under no known suffix (`registry.corp`) has no site: whether two
such names belong together is for a person to say.
"""

from functools import cache

from publicsuffixlist import PublicSuffixList


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


def site_of(host: str) -> str | None:
    """Return the registrable domain of `host` (`docker.io` for `auth.docker.io`), or None."""
    site: str | None = _suffixes().privatesuffix(host)
    return site
