"""The audit as metrics in Prometheus' text format, for node_exporter's textfile collector.

Neither a token nor a username is in it; `credential` is the token's keyed name.
Sources: Prometheus, "Exposition formats" (text format 0.0.4) and "Metric and label naming".
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.core.cluster.audit import Audit, AuditedCluster
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.text.inert import inert

_LONGEST = 200
_PREFIX = "ghcr_tui"


class Metric(NamedTuple):
    """A gauge: its name without the prefix, what it says, and its samples."""

    name: str
    help: str
    samples: tuple[tuple[dict[str, str], float], ...]


def prometheus_text(audit: Audit, now: float, usernames: bool = False) -> str:
    """Return all metrics; with `usernames` those of a credential are a label of its metrics."""
    lines: list[str] = []
    for metric in _metrics(audit, now, usernames):
        name = f"{_PREFIX}_{metric.name}"
        lines.append(f"# HELP {name} {metric.help}")
        lines.append(f"# TYPE {name} gauge")
        lines.extend(
            f"{name}{_labels(labels)} {_number(value)}" for labels, value in metric.samples
        )
    return "\n".join(lines) + "\n"


def _metrics(audit: Audit, now: float, usernames: bool) -> Iterator[Metric]:
    yield Metric("audit_timestamp_seconds", "When the audit was made.", (({}, float(int(now))),))
    yield from _cluster_metrics(audit.clusters)
    yield Metric(
        "drifted_secrets",
        "Secrets whose copies hold different tokens.",
        (({}, float(len(audit.drifted))),),
    )
    yield from _credential_metrics(audit, usernames)


def _cluster_metrics(clusters: tuple[AuditedCluster, ...]) -> Iterator[Metric]:
    def per_context(name: str, text: str, counts: list[float]) -> Metric:
        labels = [{"context": cluster.inventory.name} for cluster in clusters]
        return Metric(name, text, tuple(zip(labels, counts, strict=True)))

    yield per_context(
        "audit_complete",
        "1 where everything of the context could be read, else 0.",
        [float(not cluster.inventory.not_read) for cluster in clusters],
    )
    yield per_context(
        "pull_secrets", "Pull secrets.", [float(len(c.inventory.secrets)) for c in clusters]
    )
    yield per_context(
        "unused_pull_secrets",
        "Pull secrets that nothing refers to.",
        [float(len(cluster.unused)) for cluster in clusters],
    )
    yield Metric(
        "images",
        "Images in use by what comes of pulling them on a node that has never done so.",
        tuple(
            ({"context": cluster.inventory.name, "answer": answer}, float(count))
            for cluster in clusters
            for answer, count in _answers(cluster).items()
        ),
    )
    yield Metric(
        "findings",
        "Findings about pull secrets and about references to them.",
        tuple(
            (
                {
                    "context": cluster.inventory.name,
                    "severity": finding.severity,
                    "code": finding.code,
                },
                float(count),
            )
            for cluster in clusters
            for finding, count in _findings(cluster)
        ),
    )


def _credential_metrics(audit: Audit, usernames: bool) -> Iterator[Metric]:
    labels: list[dict[str, str]] = []
    for row in audit.credentials:
        of_row = {"credential": row.name, "registry": row.registries[0] if row.registries else ""}
        if usernames:
            of_row["username"] = row.usernames[0] if row.usernames else ""
        labels.append(of_row)
    rows = list(zip(labels, audit.credentials, strict=True))
    yield Metric(
        "credential_expiry_timestamp_seconds",
        "When a credential expires; only those are here that say so.",
        tuple((of_row, row.expires) for of_row, row in rows if row.expires is not None),
    )
    yield Metric(
        "credential_secrets",
        "In how many Secrets a credential is.",
        tuple((of_row, float(len(row.secrets))) for of_row, row in rows),
    )
    yield Metric(
        "credential_workloads",
        "How many workloads are given a credential.",
        tuple((of_row, float(row.workloads)) for of_row, row in rows),
    )


def _answers(cluster: AuditedCluster) -> dict[str, int]:
    """Return how many images have each answer, those with none as well: a gauge that falls to 0."""
    counts = dict.fromkeys(("pulls", "unsure", "anonymous", "fails"), 0)
    for image in cluster.images:
        counts[image.verdict.answer] += 1
    return counts


def _findings(cluster: AuditedCluster) -> list[tuple[Finding, int]]:
    examples: dict[tuple[str, str], Finding] = {}
    counts: Counter[tuple[str, str]] = Counter()
    found = [each.finding for each in cluster.references]
    for secret in cluster.inventory.secrets.values():
        found.extend({each.code: each for each in cluster.findings_of(secret)}.values())
    for each in found:
        examples.setdefault((each.severity, each.code), each)
        counts[each.severity, each.code] += 1
    return [(examples[key], counts[key]) for key in sorted(examples)]


def _labels(labels: dict[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return inert(value, _LONGEST).replace("\\", "\\\\").replace('"', '\\"')


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else repr(value)
