"""`ghcr-tui completion`: the file that teaches a shell the verbs and options.

The files are generated from the verbs' own parsers by tests/cli/make_completions.py with shtab,
so that completing costs a shell nothing: neither Python nor a dependency is started for a tab.
"""

import argparse
import os

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.streams import write_result

SHELLS = {"bash": "ghcr-tui.bash", "zsh": "_ghcr-tui", "fish": "ghcr-tui.fish"}
"""Each shell with the name that it expects of a completion file."""

FOLDER = os.path.join(os.path.dirname(__file__), "completions")

_EPILOG = """\
examples:
  bash   source <(ghcr-tui completion bash)           in ~/.bashrc
  zsh    ghcr-tui completion zsh > "${fpath[1]}/_ghcr-tui"
  fish   ghcr-tui completion fish > ~/.config/fish/completions/ghcr-tui.fish
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `completion`."""
    from ghcr_tui.cli.parser import one_of

    parser.description = "Print the completion for a shell."
    parser.epilog = _EPILOG
    parser.add_argument(
        "shell", type=one_of(*SHELLS), choices=tuple(SHELLS), metavar="SHELL",
        help=", ".join(SHELLS),
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print the file; return the exit status."""
    from ghcr_tui.system.files import read_text

    write_result(read_text(f"{FOLDER}/{SHELLS[arguments.shell]}"))
    return exit_status.GOOD
