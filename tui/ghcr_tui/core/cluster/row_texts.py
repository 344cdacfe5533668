"""How long ago, and how long until: times as a table has room for them."""

_DAY = 86400


def age_text(since: float | None, now: float) -> str:
    """Return how long ago a moment is, "" where it is not known."""
    if since is None:
        return ""
    seconds = max(0, int(now - since))
    for unit, length in (("d", _DAY), ("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds // length:,} {unit}"
    return f"{seconds} s"


def expiry_text(expires: float | None, now: float) -> str:
    """Return when something expires, from now on; "" where it does not say."""
    if expires is None:
        return ""
    if expires <= now:
        return f"{age_text(expires, now)} ago"
    return f"in {age_text(now - (expires - now), now)}"
