"""What `encode` says on standard error about the draft: errors and warnings, by option."""

import sys
from collections.abc import Sequence

from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.streams import complain, say
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding

_OPTIONS = {
    "name": "--name",
    "namespace": "--namespace",
    "labels": "--label",
    "annotations": "--annotation",
}


def tell_findings(findings: Sequence[Finding], draft: Draft) -> None:
    """Say the errors and warnings `findings` of `draft`, and whether they stop it."""
    paint = paint_for(sys.stderr)
    errors = 0
    for finding in findings:
        errors += finding.severity == "error"
        for line in finding_lines(finding.at(_place(finding.where, draft)), paint):
            say(line)
    if errors:
        complain("nothing was written because of the errors above.")


def _place(where: str, draft: Draft) -> str:
    """Return the option that the field `where` of a draft comes from."""
    if not where.startswith("credentials["):
        return _OPTIONS.get(where, where)
    position, _, field = where.removeprefix("credentials[").partition("].")
    registry = shown(draft.credentials[int(position)].registry, 80)
    return f"{field} for {registry or 'no registry'}"
