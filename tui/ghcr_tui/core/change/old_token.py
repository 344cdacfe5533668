"""Which token is to go: found by its value, wherever it is, and never by a Secret's name."""

from base64 import b64encode
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.secret.entry_reader import Entry


class OldToken(Protocol):
    """Says of an entry whether its token is to go, and of other bytes whether they hold it."""

    def is_in(self, entry: Entry) -> bool:
        """Return whether the entry's credential is an old one."""

    def is_mentioned_in(self, data: bytes) -> bool:
        """Return whether `data` holds an old token, in clear or inside of base64."""


class ByValue:
    """Knows the old tokens; where `login` is given, only at that registry for that username."""

    def __init__(self, tokens: Iterable[str], login: tuple[str, str] | None = None) -> None:
        self.tokens = frozenset(filter(None, tokens))
        self._login = login
        self._needles = tuple(
            needle for token in sorted(self.tokens) for needle in _needles(token.encode())
        )

    def is_in(self, entry: Entry) -> bool:
        """Return whether the entry's credential is an old one."""
        return entry.token in self.tokens and self._login in (
            None,
            (entry.registry, entry.username),
        )

    def is_mentioned_in(self, data: bytes) -> bool:
        """Return whether `data` holds an old token, in clear or inside of base64."""
        return any(needle in data for needle in self._needles)

    def __repr__(self) -> str:
        """Leave the tokens out."""
        return f"ByValue({len(self.tokens)} tokens)"


class ByName(NamedTuple):
    """Knows an old token by its keyed name alone, as the journal of a run has it."""

    name: str
    names: TokenNames

    def is_in(self, entry: Entry) -> bool:
        """Return whether the entry's credential is the old one."""
        return bool(entry.token) and self.names(entry.token) == self.name

    def is_mentioned_in(self, data: bytes) -> bool:
        """Return False: what only mentions a token cannot be told by its name."""
        return False


def _needles(token: bytes) -> Iterable[bytes]:
    """Yield `token`, and what of its base64 is the same whatever is around it.

    Base64 takes three bytes at a time, so there are three ways in which a token may be in it.
    """
    yield token
    if len(token) < _SHORTEST:
        return
    for skip in range(3):
        coded = b64encode(b"\0" * skip + token)
        whole = (skip + len(token)) // 3 * 4
        yield coded[4 if skip else 0 : whole]


_SHORTEST = 8
"""Bytes of a token of which the base64 is looked for: of a shorter one too little is left."""
