"""Rows as a file for other programs, in the shape of `audit -o json` and `why -o json`."""

import time
from collections.abc import Iterable

from ghcr_tui.core.cluster.audit_rows import credential_row, secret_row
from ghcr_tui.core.cluster.live_rows import ClusterRow, FaceName, PodRow, SecretRow, TokenRow
from ghcr_tui.core.cluster.why_rows import pod_row
from ghcr_tui.core.golang.json_text import Json, dumps_indented


def exported(face: FaceName, rows: Iterable[ClusterRow], context: str) -> str:
    """Return `rows` of one face in JSON. No token is in it: a token has its keyed name."""
    now = time.time()
    written: list[Json] = [_row(row, context, now) for row in rows]
    return dumps_indented({face: written}) + "\n"


def _row(row: ClusterRow, context: str, now: float) -> Json:
    if isinstance(row, SecretRow):
        is_unused = any(finding.code == "secret-unused" for finding in row.extra)
        return secret_row(context, row.secret, row.findings, is_unused, now)
    if isinstance(row, TokenRow):
        return credential_row(row.row, now)
    if isinstance(row, PodRow):
        return pod_row(row.why)
    raise TypeError("a row of another face")
