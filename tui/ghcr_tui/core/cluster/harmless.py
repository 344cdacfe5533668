"""Somebody else's words, fit to be repeated: tokens in them are bullets."""

import re

from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.text.inert import inert

_LIMIT = 300
_LONGEST = 16384
_AROUND = "\"'(),;:=<>[]{}?&"
_SECRET = re.compile(
    r"eyJ[A-Za-z0-9_-]{10,}[A-Za-z0-9_.-]*"  # JSON in base64: a JSON Web Token, ECR's password
    r"|(?<=[Bb]earer )[A-Za-z0-9+/._~-]{16,}=*|(?<=[Bb]asic )[A-Za-z0-9+/._~-]{8,}=*"
    r"|(?<=://)[^/\s@]{1,400}@"
    r"|(?<=token=)[^&\s\"']{8,}"
)


def without_tokens(text: str) -> str:
    """Return `text` with bullets for whatever looks like a token, or is where one does."""
    text = _SECRET.sub(lambda match: mask(match[0]) + "@" * match[0].endswith("@"), text[:_LONGEST])
    return re.sub(rf"[^\s{re.escape(_AROUND)}]{{20,}}", _word, text)


def harmless(text: str, limit: int = _LIMIT) -> str:
    """Return the first line of `text` for a sentence, inert, with a full stop; "" for nothing."""
    first = next((line for line in text.splitlines() if line.strip()), "").strip()
    shown = inert(without_tokens(first), limit).rstrip(".")
    return f"{shown}." if shown else ""


def _word(match: re.Match[str]) -> str:
    return mask(match[0]) if holds_token(match[0]) else match[0]
