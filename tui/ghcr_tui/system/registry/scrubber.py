"""Secrets out of texts: a hostile server may send back what it was sent."""

from collections.abc import Iterable
from urllib.parse import quote_plus

from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.verification import Cause

_SHORTEST_SECRET = 4
_BULLETS = "••••••••"


class Scrubber:
    """Takes the secrets that it has learned out of texts."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def learn(self, secret: str) -> None:
        """Hide `secret`, as it is, in lower case (host names are) and percent-encoded."""
        if len(secret) >= _SHORTEST_SECRET:
            self._secrets |= {secret, secret.lower(), quote_plus(utf8(secret))}

    def clean(self, text: str) -> str:
        """Return `text` with bullets in place of every secret."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, _BULLETS)
        return text

    def clean_all(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return every text clean."""
        return tuple(self.clean(text) for text in texts)

    def clean_cause(self, cause: Cause) -> Cause:
        """Return a cause whose texts are clean, on one line, and not endless."""
        message, fix = (self.clean(inert(text, 500)) for text in (cause.message, cause.fix))
        return Cause(cause.code, message, fix)
