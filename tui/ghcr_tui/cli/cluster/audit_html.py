"""The audit as one page, for people who were not at the terminal: nothing is loaded from elsewhere.

There is no script in it, and nothing secret; the worst comes first, expiries on a line of time.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ghcr_tui.core.cluster.audit import Audit, AuditedCluster
from ghcr_tui.core.cluster.cold_node import ColdImage
from ghcr_tui.core.cluster.credentials import CredentialRow
from ghcr_tui.core.credential.token_expiry import utc_text
from ghcr_tui.core.findings.finding import SEVERITIES, Finding
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.plural import counted, plural

_MOST = 200
_NAMED = 5
_DAYS = 90
_QUOTED = re.compile(r"`([^`]*)`")
_SAYS = {
    "fails": "would fail",
    "unsure": "may fail",
    "anonymous": "without a credential",
    "pulls": "would be pulled",
}
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --error: #c0392b; --warning: #b7791f;
  --info: #2b6cb0; --good: #2f855a; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; min-width: 7rem; }
th, td:first-child { overflow-wrap: normal; white-space: nowrap; min-width: 0; }
.counts { display: flex; flex-wrap: wrap; gap: 1rem; padding: 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; }
.counts b { display: block; font-size: 1.6rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
.good { color: var(--good); } .quiet { opacity: .75; }
code { font: .9em ui-monospace, monospace; background: #8881; border-radius: .2rem;
  padding: 0 .2em; }
.time { position: relative; border-left: 1px solid var(--line); border-right: 1px solid var(--line);
  height: 1.4rem; min-width: 12rem; }
.time i { position: absolute; top: .2rem; width: .5rem; height: 1rem; border-radius: .25rem;
  background: currentColor; }
"""
_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>Image pull secrets</title>
<style>{style}</style>
</head>
<body>
"""


def html_page(audit: Audit, now: float) -> str:
    """Return the whole page."""
    return "\n".join(_page(audit, now)) + "\n"


def _page(audit: Audit, now: float) -> Iterator[str]:
    yield _HEAD.format(style=_STYLE)
    yield "<h1>Image pull secrets</h1>"
    names = ", ".join(_shown(c.inventory.name) for c in audit.clusters if c.inventory.name)
    yield f'<p class="quiet">{names or "Saved objects"}, as of {utc_text(now)}</p>'
    yield from _counts(audit, now)
    yield from _unread(audit)
    yield from _images(audit)
    yield from _expiries(audit.credentials, now)
    yield from _findings(audit)
    yield "</body>\n</html>"


def _counts(audit: Audit, now: float) -> Iterator[str]:
    answers = dict.fromkeys(_SAYS, 0)
    for cluster in audit.clusters:
        for image in cluster.images:
            answers[image.verdict.answer] += 1
    soon = sum(
        row.expires is not None and row.expires < now + 30 * 86400 for row in audit.credentials
    )
    secrets = sum(len(cluster.inventory.secrets) for cluster in audit.clusters)
    counts = [
        (
            answers["fails"],
            f"{plural('image', answers['fails'])} would fail on a new node",
            "error",
        ),
        (answers["unsure"], "may fail", "warning"),
        (answers["anonymous"], "have no credential", "info"),
        (answers["pulls"], "would be pulled", "good"),
        (soon, f"{plural('credential', soon)} expired, or about to in 30 days", "warning"),
        (secrets, plural("pull secret", secrets), ""),
        (sum(len(cluster.unused) for cluster in audit.clusters), "of them unused", ""),
    ]
    yield '<ul class="counts">'
    for count, what, style in counts:
        mark = style if count and style else "quiet"
        yield f'<li><b class="{mark}">{count:,}</b> {what}</li>'
    yield "</ul>"


def _unread(audit: Audit) -> Iterator[str]:
    notes = [
        f"{_shown(cluster.inventory.name)}: {_shown(note.text, 600)}"
        for cluster in audit.clusters
        for note in cluster.inventory.not_read
    ]
    if notes:
        yield "<h2>What could not be read</h2>\n<ul>"
        yield from (f'<li class="warning">{note}</li>' for note in notes)
        yield "</ul>"


def _images(audit: Audit) -> Iterator[str]:
    bad = [
        (cluster, image)
        for cluster in audit.clusters
        for image in cluster.images
        if image.verdict.answer != "pulls"
    ]
    bad.sort(key=lambda pair: list(_SAYS).index(pair[1].verdict.answer))
    yield "<h2>On a node that has never pulled the image</h2>"
    if not bad:
        yield "<p>Nothing here speaks against the pull of any image in use.</p>"
        return
    rows = (_image_row(_prefix(audit, cluster), image) for cluster, image in bad[:_MOST])
    yield from _table(("Answer", "Image", "Why", "Used by"), rows)
    yield from _more(len(bad), "images")


def _prefix(audit: Audit, cluster: AuditedCluster) -> str:
    """Return what a name needs in front where there are several clusters."""
    return f"{cluster.inventory.name} " if len(audit.clusters) > 1 else ""


def _image_row(prefix: str, image: ColdImage) -> Sequence[str]:
    answer = image.verdict.answer
    style = {"fails": "error", "unsure": "warning"}.get(answer, "info")
    users = _names([f"{prefix}{user}" for user in image.users])
    why = f"{_said(image.verdict.sentence, 900)} {_said(image.note, 300)}".strip()
    return (f'<span class="{style}">{_SAYS[answer]}</span>', _shown(image.image), why, users)


def _expiries(rows: Sequence[CredentialRow], now: float) -> Iterator[str]:
    dated = [row for row in rows if row.expires is not None]
    yield "<h2>When credentials expire</h2>"
    undated = len(rows) - len(dated)
    yield f"<p>The line is today and the next {_DAYS} days. "
    yield f"{undated:,} of {len(rows):,} credentials do not say when they expire.</p>"
    if dated:
        heads = ("Credential", "Registry", "Used by", "Expires", f"{_DAYS} days")
        yield from _table(heads, (_expiry_row(row, now) for row in dated[:_MOST]))
        yield from _more(len(dated), "credentials")


def _expiry_row(row: CredentialRow, now: float) -> Sequence[str]:
    expires = row.expires or now
    days = (expires - now) / 86400
    style = "error" if days < 0 else "warning" if days < 30 else "good"
    place = min(max(days / _DAYS, 0.0), 1.0) * 97
    mark = f'<div class="time {style}"><i style="left: {place:.1f}%"></i></div>'
    workloads = f"{counted(row.workloads, 'workload')}, {counted(len(row.secrets), 'Secret')}"
    when = f'<span class="{style}">{utc_text(expires)}</span>'
    return (_shown(row.name), _names(row.registries), workloads, when, mark)


def _findings(audit: Audit) -> Iterator[str]:
    groups: dict[tuple[int, str], tuple[Finding, list[str]]] = {}
    for subject, finding in _all_findings(audit):
        key = SEVERITIES.index(finding.severity), finding.code
        groups.setdefault(key, (finding, []))[1].append(subject)
    yield "<h2>Findings</h2>"
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1][1])))
    rows = (
        (
            f'<span class="{finding.severity}">{finding.severity}</span>',
            f'{_said(finding.message, 900)}<br><span class="quiet">{_said(finding.fix, 600)}'
            "</span>",
            f"{len(subjects):,}",
            _names(subjects),
        )
        for _, (finding, subjects) in ordered
    )
    yield from _table(("Severity", "The first of its kind", "How many", "Where"), rows)


def _all_findings(audit: Audit) -> Iterator[tuple[str, Finding]]:
    yield from audit.drifted
    for cluster in audit.clusters:
        prefix = _prefix(audit, cluster)
        for each in cluster.references:
            yield f"{prefix}{each.subject}", each.finding
        for secret in cluster.inventory.secrets.values():
            for finding in cluster.findings_of(secret):
                yield f"{prefix}{secret.title}", finding


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "<table>\n<thead><tr>"
    yield "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr></thead>\n<tbody>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
    yield "</tbody>\n</table>"


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(_shown(name) for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{shown}{more}"


def _more(count: int, what: str) -> Iterator[str]:
    if count > _MOST:
        yield f'<p class="quiet">And {count - _MOST:,} {what} more.</p>'


def _shown(text: str, limit: int = 200) -> str:
    return escape(inert(text, limit))


def _said(text: str, limit: int) -> str:
    """Return a sentence, what it quotes in backticks as code."""
    return _QUOTED.sub(r"<code>\1</code>", _shown(text, limit))
