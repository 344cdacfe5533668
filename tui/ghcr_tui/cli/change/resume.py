"""`ghcr-tui resume`: take up a run that ended early, or take one back."""

import argparse
from pathlib import Path

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.earlier_run import CannotResume
from ghcr_tui.cli.change.go_back import go_back
from ghcr_tui.cli.change.go_on import go_on
from ghcr_tui.cli.change.options import add_change_options
from ghcr_tui.cli.cluster.options import add_kubectl_options
from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.streams import say, write_text
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.change.journal_file import open_journals, read_journal_file

_EPILOG = """\
A run that is killed, or stops at a failure, leaves a journal on this machine, without a secret in
it. Without an option the journals are listed. To go on needs the new token again; to go back needs
the file that the run wrote with --rollback-file. Whatever was changed since is left as it is.

examples:
  ghcr-tui resume
  ghcr-tui resume --go-on --token-stdin --yes < new.txt
  ghcr-tui resume --back before.json --yes

exit status: 0 all is as it was to be, 1 something was not done, or there is a run to take up,
2 wrong usage, 3 a cluster could not be reached
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `resume`."""
    parser.description = "Take up a run that ended early, or take one back."
    parser.epilog = _EPILOG
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--go-on", action="store_true", help="do what the last open run has left")
    which.add_argument("--back", metavar="FILE", help="put back what this rollback file holds")
    which.add_argument("--forget", action="store_true", help="remove the last open journal")
    parser.add_argument("--journal", metavar="FILE", default="", help="this one instead")
    parser.add_argument("--token-stdin", action="store_true", help="read the new token, to go on")
    parser.add_argument("--identity", metavar="FILE", default="", help="opens an encrypted file")
    parser.set_defaults(all_contexts=False, namespace=[], all_namespaces=True)
    add_kubectl_options(parser)
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """List, go on or go back; return the exit status."""
    if arguments.back is not None:
        return go_back(arguments)
    if not (arguments.go_on or arguments.forget):
        return _list()
    path = _journal(arguments.journal)
    if arguments.forget:
        path.unlink(missing_ok=True)
        say(f"Removed {shown(str(path))}; nothing in a cluster was changed.")
        return exit_status.GOOD
    return go_on(arguments, path)


def _list() -> int:
    lines = []
    for path in open_journals():
        try:
            header, progress = read_journal_file(path)
        except Problem as problem:
            lines.append(f"{shown(str(path))}: {problem}")
            continue
        contexts = ", ".join(shown(name) for name, _ in header.servers)
        done, total = len(progress.of("done")), len(header.edits)
        unknown = len(progress.of("in flight", "going back"))
        asking = f", {unknown:,} not known" if unknown else ""
        lines.append(
            f"{shown(str(path))}\n  {header.verb} of {header.started} in {contexts}: "
            f"{done:,} of {total:,} done{asking}"
        )
    write_text("".join(f"{line}\n" for line in lines) or "No run has ended early.\n")
    return exit_status.NO if lines else exit_status.GOOD


def _journal(named: str) -> Path:
    """Return the journal that is meant. Raises CannotResume."""
    if named:
        return Path(named)
    path = next(open_journals(), None)
    if path is None:
        raise CannotResume("No run has ended early: there is nothing to take up.")
    return path
