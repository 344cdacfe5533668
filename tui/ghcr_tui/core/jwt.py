"""JSON Web Tokens: when they expire, read from the token itself (RFC 7519, `exp`)."""

import json
import re

from ghcr_tui.core.base64_reading import read_base64

_JWT = r"eyJ[A-Za-z0-9_-]{1,8192}\.(eyJ[A-Za-z0-9_-]{1,8192})\.[A-Za-z0-9_-]*"
_FURTHEST = 1e11


def jwt_expiry(token: str) -> float | None:
    """Return when `token` expires, in seconds since the epoch; None if it is no JWT or never says.

    Nothing is verified: the claim is only read.
    """
    match = re.fullmatch(_JWT, token) if token.startswith("eyJ") else None
    data = read_base64(match[1]).data if match else None
    if data is None:
        return None
    try:
        claims = json.loads(data)
    except (ValueError, RecursionError):
        return None
    expiry = claims.get("exp") if isinstance(claims, dict) else None
    return float(expiry) if isinstance(expiry, int | float) and abs(expiry) < _FURTHEST else None
