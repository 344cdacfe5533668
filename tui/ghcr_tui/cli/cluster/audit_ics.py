"""The expiries of credentials as a calendar (RFC 5545), with a reminder two weeks ahead."""

from collections.abc import Iterator

from ghcr_tui.core.cluster.audit import Audit
from ghcr_tui.core.cluster.credentials import CredentialRow
from ghcr_tui.core.text.inert import inert

_LINE = 75
"""Octets of a line, its end not counted (RFC 5545, 3.1)."""
_AHEAD = "-P14D"


def calendar(audit: Audit, now: float) -> str:
    """Return a calendar with an event for each credential that says when it expires."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ghcr-tui//audit//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Image pull credentials",
    ]
    for row in audit.credentials:
        if row.expires is not None:
            lines.extend(_event(row, row.expires, now))
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(row: CredentialRow, expires: float, now: float) -> Iterator[str]:
    where = ", ".join(inert(registry, 100) for registry in row.registries[:3])
    workloads = f"{row.workloads:,} {'workload' if row.workloads == 1 else 'workloads'}"
    places = ", ".join(
        inert("/".join(filter(None, each)), 200) for each in sorted(set(row.secrets))[:10]
    )
    more = f" and {len(row.secrets) - 10:,} more" if len(row.secrets) > 10 else ""
    summary = f"Pull credential {row.name} for {where} expires"
    description = f"Used by {workloads}. In {places}{more}."
    yield "BEGIN:VEVENT"
    yield f"UID:{row.name}-{int(expires)}@ghcr-tui"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(expires)}"
    yield f"SUMMARY:{_text(summary)}"
    yield f"DESCRIPTION:{_text(description)}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(summary)}"
    yield f"TRIGGER:{_AHEAD}"
    yield "END:VALARM"
    yield "END:VEVENT"


def _utc(seconds: float) -> str:
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(seconds, UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Return TEXT as RFC 5545, 3.3.11 has it; the text is on one line already."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Yield `line` in parts of at most 75 octets, none of which halves a character."""
    part, room = "", _LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            yield part
            part, room = " ", _LINE - 1
        part += character
        room -= size
    yield part
