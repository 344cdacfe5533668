"""A finding: one thing that is wrong, or worth knowing, about a credential or its Secret."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ghcr_tui.core.secret.entry_reader import place_of

Severity = Literal["error", "warning", "info"]
"""`error`: a pull will fail or the API server refuses it; `warning`: it may, or it leaks."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest on."""

REFUSED = "The API server refuses the Secret, so no pod can use it."
"""What every rule says whose finding keeps a Secret out of the cluster."""


class Where(NamedTuple):
    """The place that a finding is about: a `field` by its name, and the `entry` that has it.

    `entry` is the position of a credential in a draft, or the registry's key in a payload; None
    for what belongs to the Secret itself, whose fields are written with dots (`metadata.name`).
    """

    field: str = ""
    entry: int | str | None = None

    def __str__(self) -> str:
        """Write the place as people do, "" where it is the whole: `auths["ghcr.io"].auth`."""
        if self.entry is None:
            return self.field
        if isinstance(self.entry, int):
            return f"credentials[{self.entry}].{self.field}"
        place = place_of(self.entry)
        return place if self.field in ("", "registry") else f"{place}.{self.field}"


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
    where: Where = Where()

    @property
    def keeps_out(self) -> bool:
        """Whether the API server refuses a Secret because of it, so that no pod ever has it."""
        return self.severity == "error" and self.message.endswith(REFUSED)

    def at(self, field: str) -> "Finding":
        """Return the same finding about another `field`."""
        return self._replace(where=self.where._replace(field=field))

    def of(self, entry: int | str | None) -> "Finding":
        """Return the same finding about the same field of `entry`."""
        return self._replace(where=self.where._replace(entry=entry))


def gravest(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among `findings`, or None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in present), None)
