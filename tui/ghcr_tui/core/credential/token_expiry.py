"""When a token expires, as far as it says so itself. Nothing is verified: the claim is only read.

Sources: RFC 7519, section 4.1.4 (`exp`); GitHub, "About authentication to GitHub" (stateless
`ghs_` tokens); the JSON inside what `aws ecr get-login-password` prints.
"""

import re

_JWT = r"eyJ[A-Za-z0-9_-]{1,8192}\.([A-Za-z0-9_-]{1,16384})\.[A-Za-z0-9_-]*"
_ECR = "eyJwYXlsb2FkIjoi[A-Za-z0-9+/=]{1,16384}"
_YEAR_10000 = 253402300800


def stated_expiry(token: str) -> float | None:
    """Return when `token` expires, in seconds since the epoch; None where it does not say.

    Read are JSON Web Tokens, GitHub's `ghs_` tokens in that form, and Amazon ECR's passwords.
    """
    if not token.startswith(("eyJ", "ghs_")):
        return None
    if match := re.fullmatch(_JWT, token[max(token.find("eyJ"), 0) :]):
        return _read(match[1], "exp")
    return _read(token, "expiration") if re.fullmatch(_ECR, token) else None


def utc_text(seconds: float) -> str:
    """Return a time in seconds since the epoch as `2026-11-23 12:30 UTC`."""
    from datetime import UTC, datetime  # late: only tokens that name a time come here

    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


def _read(encoded: str, claim: str) -> float | None:
    from binascii import a2b_base64
    from json import loads

    standard = encoded.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        claims = loads(a2b_base64(standard + "=" * (-len(standard) % 4)))
    except (ValueError, RecursionError):
        return None
    moment = claims.get(claim) if isinstance(claims, dict) else None
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        return None
    if not 0 < moment < _YEAR_10000:  # not for NaN either
        return None
    return float(moment)
