"""`ghcr-tui fix`: mend what needs no person, print the result, and say what is left."""

import argparse
import time

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.fix.report import tell
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.parser import add_output_option, add_saving_options
from ghcr_tui.cli.saving import save, warn_of_git
from ghcr_tui.cli.streams import complain, write_result
from ghcr_tui.core.mending.left import errors_left
from ghcr_tui.core.mending.text import MendedText, mend_text
from ghcr_tui.core.mending.text_documents import written_as
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.files import expand, write_private

_EPILOG = """\
It takes what `decode` takes, and prints the whole of it. What is mended is changed in place: all
other bytes, entries and comments stay as they are; where that cannot be, it says that the text was
written anew. What was changed, and what is left to a person, is said on standard error.
docs/findings.md has what is mended and what is not, with the reason.

examples:
  ghcr-tui fix secret.yaml > mended.yaml
  ghcr-tui fix secret.yaml --in-place
  kubectl get secret ghcr -n shop -o yaml | ghcr-tui fix | kubectl replace -f -
  ghcr-tui fix ~/.docker/config.json -o json

exit status: 0 no error is left, 1 an error is left that needs a person (the rest is mended and
printed), 2 the file cannot be read or holds no Secret, 3 the result cannot be written
"""


class CannotFix(Problem):
    """Options that do not go together; the message is a plain sentence."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `fix`."""
    parser.description = "Mend what is wrong with Secrets, wherever only one thing can be meant."
    parser.epilog = _EPILOG
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="what to mend; - or none: a pipe"
    )
    add_output_option(parser, ("same", "yaml", "json"))
    add_saving_options(parser)
    parser.add_argument(
        "--cluster", action="store_true", help="mend a cluster's Secrets; --cluster --help"
    )
    parser.add_argument("--in-place", action="store_true", help="write the result into FILE itself")


def run(arguments: argparse.Namespace) -> int:
    """Mend one file; return the exit status."""
    _check(arguments)
    inputs = Inputs([arguments.file])
    for name, text in inputs.texts():
        mended = mend_text(text, time.time())
        if not mended.after.secrets:
            source = "standard input" if name == "-" else shown(name)
            complain(f"{source}: {mended.after.summary}")
            return exit_status.USAGE
        result, in_place = _written(mended, arguments.output)
        _deliver(arguments, text, result)
        tell(mended, in_place=in_place)
        return exit_status.NO if errors_left(mended) else exit_status.GOOD
    return exit_status.USAGE


def _check(arguments: argparse.Namespace) -> None:
    if arguments.in_place and arguments.file == "-":
        raise CannotFix("--in-place goes with a FILE.")
    if arguments.in_place and arguments.output_file is not None:
        raise CannotFix("--in-place and --output-file exclude each other.")
    if arguments.force and arguments.output_file is None:
        raise CannotFix("--force goes with --output-file.")


def _written(mended: MendedText, output: str) -> tuple[str, bool]:
    """Return the text in the format that was asked for, and whether its layout was kept."""
    if output == "same":
        return mended.text, mended.in_place
    if not mended.documents:
        raise CannotFix("this is one value, of which no JSON or YAML can be made: leave -o out.")
    return written_as(mended.documents, output), False


def _deliver(arguments: argparse.Namespace, text: str, result: str) -> None:
    """Write the result where it was asked for. Raises `FileProblem`, `NotReplaced`, `OSError`."""
    if arguments.in_place:
        path = expand(arguments.file)
        if result != text:
            write_private(path, result)
        warn_of_git(path, arguments.file, is_secret=True)
    elif arguments.output_file is not None:
        save(result, arguments.output_file, is_secret=True, force=arguments.force)
    else:
        write_result(result)
