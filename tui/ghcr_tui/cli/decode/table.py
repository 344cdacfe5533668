"""Many Secrets for people: a line for each credential, written as they are found."""

from functools import lru_cache
from typing import NamedTuple

from ghcr_tui.cli.paint import Paint, cells, cut, padded, shown
from ghcr_tui.cli.streams import write_text
from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.redaction import hidden_registry, hidden_username
from ghcr_tui.core.findings.finding import Finding, Severity, gravest
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.secret.entry_reader import Entry

_BATCH = 500
_SHARES = (0.3, 0.2, 0.15, 0.15)  # of the terminal's columns, at the most
_LONGEST_TOKEN = 4000
_TOLD: tuple[Severity, ...] = ("error", "warning")
"""What a row tells; what is only worth knowing comes once, behind the table."""


class _Remark(NamedTuple):
    text: str
    severity: Severity | None = None


class _Row(NamedTuple):
    cells: tuple[str, str, str, str]
    remark: _Remark


_SOUND = _Remark("")
_HEADINGS = _Row(("SECRET", "REGISTRY", "USERNAME", "TOKEN"), _Remark("FINDINGS"))


class SecretTable:
    """Writes rows in batches; the columns grow with the batches and never shrink."""

    def __init__(self, paint: Paint, reveal: bool) -> None:
        self._paint = paint
        self._reveal = reveal
        self._columns = 0 if reveal else paint.columns  # a token that was cut is of no use
        self._widths = [0, 0, 0, 0]
        self._rows: list[_Row] = [_HEADINGS]
        self._remarks: dict[tuple[Finding, ...], _Remark] = {}

    def add(self, secret: InspectedSecret) -> None:
        """Add the rows of one Secret, one for each of its registries."""
        remark = self._remark(secret.findings) if secret.findings else _SOUND
        title = shown(secret.title) or "(no name)"
        if not secret.entries:
            kind = f"({shown(secret.type) or 'no type'})"
            self._rows.append(_Row((title, kind, "", ""), remark))
        for entry in secret.entries:
            self._rows.append(_Row((title, *self._cells(entry)), remark))
        if len(self._rows) >= _BATCH:
            self.flush()

    def _cells(self, entry: Entry) -> tuple[str, str, str]:
        """Return registry, username and token as they are shown."""
        registry, username, token = entry.registry, entry.username, entry.token
        if self._reveal:
            return shown(registry), shown(username), shown(token, _LONGEST_TOKEN)
        if username == token:
            username = hidden_username(username, token)
        return _shown_registry(registry), _shown_username(username), mask(token)

    def flush(self) -> None:
        """Write the rows that are waiting."""
        columns = zip(*[row.cells for row in self._rows], strict=True)
        for position, column in enumerate(columns):
            needed = max(map(cells, set(column)))
            if self._columns:
                needed = min(needed, int(self._columns * _SHARES[position]))
            self._widths[position] = max(self._widths[position], needed)
        write_text("".join(map(self._line, self._rows)))
        self._rows.clear()

    def _line(self, row: _Row) -> str:
        remark = row.remark.text
        if self._columns:
            texts = zip(row.cells, self._widths, strict=True)
            line = "  ".join([padded(cut(text, width), width) for text, width in texts])
            remark = cut(remark, max(self._columns - cells(line) - 2, 1))
        else:
            secret, registry, username, token = row.cells
            first, second, third, fourth = self._widths
            line = (
                f"{padded(secret, first)}  {padded(registry, second)}  {padded(username, third)}  "
                f"{padded(token, fourth)}"
            )
        if not remark:
            return f"{line.rstrip()}\n"
        if row.remark.severity:
            remark = self._paint(row.remark.severity, remark)
        return f"{line}  {remark}\n"

    def _remark(self, findings: tuple[Finding, ...]) -> _Remark:
        remark = self._remarks.get(findings)
        if remark is None:
            parts = (_codes(findings, severity) for severity in _TOLD)
            text = "; ".join(part for part in parts if part)
            remark = self._remarks[findings] = _Remark(text, gravest(findings))
        return remark


@lru_cache(maxsize=256)
def _shown_registry(registry: str) -> str:
    return shown(hidden_registry(registry))


@lru_cache(maxsize=1024)
def _shown_username(username: str) -> str:
    return shown(hidden_username(username))


def _codes(findings: tuple[Finding, ...], severity: Severity) -> str:
    codes = dict.fromkeys(each.code for each in findings if each.severity == severity)
    return f"{severity}: {', '.join(codes)}" if codes else ""
