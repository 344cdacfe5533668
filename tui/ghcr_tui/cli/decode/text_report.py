"""The report of `decode` for people: every Secret in full, or a line each where there are many."""

from collections.abc import Iterator
from itertools import chain

from ghcr_tui.cli.decode.cards import card
from ghcr_tui.cli.decode.table import SecretTable
from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.paint import SEVERITY_CELLS, Paint, shown
from ghcr_tui.cli.streams import write_text
from ghcr_tui.core.findings.finding import SEVERITIES, Finding
from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection

MOST_CARDS = 20
"""Secrets of one text that are shown in full; more of them get a line each."""
_MOST_REMEMBERED = 1000
"""Different findings of Secrets whose groups are remembered."""
_NAMED = 3
"""Secrets that a group of findings names."""


class TextReport:
    """Shows a few Secrets in full, many in a table that is followed by their findings, grouped."""

    def __init__(self, paint: Paint, reveal: bool = False) -> None:
        self._paint = paint
        self._reveal = reveal
        self._waiting: list[InspectedSecret] = []
        self._table: SecretTable | None = None
        self._groups = _FindingGroups()
        self._first = True

    def secret(self, secret: InspectedSecret, source: str) -> None:
        """Take one Secret; from the table's first batch on, output streams."""
        if self._table is None:
            self._waiting.append(secret)
            if len(self._waiting) <= MOST_CARDS:
                return
            self._table = SecretTable(self._paint, self._reveal)
            self._head(source)
            for each in self._waiting:
                self._to_table(self._table, each)
            self._waiting.clear()
        else:
            self._to_table(self._table, secret)

    def whole(self, inspection: Inspection, source: str) -> None:
        """Show what the text as a whole is, and what of it has not been shown yet."""
        if self._table is None:
            self._head(source)
            cards = (card(each, self._paint, self._reveal) for each in self._waiting)
            lines = chain.from_iterable(("", *lines) for lines in cards)
            self._write(self._summary(inspection), *lines, *self._of_whole(inspection))
        else:
            self._table.flush()
            groups = self._groups.lines(self._paint)
            self._write("", self._summary(inspection), *groups, *self._of_whole(inspection))
        self._waiting.clear()
        self._table = None
        self._groups = _FindingGroups()

    def finish(self) -> None:
        """Nothing is left: each text has been written as it ended."""

    def _to_table(self, table: SecretTable, secret: InspectedSecret) -> None:
        table.add(secret)
        if secret.findings:
            self._groups.add(secret)

    def _head(self, source: str) -> None:
        if not self._first:
            self._write("")
        self._first = False
        if source:
            self._write(self._paint("title", f"{shown(source)}:"))

    def _summary(self, inspection: Inspection) -> str:
        return self._paint.wrapped(inspection.summary, "")

    def _of_whole(self, inspection: Inspection) -> list[str]:
        told = inspection.summary  # what cannot be read is told by the summary already
        found = (f for f in inspection.findings if f.message != told or f.fix)
        lines = [line for finding in found for line in finding_lines(finding, self._paint)]
        return ["", *lines] if lines else []

    def _write(self, *lines: str) -> None:
        write_text("".join(f"{line}\n" for line in lines))


class _Group:
    """A finding that some Secrets share: the first of its code, how many, and the first names."""

    __slots__ = ("example", "names", "total")

    def __init__(self, example: Finding) -> None:
        self.example = example
        self.names: list[str] = []
        self.total = 0


class _FindingGroups:
    """Counts findings by code, so that ten thousand Secrets still make one page of advice."""

    def __init__(self) -> None:
        self._groups: dict[str, _Group] = {}
        self._of_findings: dict[tuple[Finding, ...], list[_Group]] = {}

    def add(self, secret: InspectedSecret) -> None:
        """Count what was found in `secret`, each code once."""
        groups = self._of_findings.get(secret.findings)
        if groups is None:
            groups = [self._group(each) for each in {f.code: f for f in secret.findings}.values()]
            if len(self._of_findings) < _MOST_REMEMBERED:
                self._of_findings[secret.findings] = groups
        for group in groups:
            if group.total < _NAMED:
                group.names.append(shown(secret.title) or "(no name)")
            group.total += 1

    def _group(self, finding: Finding) -> _Group:
        return self._groups.setdefault(finding.code, _Group(finding))

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
