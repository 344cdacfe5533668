"""The audit: all that is wrong with the pull secrets of some clusters, and with their use."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ghcr_tui.core.cluster.cold_node import ColdImage, cold_images
from ghcr_tui.core.cluster.credentials import CredentialRow, credential_rows, drifted_copies
from ghcr_tui.core.cluster.inventory import ClusterSecret, Inventory
from ghcr_tui.core.cluster.references import (
    Referenced,
    is_unused,
    reference_findings,
    unused_finding,
    used_secrets,
)
from ghcr_tui.core.findings.finding import Finding


class AuditedCluster(NamedTuple):
    """One cluster's part: `unused` are namespace and name of secrets that nothing refers to."""

    inventory: Inventory
    images: tuple[ColdImage, ...]
    references: tuple[Referenced, ...]
    unused: frozenset[tuple[str, str]]

    def findings_of(self, secret: ClusterSecret) -> tuple[Finding, ...]:
        """Return what is wrong with `secret`, being unused included."""
        if (secret.namespace, secret.name) in self.unused:
            return (*secret.findings, unused_finding())
        return secret.findings


class Audit(NamedTuple):
    """All clusters, and what only shows across them."""

    clusters: tuple[AuditedCluster, ...]
    credentials: tuple[CredentialRow, ...]
    drifted: tuple[tuple[str, Finding], ...]

    def has(self, severity: str) -> bool:
        """Return whether any finding has this severity; an image that fails is an error."""
        if any(finding.severity == severity for _, finding in self.drifted):
            return True
        return any(_has(cluster, severity) for cluster in self.clusters)

    @property
    def has_unused(self) -> bool:
        """Whether a pull secret is there that nothing refers to."""
        return any(cluster.unused for cluster in self.clusters)

    def expires_within(self, seconds: float, now: float) -> bool:
        """Return whether a credential expires within `seconds` from `now`, or has expired."""
        return any(
            row.expires is not None and row.expires <= now + seconds for row in self.credentials
        )


def audit(inventories: Sequence[Inventory], name_of: Callable[[str], str]) -> Audit:
    """Return the audit of what was read; `name_of` gives a token its name for reports."""
    return Audit(
        tuple(_audited(inventory) for inventory in inventories),
        credential_rows(inventories, name_of),
        drifted_copies(inventories),
    )


def unused_secrets(inventory: Inventory) -> frozenset[tuple[str, str]]:
    """Return namespace and name of the secrets that nothing refers to, as far as that is known."""
    if not {"pods", "serviceaccounts"} <= inventory.read or _is_use_unread(inventory):
        return frozenset()
    used = used_secrets(inventory)
    return frozenset(key for key, secret in inventory.secrets.items() if is_unused(secret, used))


def _audited(inventory: Inventory) -> AuditedCluster:
    unused = unused_secrets(inventory)
    references = tuple(dict.fromkeys(reference_findings(inventory)))
    return AuditedCluster(inventory, cold_images(inventory), references, unused)


def _is_use_unread(inventory: Inventory) -> bool:
    """Return whether somebody may use a Secret whom nobody has seen."""
    return any(each.what != "secrets" for each in inventory.not_read)


def _has(cluster: AuditedCluster, severity: str) -> bool:
    if severity == "error" and any(image.is_failing for image in cluster.images):
        return True
    if any(each.finding.severity == severity for each in cluster.references):
        return True
    return any(
        finding.severity == severity
        for secret in cluster.inventory.secrets.values()
        for finding in secret.findings
    )
