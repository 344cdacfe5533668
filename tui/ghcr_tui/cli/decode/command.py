"""`ghcr-tui decode`: take Secrets apart and say what is wrong with them, as Inspect does."""

import argparse
import gc
import sys
import time
from typing import NamedTuple, Protocol

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.decode.choice import Choice, add_choice_options
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.parser import add_identity_option, add_output_option
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.inspection import Events, InspectedSecret, Inspection
from ghcr_tui.system.sealing.inspect_opened import inspect_opened

_EPILOG = """\
It recognises without being told: a Secret or a List in YAML or JSON, several YAML documents, a
payload, a bare base64 value, a Docker config.json, a legacy .dockercfg, an auth value.

examples:
  kubectl get secret ghcr -o yaml | ghcr-tui decode
  ghcr-tui decode secret.yaml --reveal
  ghcr-tui decode ~/.docker/config.json -o json
  kubectl get secrets -A -o json | ghcr-tui decode -o json |
      jq -r '.secrets[] | select(any(.findings[]; .severity == "error")) | .name'
  kubectl get secrets -A -o json | ghcr-tui decode --severity error
  kubectl get secrets -A -o json | ghcr-tui decode --code auth-trailing-newline --code token-expired

How many Secrets there are of each kind is said on standard error where only some are shown, and
for people where there are many.

exit status: 0 no error was found, 1 a finding is an error (of a Secret that is shown), 2 a file
cannot be read, is empty, or holds no Secret
"""


_NO_SECRET = frozenset(
    (
        *("not-recognised", "not-a-secret", "sealed-secret", "external-secret"),
        *("sops-encrypted", "sops-not-opened"),
    )
)
"""Findings that say no more than that a text holds no Secret, or none that anybody can open."""
_SEVERAL = 20
"""Secrets from which they are counted: of fewer, each is shown in full."""
_EMPTY = "there is nothing in {}: the command that was to write it has probably failed."


class Report(Protocol):
    """Takes the Secrets of one text after the other, and writes what it has learnt.

    `source` is the file's name where several were given, else "".
    """

    def secret(self, secret: InspectedSecret, source: str) -> None:
        """Take one Secret."""

    def whole(self, inspection: Inspection, source: str) -> None:
        """Take what the text as a whole is, after its last Secret."""

    def finish(self) -> None:
        """Write what is left to be written."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `decode`."""
    parser.description = "Take Secrets and credentials apart, and say what is wrong with them."
    parser.epilog = _EPILOG
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="what to decode; - or none: standard input"
    )
    add_output_option(parser, ("text", "json", "yaml"))
    add_identity_option(parser)
    add_choice_options(parser)
    parser.add_argument("--reveal", action="store_true", help="show tokens instead of bullets")


def run(arguments: argparse.Namespace) -> int:
    """Decode every file; return the exit status."""
    # What is read is let go soon, and hardly any of it in cycles: looking for those less often
    # saves a fifth of the time that a long list takes.
    gc.set_threshold(100_000, 20, 20)
    report = _report(arguments.output, arguments.reveal)
    inputs = Inputs(arguments.files)
    errors = False
    is_empty = has_text = holds_none = False
    for name, text in inputs.texts():
        if not text.strip():
            is_empty = True
            complain(_EMPTY.format("standard input" if name == "-" else shown(name)))
            continue
        has_text = True
        source = name if len(arguments.files) > 1 else ""
        choice = Choice(arguments.severity, arguments.code)
        events = inspect_opened(text, time.time(), arguments.identity)
        decoded = _decode(events, source, report, choice)
        errors |= decoded.has_error
        is_counted = arguments.output == "text" and choice.counts.total() > _SEVERAL
        if choice.narrows or is_counted:
            complain(f"{f'{shown(source)}: ' if source else ''}{choice.sentence()}")
        if decoded.holds_none:
            holds_none = True
            complain(f"{'standard input' if name == '-' else shown(name)}: {decoded.summary}")
    if has_text:
        report.finish()
    if inputs.failed or is_empty or holds_none:
        return exit_status.USAGE
    return exit_status.NO if errors else exit_status.GOOD


class _Decoded(NamedTuple):
    """What came of one text: whether a finding is an error, and whether it holds no Secret."""

    has_error: bool
    holds_none: bool
    summary: str


def _decode(events: Events, source: str, report: Report, choice: Choice) -> _Decoded:
    """Feed `report` with what `choice` takes of a text, and return what came of it."""
    errors = found = False
    for event in events:
        if isinstance(event, Inspection):
            report.whole(event, source)
            errors = errors or _has_error(event.findings)
            holds_none = not found and all(each.code in _NO_SECRET for each in event.findings)
            return _Decoded(errors, holds_none, event.summary)
        found = True
        if not choice.takes(event.secret.findings):
            continue
        report.secret(event.secret, source)
        errors = errors or _has_error(event.secret.findings)
    raise AssertionError("the last event says what the text is")


def _has_error(findings: tuple[Finding, ...]) -> bool:
    return "error" in [finding.severity for finding in findings]


def _report(output: str, reveal: bool) -> Report:
    if output == "json":
        from ghcr_tui.cli.decode.json_report import JsonReport

        return JsonReport(reveal)
    if output == "yaml":
        from ghcr_tui.cli.decode.yaml_report import YamlReport

        return YamlReport(reveal)
    from ghcr_tui.cli.decode.text_report import TextReport

    return TextReport(paint_for(sys.stdout), reveal)
