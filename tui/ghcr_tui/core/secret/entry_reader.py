"""One registry's entry in a payload, read as the kubelet reads it.

Source: Kubernetes, pkg/credentialprovider/config.go, DockerConfigEntry.UnmarshalJSON.
"""

from typing import NamedTuple

from ghcr_tui.core.credential.credential import (
    AuthError,
    Credential,
    decode_auth,
    shown_login,
)
from ghcr_tui.core.credential.redaction import shown_registry
from ghcr_tui.core.golang.json_text import Json, RepeatedKeys, folded
from ghcr_tui.core.text.problem import Problem

_TEXTS = ("username", "password", "auth", "email")
KNOWN_FIELDS = frozenset(_TEXTS)
TOKEN_FIELDS = ("identitytoken", "registrytoken")


class _NotText(Problem, ValueError):
    """A known field that holds no text; the message says which, and what it holds."""


class Entry(NamedTuple):
    """What is under one registry key of `auths`.

    `username` and `token` are what the kubelet would send, `auth` is as it is. `why` says in
    plain words why it cannot use the entry; `unreadable` is true where it then gives up every
    credential, not only this one.
    `fields` is the entry as it is, its known names in lower case.
    """

    registry: str
    username: str = ""
    token: str = ""
    email: str = ""
    auth: str = ""
    why: str = ""
    unreadable: bool = False
    fields: dict[str, Json] = {}  # noqa: RUF012 - a NamedTuple's default, never written to

    @property
    def usable(self) -> bool:
        """Whether the kubelet gets a credential out of the entry."""
        return not self.why

    @property
    def place(self) -> str:
        """Where in the payload the entry is, as people write it."""
        return place_of(self.registry)

    @property
    def credential(self) -> Credential:
        """The entry as a credential."""
        return Credential(self.registry, self.username, self.token, self.email)

    def text(self, name: str) -> str:
        """Return the text of a field, "" where it is absent or not text."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""

    def __repr__(self) -> str:
        """Leave out whatever may hold a token."""
        return f"Entry({shown_login(self.registry, self.username, self.token)})"


def place_of(registry: str) -> str:
    """Return where in a payload the entry of `registry` is, as people write it."""
    return f'auths["{shown_registry(registry)}"]'


def read_entry(registry: str, value: Json) -> Entry:
    """Return the entry that `value` is under the key `registry`."""
    if value is None:
        value = {}
    if not isinstance(value, dict):
        return Entry(
            registry, why=f"it is {json_type_name(value)}, where an object belongs", unreadable=True
        )
    fields = folded(value, KNOWN_FIELDS)
    try:
        if isinstance(fields, RepeatedKeys):
            fields = _settled(fields)
        username, token, auth, email = [_text(fields, name) for name in _TEXTS]
    except _NotText as problem:
        return Entry(registry, why=str(problem), unreadable=True, fields=fields)
    why, unreadable = "", False
    if auth:
        try:
            username, token = decode_auth(auth)
        except AuthError as problem:
            why, unreadable = str(problem), True
    elif not (username or token):
        why = "it holds no username and no token"
    return Entry(registry, username, token, email, auth, why, unreadable, fields)


def json_type_name(value: Json) -> str:
    """Return what a JSON value is, with its article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list) else "an object"


def _settled(fields: RepeatedKeys) -> dict[str, Json]:
    """Return what counts of fields written twice: the last that is not null, as in Go.

    Raises `_NotText` where Go stumbles over one of them, be it the last or not.
    """
    settled: dict[str, Json] = {}
    for name, value in fields.written:
        if name in KNOWN_FIELDS:
            _text({name: value}, name)
            if value is None and name in settled:
                continue
        settled[name] = value
    return settled


def _text(fields: dict[str, Json], name: str) -> str:
    """Return a known field; null is nothing to Go. Raises `_NotText` where it cannot unmarshal."""
    value = fields.get(name, "")
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    raise _NotText(f"its `{name}` is {json_type_name(value)}, where text belongs")
