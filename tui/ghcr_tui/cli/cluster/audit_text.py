"""The audit for people: the worst first, each kind of trouble once, with how many and where."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.paint import SEVERITY_CELLS, Paint, shown
from ghcr_tui.core.cluster.audit import Audit, AuditedCluster
from ghcr_tui.core.cluster.cold_node import ColdImage
from ghcr_tui.core.cluster.credentials import CredentialRow
from ghcr_tui.core.credential.token_expiry import utc_text
from ghcr_tui.core.findings.finding import SEVERITIES, Finding
from ghcr_tui.core.text.plural import counted
from ghcr_tui.core.verdict.verdict import Answer

_NAMED = 3
_MOST_IMAGES = 25
_MOST_CREDENTIALS = 25
_STYLE = {"fails": "error", "unsure": "warning", "anonymous": "info", "pulls": "good"}
_SAYS: dict[Answer, str] = {
    "fails": "fails",
    "unsure": "may fail",
    "anonymous": "anonymous",
    "pulls": "pulls",
}
_COUNTED: dict[Answer, str] = {
    "fails": "would fail",
    "unsure": "may fail",
    "anonymous": "would be pulled without a credential",
    "pulls": "would be pulled",
}
_SEE_ALL = "-o json has them all."


def audit_lines(audit: Audit, now: float, paint: Paint) -> Iterator[str]:
    """Yield the report, ready for a terminal."""
    for cluster in audit.clusters:
        yield from _cluster_lines(cluster, paint)
    yield from _section("Credentials, the soonest to expire first", paint)
    yield from _credential_lines(audit.credentials, now, paint, len(audit.clusters) > 1)
    if audit.drifted:
        yield ""
        yield from _groups([(name, finding) for name, finding in audit.drifted], "Secret", paint)
    yield ""
    yield _summary(audit, paint)


def _cluster_lines(cluster: AuditedCluster, paint: Paint) -> Iterator[str]:
    inventory = cluster.inventory
    pods = sum(use.kind == "Pod" for use in inventory.uses.values())
    namespaces = {key[0] for key in inventory.secrets} | {key[1] for key in inventory.uses}
    counts = (
        f"{counted(len(inventory.secrets), 'pull secret')}, {counted(pods, 'pod')}, "
        f"{counted(len(inventory.uses) - pods, 'workload')} in "
        f"{counted(len(namespaces), 'namespace')}"
    )
    yield f"{paint('title', shown(inventory.name) or 'The files')}: {counts}."
    for each in inventory.not_read:
        yield f"  {paint('warning', 'Not read:')} {paint.wrapped(shown(each.text, 600), '  ')}"
    if cluster.images:
        yield from _section("On a node that has never pulled the image", paint)
        yield from _image_lines(cluster.images, paint)
    if cluster.references:
        yield from _section("References", paint)
        found = [(each.subject, each.finding) for each in cluster.references]
        yield from _groups(found, "place", paint)
    about = [
        (secret.title, finding)
        for secret in inventory.secrets.values()
        for finding in cluster.findings_of(secret)
    ]
    if about:
        yield from _section("Secrets", paint)
        yield from _groups(about, "Secret", paint)
    yield ""


def _image_lines(images: Sequence[ColdImage], paint: Paint) -> Iterator[str]:
    bad = [image for image in images if image.verdict.answer != "pulls" or image.is_failing]
    for image in bad[:_MOST_IMAGES]:
        answer = image.verdict.answer
        word = paint(_STYLE[answer], _SAYS[answer].ljust(9))
        users = ", ".join(shown(each, 100) for each in image.users[:_NAMED])
        more = f" and {len(image.users) - _NAMED:,} more" if len(image.users) > _NAMED else ""
        yield f"{word}  {shown(image.image, 120)}"
        indent = " " * 11
        yield f"{indent}{paint.wrapped(image.verdict.sentence, indent)}"
        if image.proof:
            said = f"The registry says: {shown(image.proof.sentence, 600)}"
            yield f"{indent}{paint.wrapped(said, indent)}"
        if image.note:
            yield f"{indent}{paint.wrapped(image.note, indent)}"
        if image.is_unknown:
            unseen = f"Not known: {image.verdict.unknown[0]}."
            yield f"{indent}{paint.wrapped(unseen, indent)}"
        yield f"{indent}{paint('dim', paint.wrapped(f'Used by {users}{more}.', indent))}"
    if len(bad) > _MOST_IMAGES:
        yield f"{' ' * 11}And {counted(len(bad) - _MOST_IMAGES, 'image')} more; {_SEE_ALL}"
    good = len(images) - len(bad)
    if good:
        says = "nothing here speaks against their pull"
        yield f"{paint('good', 'pulls'.ljust(9))}  {counted(good, 'image')}: {says}."


def _credential_lines(
    rows: Sequence[CredentialRow], now: float, paint: Paint, several: bool
) -> Iterator[str]:
    if not rows:
        yield "There is no credential."
        return
    for row in rows[:_MOST_CREDENTIALS]:
        registries = ", ".join(_registries(row))
        if len(row.standings) > _NAMED:
            registries += f" and {len(row.standings) - _NAMED} more"
        who = next((name for name in row.usernames if name), "")
        as_whom = f" as {shown(who, 60)}" if who else ""
        where = f" of {counted(len(row.contexts), 'cluster')}" if several else ""
        style = {"refused": "error", "doubtful": "warning", "sound": "good"}.get(row.standing, "")
        standing = paint(style, row.standing.ljust(8)) if style else row.standing.ljust(8)
        yield f"{standing}  {row.name}  {registries}{as_whom}"
        line = (
            f"in {counted(len(row.secrets), 'Secret')}{where}, used by "
            f"{counted(row.workloads, 'workload')}, {_expiry(row, now)}"
        )
        yield f"{' ' * 10}{paint('dim', line)}"
    if len(rows) > _MOST_CREDENTIALS:
        yield f"{' ' * 10}And {len(rows) - _MOST_CREDENTIALS:,} more; {_SEE_ALL}"


def _registries(row: CredentialRow) -> Iterator[str]:
    """Yield the first registries, the worst in front, with what it comes to where that differs."""
    worst_first = sorted(row.standings, key=lambda each: each[1] != row.standing)
    for registry, standing in worst_first[:_NAMED]:
        name = shown(registry, 60)
        yield f"{name} ({standing})" if row.is_of_two_minds else name


def _expiry(row: CredentialRow, now: float) -> str:
    days = row.days_left(now)
    if days is None or row.expires is None:
        return "does not say when it expires"
    if row.expires <= now:
        return f"expired on {utc_text(row.expires)}"
    return f"expires in {counted(days, 'day')} ({utc_text(row.expires)})"


class _Group(NamedTuple):
    example: Finding
    subjects: list[str]


def _groups(found: Iterable[tuple[str, Finding]], noun: str, paint: Paint) -> Iterator[str]:
    """Yield a paragraph for each code, the gravest and most frequent first."""
    groups: dict[str, _Group] = {}
    for subject, finding in found:
        group = groups.setdefault(finding.code, _Group(finding, []))
        if not group.subjects or group.subjects[-1] != subject:
            group.subjects.append(subject)
    indent = " " * (SEVERITY_CELLS + 2)

    def rank(group: _Group) -> tuple[int, int]:
        return SEVERITIES.index(group.example.severity), -len(group.subjects)

    for number, group in enumerate(sorted(groups.values(), key=rank)):
        if number:
            yield ""
        yield from finding_lines(group.example, paint)
        names = ", ".join(shown(each, 120) for each in group.subjects[:_NAMED])
        count = len(group.subjects)
        more = f" and {count - _NAMED:,} more" if count > _NAMED else ""
        where = f"In {counted(count, noun)}: {names}{more}."
        yield f"{indent}{paint.wrapped(where, indent)}"


def _section(title: str, paint: Paint) -> Iterator[str]:
    yield ""
    yield paint("title", title)


def _summary(audit: Audit, paint: Paint) -> str:
    answers: dict[Answer, int] = {}
    for cluster in audit.clusters:
        for image in cluster.images:
            answers[image.verdict.answer] = answers.get(image.verdict.answer, 0) + 1
    said = [
        paint(_STYLE[answer], f"{answers[answer]:,} {says}")
        for answer, says in _COUNTED.items()
        if answer in answers
    ]
    total = sum(answers.values())
    images = f"Of {counted(total, 'image')} in use: {', '.join(said)}." if total else ""
    unread = any(cluster.inventory.not_read for cluster in audit.clusters)
    seen = " Not everything could be read, as said above." if unread else ""
    return f"{images or 'No image in use was seen.'}{seen}"
