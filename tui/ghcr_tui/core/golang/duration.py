"""Go's durations: `1h30m`, as the objects of controllers write them."""

import re
from typing import Final

_SECONDS: Final = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_PART: Final = re.compile(r"(\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(h|ms|m|s|us|µs|ns)")


def seconds_of(text: str) -> float | None:
    """Return the seconds of a duration, None where `text` is none. Source: time.ParseDuration."""
    sign = -1.0 if text.startswith("-") else 1.0
    unsigned = text.removeprefix("-").removeprefix("+")
    if unsigned == "0":
        return 0.0
    total, end = 0.0, 0
    for match in _PART.finditer(unsigned):
        if match.start() != end:
            return None
        total += float(match[1]) * _SECONDS[match[2]]
        end = match.end()
    return sign * total if end and end == len(unsigned) else None


def duration(seconds: int) -> str:
    """Return whole seconds, none below 0, as Go writes them: `1h30m0s`. Source: Duration.String."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    written = f"{minutes}m{rest}s" if hours or minutes else f"{rest}s"
    return f"{hours}h{written}" if hours else written
