"""Makes the rows of a live table: how bad each is, and by which words it is found."""

from collections.abc import Sequence

from ghcr_tui.core.cluster.credentials import CredentialRow
from ghcr_tui.core.cluster.inventory import ClusterSecret
from ghcr_tui.core.cluster.live_rows import LISTED, PodRow, SecretRow, Status, TokenRow
from ghcr_tui.core.cluster.why import WhyPod
from ghcr_tui.core.cluster.wordings import STAGES, Stage
from ghcr_tui.core.credential.redaction import shown_registry, shown_username
from ghcr_tui.core.credential.token_expiry import stated_expiry
from ghcr_tui.core.findings.finding import Finding, gravest
from ghcr_tui.core.text.inert import inert

_OF_STANDING: dict[str, Status] = {
    "refused": "error",
    "doubtful": "warning",
    "empty": "warning",
    "sound": "good",
}
_LONGEST = 4000


def secret_row(secret: ClusterSecret, users: int, extra: tuple[Finding, ...]) -> SecretRow:
    """Return the row of a Secret that `users` workloads use."""
    findings = (*secret.findings, *extra)
    entries = secret.judged.secret.entries
    verdict = secret.verdict.answer
    status: Status = gravest(findings) or "good"
    if verdict in ("fails", "anonymous"):
        status = "error"
    moments = [stated for entry in entries if (stated := stated_expiry(entry.token)) is not None]
    shown = entries[:LISTED]
    words = (
        f"{secret.namespace}/{secret.name}",
        secret.type,
        *(shown_registry(entry.registry) for entry in shown),
        *(shown_username(entry.username, entry.token) for entry in shown),
        secret.owner.tool,
        secret.owner.source,
        verdict,
        _word_of(status),
        *(finding.code for finding in findings),
        "" if users else "nobody",
    )
    return SecretRow(secret, users, extra, status, min(moments, default=None), _searched(words))


def token_row(row: CredentialRow) -> TokenRow:
    """Return the row of a credential."""
    status = _OF_STANDING[row.standing]
    where = [f"{namespace}/{name}" for _, namespace, name in row.secrets[:LISTED]]
    words = (row.name, row.vendor, *row.registries[:LISTED], *row.usernames[:LISTED], *where)
    more = (*row.findings, _word_of(status), "" if row.workloads else "nobody")
    return TokenRow(row, status, _searched((*words, *more)))


def pod_row(why: WhyPod) -> PodRow:
    """Return the row of a pod that does not pull, with the first of its images that does not."""
    use = why.use
    told = [
        word
        for image in why.images
        for word in (
            image.state.used.image,
            image.state.reason,
            image.stage or "",
            STAGES[image.stage] if image.stage else "",
            *(error.heart for error in image.errors),
        )
    ]
    codes = [finding.code for finding in why.findings]
    words = (f"{use.namespace}/{use.name}", use.owner, why.node, use.account, *use.secrets)
    failing = next((image for image in why.images if image.state.is_failing), None)
    stage: Stage = (failing.stage if failing else None) or "unknown"
    image = failing.state.used.image if failing else ""
    return PodRow(why, stage, image, _searched((*words, *told, *codes)))


def _word_of(status: Status) -> str:
    return {"good": "sound", "info": "note"}.get(status, status)


def _searched(words: Sequence[str]) -> str:
    return inert(" ".join(word for word in words if word), _LONGEST).casefold()
