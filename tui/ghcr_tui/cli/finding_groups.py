"""The findings of many Secrets, a paragraph for each kind: what it is, how many, and which."""

from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.paint import SEVERITY_CELLS, Paint, shown
from ghcr_tui.core.findings.finding import SEVERITIES, Finding
from ghcr_tui.core.inspection.inspection import InspectedSecret

_NAMED = 3


class _Group(NamedTuple):
    example: Finding
    names: list[str]  # of the first few Secrets that have it
    total: int


class FindingGroups:
    """Counts findings by code, so that ten thousand Secrets still make one page of advice."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}

    def add(self, secret: InspectedSecret) -> None:
        """Count what was found in `secret`, each code once."""
        for code, finding in {each.code: each for each in secret.findings}.items():
            group = self._groups.get(code) or _Group(finding, [], 0)
            if group.total < _NAMED:
                group.names.append(shown(secret.title) or "(no name)")
            self._groups[code] = group._replace(total=group.total + 1)

    def lines(self, paint: Paint) -> Iterator[str]:
        """Yield the paragraphs, the gravest and most frequent first."""
        indent = " " * (SEVERITY_CELLS + 2)
        for group in sorted(self._groups.values(), key=_rank):
            yield ""
            yield from finding_lines(group.example, paint)
            names = ", ".join(group.names)
            more = f" and {group.total - _NAMED:,} more" if group.total > _NAMED else ""
            noun = "Secret" if group.total == 1 else "Secrets"
            where = f"In {group.total:,} {noun}: {names}{more}."
            yield f"{indent}{paint.wrapped(where, indent)}"


def _rank(group: _Group) -> tuple[int, int]:
    return SEVERITIES.index(group.example.severity), -group.total
