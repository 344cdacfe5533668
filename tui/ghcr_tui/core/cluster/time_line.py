"""Moments on a line of characters, from today on: when what expires, drawn to scale."""

from collections.abc import Sequence
from typing import NamedTuple

from ghcr_tui.core.cluster.row_texts import expiry_text
from ghcr_tui.core.credential.token_expiry import utc_text

_DAY = 86400
_SPANS = (1, 7, 30, 90, 365, 5 * 365)
"""Days that a line is long, at most as long as is needed."""
_NARROWEST = 16


class Moment(NamedTuple):
    """Something that happens: what, and when in seconds since the epoch."""

    what: str
    when: float


def time_line(moments: Sequence[Moment], now: float, width: int) -> tuple[str, ...]:
    """Return a line `width` characters long with a `●` for each moment, and what they are.

    What is over is at its left end, as `✖`; what is further off than the line is long is at its
    right end, as `▸`. No moments, no lines.
    """
    if not moments:
        return ()
    width = max(width, _NARROWEST)
    ahead = [moment.when - now for moment in moments if moment.when > now]
    span = next((days for days in _SPANS if max(ahead, default=0) <= days * _DAY), _SPANS[-1])
    line = ["─"] * width
    line[0], line[-1] = "├", "┤"
    for moment in moments:
        share = (moment.when - now) / (span * _DAY)
        if share <= 0:
            line[0] = "✖"
        elif share > 1:
            line[-1] = "▸"
        else:
            line[min(width - 2, max(1, round(share * (width - 1))))] = "●"
    end = f"{span} days" if span > 1 else "1 day"
    scale = f"today{end.rjust(width - 5)}"
    told = [
        f"{'✖' if moment.when <= now else '●'} {utc_text(moment.when)}, "
        f"{expiry_text(moment.when, now)}: {moment.what}"
        for moment in sorted(moments, key=lambda moment: moment.when)
    ]
    return (scale, "".join(line), *told)
