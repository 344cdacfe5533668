"""How text that was not understood is named in a sentence: by its beginning, and never by a token.

What somebody pastes in the place of a Secret is often the token itself, or a line that holds it.
"""

import re

from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.text.inert import excerpt

_LIMIT = 12
_LONG_WORD = r"([^\s{}\[\]<>\"':=,]{4})[^\s{}\[\]<>\"':=,]{3,}"
"""A word that may be a token: only short ones are shown whole."""
_USERINFO = r"(?<=//)[^/]*@|^[^/]*@"


def quoted_start(text: str) -> str:
    """Return how `text` begins, in backquotes; of each long word in it the first letters only."""
    head = text.lstrip("\ufeff \t\r\n")[: 4 * _LIMIT]
    return excerpt(re.sub(_LONG_WORD, r"\1…", head), _LIMIT)


def shown_key(key: str, limit: int = 60) -> str:
    """Return the name of a field in backquotes, bullets where a token stands in its place."""
    return f"`{mask(key)}`" if holds_token(key) else excerpt(key, limit)


def shown_registry(registry: str, limit: int = 80) -> str:
    """Return the key of an entry without quotes, what no key should hold being bullets."""
    if holds_token(registry):
        return mask(registry)
    if "@" in registry:
        registry = re.sub(_USERINFO, f"{mask(registry)}@", registry, count=1)
    return excerpt(registry, limit)[1:-1]


def shown_username(username: str, token: str = "", limit: int = 80) -> str:
    """Return a username without quotes, bullets where it is a token or the same as `token`."""
    if holds_token(username) or (token and username == token):
        return mask(username)
    return excerpt(username, limit)[1:-1]
