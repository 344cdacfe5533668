"""The draft: everything a person has typed into the composer, as one immutable value."""

from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.secret.payload import Style


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


def size_of(draft: Draft) -> int:
    """Return how many characters a draft has in all its fields together."""
    pairs = (*draft.labels, *draft.annotations)
    return (
        sum(len(part) for credential in draft.credentials for part in credential)
        + sum(len(key) + len(value or "") for key, value in pairs)
        + len(draft.name)
        + len(draft.namespace)
    )
