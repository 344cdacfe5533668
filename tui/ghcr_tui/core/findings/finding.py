"""A finding: one thing that is wrong, or worth knowing, about a credential or its Secret."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
"""`error`: a pull will fail or the API server refuses it; `warning`: it may, or it leaks."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest on."""


class Finding(NamedTuple):
    """What one rule found.

    `code` is stable and kebab-case; `message` says what is there and what happens to the pod;
    `fix` says what to do, and is empty where there is nothing to do; `where` names the place.
    None of them ever contains a token.
    """

    code: str
    severity: Severity
    message: str
    fix: str = ""
    where: str = ""

    def at(self, where: str) -> "Finding":
        """Return the same finding at the place `where`."""
        return self._replace(where=where)


def gravest(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among `findings`, or None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in present), None)
