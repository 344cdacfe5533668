"""The audit as rows for programs: what `audit -o json` prints, and what the app exports.

docs/json.md describes them.
"""

from collections.abc import Iterable, Iterator

from ghcr_tui.core.cluster.audit import Audit, AuditedCluster
from ghcr_tui.core.cluster.cold_node import ColdImage, Proof
from ghcr_tui.core.cluster.credentials import CredentialRow
from ghcr_tui.core.cluster.inventory import ClusterSecret, Inventory
from ghcr_tui.core.credential.redaction import hidden_registry, hidden_username
from ghcr_tui.core.credential.token_expiry import stated_expiry
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import days_between

Row = dict[str, Json]


def context_row(cluster: AuditedCluster) -> Row:
    """Return how much of a context was read, and what was not."""
    inventory = cluster.inventory
    return {
        "context": inventory.name,
        "secrets": len(inventory.secrets),
        "serviceAccounts": len(inventory.accounts),
        "pods": sum(use.kind == "Pod" for use in inventory.uses.values()),
        "workloads": sum(use.kind != "Pod" for use in inventory.uses.values()),
        "images": len(cluster.images),
        "unused": len(cluster.unused),
        "notRead": [
            {
                "resource": each.what,
                "namespaces": list(each.namespaces),
                "forbidden": each.is_right,
                "sentence": each.text,
            }
            for each in inventory.not_read
        ],
    }


def secret_rows(cluster: AuditedCluster, now: float) -> Iterator[Row]:
    """Yield a row for each pull secret."""
    for place, secret in cluster.inventory.secrets.items():
        findings = cluster.findings_of(secret)
        yield secret_row(cluster.inventory.name, secret, findings, place in cluster.unused, now)


def image_rows(cluster: AuditedCluster) -> Iterator[Row]:
    """Yield a row for each image in use with each set of secrets."""
    for image in cluster.images:
        yield _image(cluster.inventory, image)


def reference_rows(cluster: AuditedCluster) -> Iterator[Row]:
    """Yield a row for each finding about a reference."""
    for each in cluster.references:
        yield {
            "context": cluster.inventory.name,
            "subject": each.subject,
            **each.finding.row(),
        }


def credential_row(row: CredentialRow, now: float) -> Row:
    """Return the row of one credential."""
    return {
        "token": row.name,
        "vendor": row.vendor,
        "registries": list(row.registries),
        "usernames": list(row.usernames),
        "secrets": [
            {"context": context, "namespace": namespace, "name": name}
            for context, namespace, name in row.secrets
        ],
        "contexts": list(row.contexts),
        "workloads": row.workloads,
        "standing": row.standing,
        "standings": [
            {"registry": registry, "standing": standing} for registry, standing in row.standings
        ],
        "expires": moment(row.expires),
        "daysLeft": row.days_left(now),
        "findings": list(row.findings),
    }


def drifted_rows(audit: Audit) -> Iterator[Row]:
    """Yield a row for each Secret whose copies hold different tokens."""
    for name, finding in audit.drifted:
        yield {"secret": name, **finding.row()}


def proof_row(proof: Proof | None) -> Json:
    """Return what a registry said, None where it was not asked."""
    if proof is None:
        return None
    return {"answer": proof.answer, "sentence": proof.sentence, "public": proof.public}


def secret_row(
    context: str, secret: ClusterSecret, findings: Iterable[Finding], is_unused: bool, now: float
) -> Row:
    """Return the row of one pull secret."""
    entries = secret.judged.secret.entries
    verdict = secret.verdict
    moments = [stated for entry in entries if (stated := stated_expiry(entry.token)) is not None]
    return {
        "context": context,
        "namespace": secret.namespace,
        "name": secret.name,
        "type": secret.type,
        "verdict": {"answer": verdict.answer, "sentence": verdict.sentence},
        "registries": [hidden_registry(entry.registry) for entry in entries],
        "usernames": [hidden_username(entry.username, entry.token) for entry in entries],
        "owner": {"tool": secret.owner.tool, "source": secret.owner.source},
        "created": secret.created,
        "ageDays": days_between(secret.created, now),
        "expires": moment(min(moments, default=None)),
        "unused": is_unused,
        "findings": [finding.row() for finding in findings],
    }


def _image(inventory: Inventory, image: ColdImage) -> Row:
    verdict = image.verdict
    return {
        "context": inventory.name,
        "image": image.image,
        "verdict": {
            "answer": verdict.answer,
            "sentence": verdict.sentence,
            "unknown": list(verdict.unknown),
        },
        "note": image.note,
        "proof": proof_row(image.proof),
        "tried": [
            {
                "secret": tried.match.secret,
                "registry": hidden_registry(tried.match.registry),
                "username": hidden_username(tried.match.username, tried.match.credential.token),
                "standing": tried.standing,
            }
            for tried in verdict.tried
        ],
        "secrets": list(image.secrets),
        "namespaces": list(image.namespaces),
        "users": list(image.users),
    }


def moment(seconds: float | None) -> str | None:
    """Return a time in seconds since the epoch as the API writes times, None for None."""
    if seconds is None:
        return None
    from datetime import UTC, datetime

    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
