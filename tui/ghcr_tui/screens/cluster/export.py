"""Rows as a file for other programs, in the shape of `audit -o json` and `why -o json`."""

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ghcr_tui.core.cluster.audit_rows import credential_row, secret_row
from ghcr_tui.core.cluster.live_rows import ClusterRow, FaceName, PodRow, SecretRow, TokenRow
from ghcr_tui.core.cluster.why_rows import pod_row
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.screens.dialogs.save import Saved, SaveDialog
from ghcr_tui.screens.messages import WorkKept
from ghcr_tui.screens.parcel import Parcel, file_stem

if TYPE_CHECKING:
    from textual.screen import Screen


def offer_rows(
    screen: "Screen[None]", face: FaceName, rows: Iterable[ClusterRow], context: str
) -> None:
    """Ask a person where to save `rows`; they are written in a thread, however many there are."""

    def make() -> None:
        text = exported(face, rows, context)
        name = f"{face}-{file_stem(context)[:60]}.json"
        screen.app.call_from_thread(ask, Parcel(text, "rows", name, is_secret=False))

    def ask(parcel: Parcel) -> None:
        screen.app.push_screen(SaveDialog(parcel), told)

    def told(done: Saved | None) -> None:
        if done:
            screen.post_message(WorkKept(folder=done.folder))
            screen.notify(done.sentence, timeout=8)

    screen.run_worker(make, thread=True, group="export", exclusive=True)


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
