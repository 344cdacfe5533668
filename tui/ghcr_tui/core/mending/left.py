"""What mending left: the findings that are still there, each with why a person is needed."""

from typing import NamedTuple

from ghcr_tui.core.findings.finding import SEVERITIES, Finding
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.mending.catalogue import PERSON
from ghcr_tui.core.mending.text import MendedText

_SEVERAL = "More than one thing can be meant here, or mending it would break something else."


class Left(NamedTuple):
    """A finding that is still there: the Secret's title, "" for the text, and the reason."""

    title: str
    finding: Finding
    why: str


def left_in(inspection: Inspection) -> list[Left]:
    """Return the errors and warnings of an inspection, the gravest first."""
    found = [("", finding) for finding in inspection.findings]
    found += [(each.title, finding) for each in inspection.secrets for finding in each.findings]
    found.sort(key=lambda pair: SEVERITIES.index(pair[1].severity))
    return [
        Left(title, finding, why_left(finding))
        for title, finding in found
        if finding.severity != "info"
    ]


def why_left(finding: Finding) -> str:
    """Return why a finding that was not mended needs a person, as a sentence."""
    return PERSON.get(finding.code, _SEVERAL)


def errors_left(mended: MendedText) -> int:
    """Return how many errors are still there after mending."""
    return sum(left.finding.severity == "error" for left in left_in(mended.after))
