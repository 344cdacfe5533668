"""How text that was not understood is named in a sentence: by its beginning, and never by a token.

What somebody pastes in the place of a Secret is often the token itself, or a line that holds it.
"""

import re

from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.text.inert import excerpt, inert

_LIMIT = 12
_LONG_WORD = r"([^\s{}\[\]<>\"':=,]{4})[^\s{}\[\]<>\"':=,]{3,}"
"""A word that may be a token: only short ones are shown whole."""
_HOSTS = (
    r"[A-Za-z]{0,9}|[^\s:]{1,63}(?:\.[^\s:.]{1,63})+\.?(?::\S*)?|[^\s:]{1,63}:\d{1,5}"
    r"|\[[^\]]*\](?::\d+)?"
)
"""`ghcr` and `localhost`, names with dots, names with a port, and addresses in brackets."""
_ADDRESS = r"[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,24}"
_NAMES = (
    *("apiversion", "kind", "metadata", "type", "data", "stringdata", "immutable", "items"),
    *("name", "namespace", "labels", "annotations", "spec", "status", "template", "sops"),
    *("auths", "auth", "username", "password", "email", "identitytoken", "registrytoken", "token"),
    *("credsstore", "credhelpers", "httpheaders", "registry", "server", "dockerconfigjson"),
    *("finalizers", "ownerreferences", "generatename", "uid", "managedfields", "clustername"),
)
"""Names of fields that people mean, in small letters."""
_OF_WRAPPERS = (
    r"(?i)auth|cfg|conf|content|cred|data|docker|env|instances|items|json|payload|pull|registr"
    r"|resources|runners|secret|spec|template|attributes|files|value"
)
_USERINFO = r"(?<=//)[^/]*@|^[^/]*@"


def quoted_start(text: str) -> str:
    """Return how `text` begins, in backquotes; of each long word in it the first letters only."""
    head = text.lstrip("\ufeff \t\r\n")[: 4 * _LIMIT]
    return excerpt(re.sub(_LONG_WORD, r"\1…", head), _LIMIT)


def shown_key(key: str, limit: int = 60) -> str:
    """Return the name of a field in backquotes, bullets where a token is in its place."""
    return f"`{mask(key)}`" if holds_token(key) else excerpt(key, limit)


def shown_field(name: str) -> str:
    """Return the name of a field in backquotes where it is one that people mean to write.

    That is what resembles a field of a Secret or a payload, or a registry; anything else may be a
    secret that was put in the place of a name, and is bullets.
    """
    # Imported late: only what is wrong has names to show.
    from difflib import get_close_matches

    last = name.rpartition("metadata.")[2]
    is_meant = get_close_matches(last.casefold()[:40], _NAMES, 1, 0.75)
    is_registry = "." in name and resembles_registry(name)
    if holds_token(name) or not (is_meant or is_registry):
        return f"`{mask('any')}`"
    return excerpt(hidden_registry(name) if is_registry else name, 60)


def shown_wrapper(name: str) -> str:
    """Return the name of a field around a payload in backquotes, if it says what is inside.

    `value`, `config.json` and `pullSecret` do; what else people put there may be a secret, and is
    bullets.
    """
    is_meant = re.fullmatch(r"[A-Za-z._][A-Za-z._/-]{0,60}", name) and re.search(_OF_WRAPPERS, name)
    return excerpt(name, 60) if is_meant and not holds_token(name) else f"`{mask('any')}`"


def shown_registry(registry: str, limit: int = 80) -> str:
    """Return the key of an entry without quotes, what no key should hold being bullets."""
    return inert(hidden_registry(registry), limit)


def quoted_key(registry: str, limit: int = 80) -> str:
    """Return the key of an entry in backquotes, for a sentence about it."""
    return f"`{shown_registry(registry, limit)}`"


def hidden_registry(registry: str) -> str:
    """Return the key of an entry as it is, bullets where it is no registry's or a login is."""
    if holds_token(registry) or not resembles_registry(registry):
        return mask(registry)
    return (
        re.sub(_USERINFO, f"{mask(registry)}@", registry, count=1) if "@" in registry else registry
    )


def resembles_registry(key: str) -> bool:
    """Return whether a key may be meant for a registry: its host has a dot, a port, or few letters.

    What else people put there may be a password, and is not shown before it is revealed.
    """
    host = re.sub(r"^[A-Za-z]{1,8}://", "", key).rpartition("@")[2].partition("/")[0].strip()
    return bool(re.fullmatch(_HOSTS, host))


def shown_username(username: str, token: str = "", limit: int = 80) -> str:
    """Return a username without quotes, bullets where it is a token or the same as `token`."""
    return inert(hidden_username(username, token), limit)


def hidden_username(username: str, token: str = "") -> str:
    """Return a username as it is, bullets where it is a token or the same as `token`."""
    return mask(username) if is_secret_username(username, token) else username


def is_secret_username(username: str, token: str = "") -> bool:
    """Return whether a username is a secret itself: a token by its looks, or the same as `token`.

    DigitalOcean's registry takes the token for both; others are pasted into the wrong field.
    """
    return holds_token(username) or bool(token and username == token)


def hidden_email(email: str, token: str = "") -> str:
    """Return an email as it is, bullets where something else is in its place."""
    if not email or (re.fullmatch(_ADDRESS, email) and hidden_username(email, token) == email):
        return email
    return mask(email)
