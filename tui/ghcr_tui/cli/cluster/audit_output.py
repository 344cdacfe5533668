"""How an audit is written: each format where it was asked for, and the page beside it."""

import argparse
import sys

from ghcr_tui.cli.paint import paint_for
from ghcr_tui.cli.streams import write_result, write_text
from ghcr_tui.core.cluster.audit import Audit

FORMATS = ("text", "json", "jsonl", "prometheus", "ics")
IN_ONE_PIECE = ("prometheus", "ics")
"""Formats that can be written to a file whole or not at all."""


def write_report(result: Audit, path: str, now: float) -> None:
    """Write the page. Raises SaveProblem."""
    from ghcr_tui.cli.cluster.audit_html import html_page
    from ghcr_tui.system.files import write_private

    write_private(path, html_page(result, now))


def write_audit(result: Audit, arguments: argparse.Namespace, now: float) -> None:
    """Write the audit as the options say. Raises SaveProblem."""
    output = arguments.output
    if output in IN_ONE_PIECE:
        _write_whole(_whole(result, arguments, now), arguments.output_file)
    elif output == "json":
        from ghcr_tui.cli.cluster.audit_json import write_json

        write_json(result, now)
    elif output == "jsonl":
        from ghcr_tui.cli.cluster.audit_json import write_json_lines

        write_json_lines(result, now)
    else:
        from ghcr_tui.cli.cluster.audit_text import audit_lines

        for line in audit_lines(result, now, paint_for(sys.stdout)):
            write_text(f"{line}\n")


def _whole(result: Audit, arguments: argparse.Namespace, now: float) -> str:
    if arguments.output == "prometheus":
        from ghcr_tui.cli.cluster.audit_prometheus import prometheus_text

        return prometheus_text(result, now, arguments.with_usernames)
    from ghcr_tui.cli.cluster.audit_ics import calendar

    return calendar(result, now)


def _write_whole(text: str, path: str) -> None:
    if not path:
        write_result(text)
        return
    from ghcr_tui.system.files import write_readable

    write_readable(path, text)  # there is nothing secret in it, and others are to read it
