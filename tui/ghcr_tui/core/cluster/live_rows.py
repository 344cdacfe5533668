"""The rows of a live table: one a Secret, one a credential, one a pod that does not pull.

A row knows how it is found, by what it is sorted and how it is written; the writing is done for
the rows in sight alone.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, Protocol

from ghcr_tui.core.cluster.credentials import CredentialRow
from ghcr_tui.core.cluster.inventory import ClusterSecret
from ghcr_tui.core.cluster.row_texts import age_text, expiry_text
from ghcr_tui.core.cluster.why import WhyPod
from ghcr_tui.core.cluster.wordings import STAGES, Stage
from ghcr_tui.core.credential.redaction import shown_registry, shown_username
from ghcr_tui.core.findings.finding import Finding, Severity
from ghcr_tui.core.secret.objects import seconds_of
from ghcr_tui.core.text.inert import inert

FaceName = Literal["secrets", "credentials", "pods"]
Status = Severity | Literal["good"]
Key = tuple[str, ...]
Order = tuple[float, str]
COLUMNS: dict[FaceName, tuple[str, ...]] = {
    "secrets": (
        "",
        "Name",
        "Namespace",
        "Registries",
        "Username",
        "Kept by",
        "Used by",
        "Age",
        "Expires",
        "Finding",
    ),
    "credentials": (
        "",
        "Token",
        "Registries",
        "Username",
        "Kind",
        "Secrets",
        "Used by",
        "Expires",
        "Finding",
    ),
    "pods": ("", "Pod", "Namespace", "Why", "Image", "Of", "Age"),
}
"""The titles of each face's columns; the first is the row's mark."""
_RANKS: dict[Status, float] = {"error": 0, "warning": 1, "info": 2, "good": 3}
_NEVER = float("inf")
LISTED = 20
"""Registries of one row that are written and found, at most."""


class ClusterRow(Protocol):
    """What a table and the sorting need of a row."""

    @property
    def key(self) -> Key:
        """What tells it from others of its face, before and after a change."""

    @property
    def status(self) -> Status:
        """How bad it is."""

    @property
    def searched(self) -> str:
        """All that a filter finds it by, in small letters."""

    def cells(self, now: float) -> tuple[str, ...]:
        """Return a text for each column of its face, inert."""

    def order(self, column: int) -> Order:
        """Return what a column is sorted by."""


class SecretRow(NamedTuple):
    """A pull secret with how many workloads use it; `extra` are findings beyond its own."""

    secret: ClusterSecret
    users: int
    extra: tuple[Finding, ...]
    status: Status
    expires: float | None
    searched: str

    @property
    def key(self) -> Key:
        """Namespace and name."""
        return self.secret.namespace, self.secret.name

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is wrong with it, the gravest first."""
        return by_gravity((*self.secret.findings, *self.extra))

    def cells(self, now: float) -> tuple[str, ...]:
        """Return the texts of its columns, the first being left to the table."""
        secret = self.secret
        entries = secret.judged.secret.entries[:LISTED]
        return (
            "",
            inert(secret.name, 120) or "(no name)",
            inert(secret.namespace, 80),
            _joined(shown_registry(entry.registry) for entry in entries) or "none",
            _joined(shown_username(entry.username, entry.token) for entry in entries),
            inert(secret.owner.tool, 40),
            f"{self.users:,}" if self.users else "nobody",
            age_text(seconds_of(secret.created), now),
            expiry_text(self.expires, now),
            next((finding.code for finding in self.findings), ""),
        )

    def order(self, column: int) -> Order:
        """Return what a column is sorted by."""
        secret, entries = self.secret, self.secret.judged.secret.entries
        if column in (6, 7, 8):
            created = seconds_of(secret.created)
            ages = -created if created is not None else _NEVER
            expires = self.expires if self.expires is not None else _NEVER
            return (-self.users, ages, expires)[column - 6], ""
        text = (
            "",
            secret.name,
            secret.namespace,
            entries[0].registry if entries else "",
            entries[0].username if entries else "",
            secret.owner.tool,
            *("", "", ""),
            next((finding.code for finding in self.findings), "~"),
        )[column]
        return _RANKS[self.status] if column == 0 else 0.0, text.casefold()


class TokenRow(NamedTuple):
    """A credential, wherever it is."""

    row: CredentialRow
    status: Status
    searched: str

    @property
    def key(self) -> Key:
        """The token's keyed name."""
        return (self.row.name,)

    def cells(self, now: float) -> tuple[str, ...]:
        """Return the texts of its columns, the first being left to the table."""
        row = self.row
        return (
            "",
            row.name,
            _joined(inert(each, 80) for each in row.registries[:LISTED]),
            _joined(inert(each, 80) for each in row.usernames[:LISTED]),
            row.vendor,
            f"{len(row.secrets):,}",
            f"{row.workloads:,}" if row.workloads else "nobody",
            expiry_text(row.expires, now),
            next(iter(row.findings), ""),
        )

    def order(self, column: int) -> Order:
        """Return what a column is sorted by."""
        row = self.row
        if column in (5, 6, 7):
            expires = row.expires if row.expires is not None else _NEVER
            return (-float(len(row.secrets)), -float(row.workloads), expires)[column - 5], ""
        text = (
            "",
            row.name,
            next(iter(row.registries), ""),
            next(iter(row.usernames), ""),
            row.vendor,
            *("", "", ""),
            next(iter(row.findings), "~"),
        )[column]
        return _RANKS[self.status] if column == 0 else 0.0, text.casefold()


class PodRow(NamedTuple):
    """A pod that waits for an image in vain."""

    why: WhyPod
    stage: Stage
    image: str
    searched: str

    @property
    def key(self) -> Key:
        """Namespace and name."""
        return self.why.use.namespace, self.why.use.name

    @property
    def status(self) -> Status:
        """Each of them is an error."""
        return "error"

    def cells(self, now: float) -> tuple[str, ...]:
        """Return the texts of its columns, the first being left to the table."""
        use = self.why.use
        return (
            "",
            inert(use.name, 120),
            inert(use.namespace, 80),
            STAGES[self.stage],
            inert(self.image, 160),
            inert(use.owner, 120),
            age_text(seconds_of(use.created), now),
        )

    def order(self, column: int) -> Order:
        """Return what a column is sorted by."""
        use = self.why.use
        if column == 6:
            created = seconds_of(use.created)
            return (-created if created is not None else _NEVER), ""
        text = (self.stage, use.name, use.namespace, STAGES[self.stage], self.image, use.owner)[
            column
        ]
        return 0.0, text.casefold()


def by_gravity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, the gravest first."""
    return tuple(sorted(findings, key=lambda finding: _RANKS[finding.severity]))


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(text for text in texts if text))
