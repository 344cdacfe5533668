"""A token with what its meaning depends on: what every rule about a token's kind is asked with."""

from typing import NamedTuple

from ghcr_tui.core.credential.tokens import Kind, Vendor
from ghcr_tui.core.findings.finding import Where

TOKEN = Where("token")
"""The place of every finding about a token."""


class TokenCase(NamedTuple):
    """A token with what its meaning depends on; `vendor` is the registry's, `now` in seconds."""

    username: str
    token: str
    kind: Kind
    vendor: Vendor
    now: float | None

    def __repr__(self) -> str:
        """Leave the token out."""
        return f"TokenCase({self.kind!r}, {self.vendor!r})"
