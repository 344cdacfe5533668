"""What makes an audit end with status 1: `--fail-on`."""

import argparse
import re
from collections.abc import Sequence
from typing import NamedTuple

from ghcr_tui.core.cluster.audit import Audit

_DAY = 86400.0
_LONGEST = 36500
_UNITS = {"d": _DAY, "h": 3600.0, "w": 7 * _DAY}
_EXPECTED = "choose error, warning, unused, expiring=30d or none, separated by commas"


class FailOn(NamedTuple):
    """The findings that count; `expiring` are seconds, below 0 where expiry does not count."""

    error: bool = False
    warning: bool = False
    unused: bool = False
    expiring: float = -1.0

    @staticmethod
    def any_of(chosen: Sequence["FailOn"]) -> "FailOn":
        """Return what counts when several were named; errors alone where none was."""
        if not chosen:
            return FailOn(error=True)
        return FailOn(
            any(each.error for each in chosen),
            any(each.warning for each in chosen),
            any(each.unused for each in chosen),
            max(each.expiring for each in chosen),
        )

    def is_met_by(self, audit: Audit, now: float) -> bool:
        """Return whether the audit found something that counts."""
        return (
            (self.error and audit.has("error"))
            or (self.warning and (audit.has("warning") or audit.has("error")))
            or (self.unused and audit.has_unused)
            or (self.expiring >= 0 and audit.expires_within(self.expiring, now))
        )


def fail_on(text: str) -> FailOn:
    """Return what `--fail-on` says; a `type` for argparse."""
    chosen = FailOn()
    for part in text.split(","):
        if part in ("error", "warning", "unused"):
            chosen = chosen._replace(**{part: True})
        elif match := re.fullmatch(r"expiring=(\d{1,6})([dhw])", part):
            seconds = int(match[1]) * _UNITS[match[2]]
            if seconds > _LONGEST * _DAY:
                raise argparse.ArgumentTypeError(_EXPECTED)
            chosen = chosen._replace(expiring=max(seconds, chosen.expiring))
        elif part != "none":
            raise argparse.ArgumentTypeError(_EXPECTED)
    return chosen
