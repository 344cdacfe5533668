"""The draft: everything a person has typed into the composer, as one immutable value."""

from typing import Literal, NamedTuple

from ghcr_tui.core.credential import Credential
from ghcr_tui.core.pairs import Pair

Style = Literal["auth", "kubectl"]
"""`auth`: only `auth` per registry; `kubectl`: username, password, email and `auth`, as kubectl."""


class Draft(NamedTuple):
    """What the composer holds: the credentials in order, and the metadata of the Secret."""

    credentials: tuple[Credential, ...] = (Credential("ghcr.io", "", ""),)
    name: str = "ghcr"
    namespace: str = ""
    labels: tuple[Pair, ...] = ()
    annotations: tuple[Pair, ...] = ()
    immutable: bool = False
    style: Style = "auth"
    string_data: bool = False
