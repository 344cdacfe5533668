"""What `encode` says on standard error about the draft: errors and warnings, by option."""

import sys
from collections.abc import Sequence

from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.streams import complain, say
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding, Where

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
        for line in finding_lines(finding, paint, place=_option_of(finding.where, draft)):
            say(line)
    if errors:
        complain("nothing was written because of the errors above.")


def _option_of(where: Where, draft: Draft) -> str:
    """Return the option that the field `where` of a draft comes from."""
    if not isinstance(where.entry, int):
        return _OPTIONS.get(where.field, where.field)
    registry = shown(draft.credentials[where.entry].registry, 80)
    return f"{where.field} for {registry or 'no registry'}"
