"""Which Secrets `decode` shows: `--severity` and `--code`, and how many there are of each kind."""

import argparse
import re
from collections import Counter

from ghcr_tui.cli.parser import one_of
from ghcr_tui.core.findings.finding import SEVERITIES, Finding, Severity, gravest

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REMEMBERED = 4096


def add_choice_options(parser: argparse.ArgumentParser) -> None:
    """Add `--severity` and `--code`."""
    parser.add_argument(
        "--severity",
        type=one_of(*SEVERITIES),
        choices=SEVERITIES,
        metavar="SEVERITY",
        help="only Secrets with a finding as grave: error, warning, info",
    )
    parser.add_argument(
        "--code",
        action="append",
        default=[],
        type=_code,
        metavar="CODE",
        help="only Secrets with this finding (docs/findings.md); may be repeated",
    )


def _code(text: str) -> str:
    if not _CODE.fullmatch(text) or len(text) > 60:
        raise argparse.ArgumentTypeError("a code is written like auth-trailing-newline")
    return text


class Choice:
    """Counts Secrets by what is wrong with them, and says which of them are shown."""

    def __init__(self, severity: Severity | None, codes: list[str]) -> None:
        self._graver = SEVERITIES[: SEVERITIES.index(severity) + 1] if severity else SEVERITIES
        self._codes = frozenset(codes)
        self.narrows = bool(severity or codes)
        self.counts: Counter[Severity | None] = Counter()
        self.shown = 0
        self._known: dict[tuple[Finding, ...], bool] = {}

    def takes(self, findings: tuple[Finding, ...]) -> bool:
        """Count a Secret with these findings, and return whether it is shown."""
        self.counts[gravest(findings) if findings else None] += 1
        if not self.narrows:
            return True
        taken = self._known.get(findings)
        if taken is None:
            taken = self._fits(findings)
            if len(self._known) < _REMEMBERED:
                self._known[findings] = taken
        self.shown += taken
        return taken

    def _fits(self, findings: tuple[Finding, ...]) -> bool:
        return any(
            each.severity in self._graver and (not self._codes or each.code in self._codes)
            for each in findings
        )

    def sentence(self) -> str:
        """Return how many Secrets there are of each kind, and how many of them are shown."""
        words = {"error": "with an error", "warning": "with a warning", "info": "with a remark"}
        parts = [
            f"{self.counts[severity]:,} {words[severity]}"
            for severity in SEVERITIES
            if self.counts[severity]
        ]
        if self.counts[None]:
            parts.append(f"{self.counts[None]:,} sound")
        total = self.counts.total()
        said = f"{total:,} {'Secret' if total == 1 else 'Secrets'}: {', '.join(parts)}"
        return f"{said}; {self.shown:,} shown." if self.narrows else f"{said}."
