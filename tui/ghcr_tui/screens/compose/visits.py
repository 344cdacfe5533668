"""Which fields a person has been to: findings about the others would only be in the way."""

from collections.abc import Iterable
from typing import Final

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import SEVERITIES, Finding, Severity, Where

OF_REGISTRY: Final = frozenset(("registry", "username", "token", "email"))
OF_SECRET: Final = frozenset(("name", "namespace", "labels", "annotations"))


class Visits:
    """The fields that were visited, of each registry and of the Secret around them."""

    def __init__(self, draft: Draft) -> None:
        self._of_registries: list[set[str]] = []
        self._of_secret: set[str] = set()
        self._entered: dict[str, int] = {}  # of each field, the registry it showed when entered
        self.begin(draft)

    def begin(self, draft: Draft) -> None:
        """Count what comes filled in as visited, except what every new draft has."""
        new = Draft()
        self._of_registries = [
            {name for name in OF_REGISTRY if getattr(each, name) and each != new.credentials[0]}
            for each in draft.credentials
        ]
        self._of_secret = {name for name in OF_SECRET if getattr(draft, name) != getattr(new, name)}

    def fit(self, draft: Draft) -> None:
        """Go on with `draft`; where its registries are others, with what is filled in there."""
        if len(draft.credentials) != len(self._of_registries):
            kept = self._of_secret
            self.begin(draft)
            self._of_secret |= kept

    def all(self) -> None:
        """Count every field as visited, so that every finding is shown."""
        self._of_registries = [set(OF_REGISTRY) for _ in self._of_registries]
        self._of_secret = set(OF_SECRET)

    def insert(self, position: int) -> None:
        """Make room for a registry of which nothing was visited."""
        self._of_registries.insert(position, set())

    def remove(self, position: int) -> None:
        """Forget a registry."""
        del self._of_registries[position]

    def move(self, position: int, target: int) -> None:
        """Take a registry from one place to another."""
        self._of_registries.insert(target, self._of_registries.pop(position))

    def enter(self, name: str, registry: int) -> None:
        """Remember whose field is entered: once it is left, another registry may be shown."""
        self._entered[name] = registry

    def leave(self, name: str, registry: int) -> bool:
        """Count a field as visited that was entered; return whether it was not before."""
        return self.note(name, self._entered.get(name, registry))

    def note(self, name: str, registry: int) -> bool:
        """Count a field as visited; return whether it was not before."""
        of_registry = self._of_registries[min(registry, len(self._of_registries) - 1)]
        visited = of_registry if name in OF_REGISTRY else self._of_secret
        if name in visited:
            return False
        visited.add(name)
        return True

    def has(self, where: Where) -> bool:
        """Return whether the field `where` was visited."""
        field, entry = where
        if isinstance(entry, int):
            return entry < len(self._of_registries) and field in self._of_registries[entry]
        return not field or field in self._of_secret


def gravest(
    findings: Iterable[Finding], current: int
) -> tuple[dict[str, Finding], dict[int, Severity]]:
    """Return the gravest finding of each field in sight, and how grave it is for each registry.

    Of registries only the fields of the one called `current` are in sight.
    """
    marks: dict[int, Severity] = {}
    notes: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda finding: -SEVERITIES.index(finding.severity)):
        field, entry = finding.where
        if isinstance(entry, int) and finding.severity != "info":
            marks[entry] = finding.severity
        if entry in (None, current):
            notes[field] = finding
    return notes, marks
