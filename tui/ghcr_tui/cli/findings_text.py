"""One finding for people, in a few lines."""

from collections.abc import Iterator

from ghcr_tui.cli.paint import SEVERITY_CELLS, Paint
from ghcr_tui.core.findings.finding import Finding


def finding_lines(
    finding: Finding, paint: Paint, outer: str = "", place: str | None = None
) -> Iterator[str]:
    """Yield the lines of one finding: severity and message, then place, fix and code.

    `outer` is the indent that the caller puts before each of them; `place` is said in place of the
    finding's own where the reader knows it by another name.
    """
    indent = " " * (SEVERITY_CELLS + 2)
    message = paint.wrapped(finding.message, outer + indent)
    yield f"{paint.severity(finding.severity)}  {message}"
    if finding.fix:
        yield f"{indent}Fix: {paint.wrapped(finding.fix, outer + indent + '     ')}"
    where = str(finding.where) if place is None else place
    place = f"{where}  " if where else ""
    yield f"{indent}{paint('dim', f'{place}[{finding.code}]')}"
