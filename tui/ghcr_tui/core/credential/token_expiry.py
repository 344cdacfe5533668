"""When a token expires, as far as it says so itself. Nothing is verified: the claim is only read.

Sources: RFC 7519, section 4.1.4 (`exp`); the JSON inside what `aws ecr get-login-password` prints.
"""

from ghcr_tui.core.credential.token_claims import claims_of

_CLAIMS = ("exp", "expiration")
_YEAR_10000 = 253402300800


def stated_expiry(token: str) -> float | None:
    """Return when `token` expires, in seconds since the epoch; None where it does not say."""
    claims = claims_of(token)
    moment = next((claims[name] for name in _CLAIMS if name in claims), None)
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        return None
    if not 0 < moment < _YEAR_10000:  # not for NaN either
        return None
    return float(moment)


def utc_text(seconds: float) -> str:
    """Return a time in seconds since the epoch as `2026-11-23 12:30 UTC`."""
    from datetime import UTC, datetime  # late: only tokens that name a time come here

    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"
