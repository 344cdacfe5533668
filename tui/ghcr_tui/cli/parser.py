"""Reading a verb's command line: plain messages, no guessing, and no value ever repeated."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.streams import complain, width

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_WIDEST = 100
_QUOTE = " '"
_LONGEST_OPTION = 24


class VerbParser(argparse.ArgumentParser):
    """A parser that knows no abbreviations and keeps values out of its messages.

    A value may be a token in the wrong place; argparse would repeat it.
    """

    def __init__(self, prog: str, description: str = "", epilog: str = "") -> None:
        columns = min(width(sys.stdout), _WIDEST) - 2
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            # A width that is given spares argparse the import of shutil for every option.
            formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=columns),
        )

    def parse(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Return the options in `arguments`; ends the program on wrong usage.

        Options may be between words, as in `verify nginx --anonymous redis`.
        """
        options, unknown = self.parse_known_intermixed_args(list(arguments))
        if unknown:
            self.error(_unknown(unknown, list(self._option_string_actions)))
        return options

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        """Write help and version; argparse would pass over a closed pipe and a full disk."""
        (file or sys.stderr).write(message)

    def error(self, message: str) -> NoReturn:
        """Complain and end with the status of wrong usage; argparse quotes values with `'`."""
        said = message.partition(_QUOTE)[0].rstrip(":")
        complain(f"{said}{'' if said.endswith('?') else '.'} See {self.prog} --help.")
        self.exit(exit_status.USAGE)


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a `type` for an option that takes one of `choices`."""

    def chosen(text: str) -> str:
        if text not in choices:
            raise argparse.ArgumentTypeError(f"choose one of {', '.join(choices)}")
        return text

    return chosen


def add_identity_option(parser: argparse.ArgumentParser) -> None:
    """Add `--identity`, with which SOPS files are opened."""
    parser.add_argument(
        "--identity",
        metavar="FILE",
        default="",
        help="open SOPS files with this age identity; default: $SOPS_AGE_KEY_FILE",
    )


def add_output_option(parser: argparse.ArgumentParser, choices: Sequence[str]) -> None:
    """Add `-o`, whose default is the first of `choices`."""
    parser.add_argument(
        "-o",
        "--output",
        type=one_of(*choices),
        choices=choices,
        default=choices[0],
        metavar="FORMAT",
        help=f"{', '.join(choices)}; default {choices[0]}",
    )


def add_saving_options(parser: argparse.ArgumentParser) -> None:
    """Add `--output-file` and `--force`."""
    parser.add_argument(
        "--output-file", metavar="FILE", help="write there instead, readable by you alone"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace the file of --output-file without asking"
    )


def _unknown(arguments: list[str], known: list[str]) -> str:
    for argument in arguments:
        if argument.startswith("-") and argument != "-":
            name = argument.partition("=")[0] if argument.startswith("--") else argument[:2]
            if len(name) > _LONGEST_OPTION or not name.replace("-", "").isalpha():
                return "there is no such option"
            return f"there is no option {name}{did_you_mean(name, known)}"
    count = len(arguments)
    return f"{count} {'argument' if count == 1 else 'arguments'} too many"


def did_you_mean(name: str, known: list[str]) -> str:
    """Return `; did you mean X?` where one of `known` is close to `name`, else ""."""
    from difflib import get_close_matches  # only ever needed once something is wrong

    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""
