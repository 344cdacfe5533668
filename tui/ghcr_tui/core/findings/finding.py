"""A finding: one thing that is wrong, or worth knowing, about a credential or its Secret."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.entry_reader import place_of

Severity = Literal["error", "warning", "info"]
"""`error`: a pull will fail or the API server refuses it; `warning`: it may, or it leaks."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""From the gravest on."""

_REFUSED = "The API server refuses the Secret, so no pod can use it."

_LONGEST_KEPT = 300
"""Characters of a registry's key, longer than which no registry's is."""


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


_NOWHERE = Where()


class Finding(NamedTuple):
    """What one rule found.

    `code` is stable and kebab-case; `message` says what is there and what happens to the pod;
    `fix` says what to do, and is empty where there is nothing to do; `where` names the place.
    None of them ever contains a token. `keeps_out` says that the API server refuses a Secret
    because of it, so that no pod ever has it.
    """

    code: str
    severity: Severity
    message: str
    fix: str = ""
    where: Where = _NOWHERE
    keeps_out: bool = False

    def row(self) -> dict[str, Json]:
        """Return what every verb prints of it in JSON and YAML, `where` as people write it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "fix": self.fix,
            "where": str(self.where),
        }

    def at(self, field: str) -> "Finding":
        """Return the same finding about another `field`."""
        where = Where(field, self.where.entry)
        return Finding(*self[:4], where, self.keeps_out)

    def of(self, entry: int | str | None) -> "Finding":
        """Return the same finding about the same field of `entry`."""
        where = Where(self.where.field, entry)
        return Finding(*self[:4], where, self.keeps_out)


def refusal(code: str, what: str, fix: str = "", where: Where = _NOWHERE) -> Finding:
    """Return the error of what keeps a Secret out of the cluster; `what` says what is there."""
    return Finding(code, "error", f"{what} {_REFUSED}", fix, where, keeps_out=True)


def of_entry(findings: Iterable[Finding], key: str) -> list[Finding]:
    """Return the same findings about the entry under the registry's `key`.

    Thousands of Secrets share a handful of keys and findings: equal ones are one object.
    """
    if len(key) > _LONGEST_KEPT:
        return [finding.of(key) for finding in findings]
    return [_of_entry(finding, key) for finding in findings]


@lru_cache(maxsize=1024)
def _of_entry(finding: Finding, key: str) -> Finding:
    return finding.of(key)


def gravest(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among `findings`, or None where there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in present), None)
