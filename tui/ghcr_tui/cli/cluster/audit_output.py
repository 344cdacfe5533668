"""How an audit is written: each format where it was asked for, and the page beside it."""

import argparse
import sys

from ghcr_tui.cli.paint import paint_for
from ghcr_tui.cli.streams import complain, write_result, write_text
from ghcr_tui.core.cluster.audit import Audit

FORMATS = ("text", "json", "jsonl", "prometheus", "ics")
IN_ONE_PIECE = ("prometheus", "ics")
"""Formats that can be written to a file whole or not at all."""


def write_report(result: Audit, path: str, now: float) -> bool:
    """Write the page; say why and return False where that cannot be done."""
    from ghcr_tui.cli.cluster.audit_html import html_page
    from ghcr_tui.system.files import FileProblem, write_private

    try:
        write_private(path, html_page(result, now))
    except FileProblem as problem:
        complain(str(problem))
        return False
    return True


def write_audit(result: Audit, arguments: argparse.Namespace, now: float) -> bool:
    """Write the audit as the options say; return whether that could be done."""
    output = arguments.output
    if output in IN_ONE_PIECE:
        return _write_whole(_whole(result, arguments, now), arguments.output_file)
    if output == "json":
        from ghcr_tui.cli.cluster.audit_json import write_json

        write_json(result, now)
    elif output == "jsonl":
        from ghcr_tui.cli.cluster.audit_json import write_json_lines

        write_json_lines(result, now)
    else:
        from ghcr_tui.cli.cluster.audit_text import audit_lines

        for line in audit_lines(result, now, paint_for(sys.stdout)):
            write_text(f"{line}\n")
    return True


def _whole(result: Audit, arguments: argparse.Namespace, now: float) -> str:
    if arguments.output == "prometheus":
        from ghcr_tui.cli.cluster.audit_prometheus import prometheus_text

        return prometheus_text(result, now, arguments.with_usernames)
    from ghcr_tui.cli.cluster.audit_ics import calendar

    return calendar(result, now)


def _write_whole(text: str, path: str) -> bool:
    if not path:
        write_result(text)
        return True
    from ghcr_tui.system.files import FileProblem, write_readable

    try:
        write_readable(path, text)  # there is nothing secret in it, and others are to read it
    except FileProblem as problem:
        complain(str(problem))
        return False
    return True
