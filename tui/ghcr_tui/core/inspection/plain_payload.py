"""A payload as programs write it: one entry with a username and a token, and nothing else.

Long lists are full of them. Whatever is to be said of a Secret with such a payload, but for what
is said of the entry itself, is the same for every other such payload in its place.
"""

import re
from binascii import a2b_base64
from typing import NamedTuple

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.entry_reader import Entry

_LONGEST = 16 * 1024
"""Characters of base64; what is longer is read as any other payload."""
_TEXT = r'"([ !#-\[\]-~]+)"'
"""A JSON string of printable ASCII without escapes."""
_PLAIN = re.compile(
    rf'\{{"auths":\s?\{{{_TEXT}:\s?\{{'
    rf'(?:"username":\s?{_TEXT},\s?"password":\s?{_TEXT},\s?)?"auth":\s?{_TEXT}\}}\}}\}}'
)


class PlainPayload(NamedTuple):
    """The text of the payload, and its one entry."""

    text: str
    entry: Entry

    def __repr__(self) -> str:
        """Leave the text out."""
        return f"PlainPayload({self.entry!r})"


def read_plain_payload(value: str) -> PlainPayload | None:
    """Return what `value`, base64 as under `data`, holds; None where that is anything else.

    Username and token are what both `auth` and the fields beside it say, if they are there.
    """
    if len(value) > _LONGEST:
        return None
    try:
        text = a2b_base64(value, strict_mode=True).decode("ascii")
        match = _PLAIN.fullmatch(text)
        if match is None:
            return None
        registry, username, password, auth = match.groups()
        login = a2b_base64(auth, strict_mode=True).decode("ascii")
    except ValueError:
        return None
    name, _, token = login.partition(":")
    if not (name and token and login.isprintable()):
        return None
    if username is None:
        fields: dict[str, Json] = {"auth": auth}
    elif (username, password) == (name, token):
        fields = {"username": name, "password": token, "auth": auth}
    else:
        return None
    return PlainPayload(text, Entry(registry, name, token, "", auth, "", False, fields))
