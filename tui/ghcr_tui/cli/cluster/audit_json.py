"""The audit for programs: one document (`-o json`), or one row a line (`-o jsonl`)."""

import json
from collections.abc import Iterable, Iterator

from ghcr_tui.cli.streams import write_bytes
from ghcr_tui.core.cluster.audit import Audit
from ghcr_tui.core.cluster.audit_rows import (
    Row,
    context_row,
    credential_row,
    drifted_rows,
    image_rows,
    reference_rows,
    secret_rows,
)
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import replace_active

_SECTIONS = ("contexts", "secrets", "images", "references", "credentials", "drifted")
_RECORDS = ("context", "secret", "image", "reference", "credential", "drifted")


def write_json(audit: Audit, now: float) -> None:
    """Write one document, section by section, without ever holding all of it."""
    for number, (name, rows) in enumerate(zip(_SECTIONS, _sections(audit, now), strict=True)):
        write_bytes(b'{"%s": [' % name.encode() if not number else b',\n"%s": [' % name.encode())
        for row_number, row in enumerate(rows):
            write_bytes(b",\n" if row_number else b"\n")
            write_bytes(_line(row))
        write_bytes(b"\n]")
    write_bytes(b"}\n")


def write_json_lines(audit: Audit, now: float) -> None:
    """Write one row a line; `record` says what it is."""
    for record, rows in zip(_RECORDS, _sections(audit, now), strict=True):
        for row in rows:
            write_bytes(_line({"record": record, **row}) + b"\n")


def _sections(audit: Audit, now: float) -> Iterator[Iterable[Row]]:
    clusters = audit.clusters
    yield (context_row(cluster) for cluster in clusters)
    yield (row for cluster in clusters for row in secret_rows(cluster, now))
    yield (row for cluster in clusters for row in image_rows(cluster))
    yield (row for cluster in clusters for row in reference_rows(cluster))
    yield (credential_row(row, now) for row in audit.credentials)
    yield drifted_rows(audit)


def _line(row: dict[str, Json]) -> bytes:
    text = json.dumps(row, ensure_ascii=False, check_circular=False)
    return utf8(replace_active(text, lambda match: f"\\u{ord(match[0]):04x}", kept=""))
