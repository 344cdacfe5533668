"""One Secret in full, for people: its credentials, what is wrong, and what it holds."""

from collections.abc import Iterator

from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.paint import ANSWER_STYLES, Paint, cells, padded, shown
from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.redaction import hidden_email, hidden_registry, hidden_username
from ghcr_tui.core.findings.finding import SEVERITIES
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.decoded_view import decoded_view
from ghcr_tui.core.inspection.entry_verdicts import verdicts_of_entries
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.verdict.verdict import what_comes_of

_INDENT = "  "
_LONGEST_TOKEN = 100_000


def card(secret: InspectedSecret, paint: Paint, reveal: bool) -> Iterator[str]:
    """Yield the lines that show `secret` in full."""
    if secret.title or secret.type:
        title = paint("title", shown(secret.title or "(no name)"))
        yield f"{title}  {paint('dim', shown(secret.type or '(no type)'))}"
    if secret.entries or secret.payload:
        verdict = what_comes_of(judged_secret(secret))
        sentence = paint.wrapped(verdict.sentence, _INDENT)
        yield f"{_INDENT}{paint(ANSWER_STYLES[verdict.answer], sentence)}"
    yield from (f"{_INDENT}{line}".rstrip() for line in _credential_lines(secret, paint, reveal))
    ordered = sorted(secret.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    if ordered:
        yield ""
    for finding in ordered:
        yield from (f"{_INDENT}{line}" for line in finding_lines(finding, paint, _INDENT))
    if decoded := decoded_view(secret, masked=not reveal):
        yield ""
        yield from (f"{_INDENT}{paint('dim', line)}" for line in decoded.split("\n"))


def _credential_lines(secret: InspectedSecret, paint: Paint, reveal: bool) -> Iterator[str]:
    rows = [_row(entry, reveal) for entry in secret.entries]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    verdicts = verdicts_of_entries(secret)
    for row, entry, verdict in zip(rows, secret.entries, verdicts, strict=True):
        line = "  ".join(
            padded(text, columns) for text, columns in zip(row, widths, strict=True) if columns
        )
        indent = f"{_INDENT * 2}-- "
        if verdict.answer == "pulls":
            yield line
            continue
        said = f"{verdict.word}: {entry.why}" if entry.why else verdict.word
        yield f"{line}  {paint(ANSWER_STYLES[verdict.answer], paint.wrapped(said, indent))}"


def _row(entry: Entry, reveal: bool) -> tuple[str, str, str, str]:
    token = shown(entry.token, _LONGEST_TOKEN) if reveal else mask(entry.token)
    registry, username, email = entry.registry, entry.username, entry.email
    if not reveal:
        registry = hidden_registry(registry)
        username = hidden_username(username, entry.token)
        email = hidden_email(email, entry.token)
    named = shown(registry) or "(no registry)", shown(username) or "(no username)"
    return *named, token, shown(email)
