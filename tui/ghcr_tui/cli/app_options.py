"""The options of the app: what its fields begin with, and the file to inspect."""

import argparse
from collections.abc import Sequence

from ghcr_tui import __version__
from ghcr_tui.cli.open_app import AppOptions
from ghcr_tui.cli.parser import VerbParser
from ghcr_tui.cli.verbs import VERBS

_EPILOG = """\
examples:
  ghcr-tui                                          compose a pull Secret
  ghcr-tui --username octocat --namespace shop      the same, these fields filled in
  ghcr-tui secret.yaml                              inspect a file
  kubectl get secret ghcr -o yaml | ghcr-tui        inspect what is piped in

The token (password) comes from --token-file or from the variables GHCR_TOKEN, GH_TOKEN,
GITHUB_TOKEN, the first that is set; or it is typed in. No option takes a token itself.
"""


def app_options(arguments: Sequence[str]) -> AppOptions:
    """Return the options in `arguments`; ends the program on wrong usage."""
    return AppOptions(**vars(app_parser().parse(arguments)))


def app_parser() -> VerbParser:
    """Return the parser of everything that is not a headless verb."""
    verbs = "\n".join(f"  {verb:<12}{purpose}" for verb, purpose in VERBS.items())
    description = (
        "From a registry token to a Kubernetes pod that can pull its image.\n"
        "Opens the app, or runs one of the verbs without a screen:\n\n"
        f"{verbs}\n\nghcr-tui VERB --help says more."
    )
    parser = VerbParser("ghcr-tui", description, _EPILOG)
    parser.usage = "ghcr-tui [options] [FILE|-]\n       ghcr-tui VERB [options]"
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="inspect this file; - is standard input"
    )
    add_options(parser)
    return parser


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the app to `parser`."""
    add = parser.add_argument
    add("-u", "--username", metavar="NAME", default="", help="username at the registry")
    add("-r", "--registry", metavar="HOST", default="", help="registry; default ghcr.io")
    add("-n", "--namespace", metavar="NS", default="", help="namespace of the Secret")
    add("--name", metavar="NAME", default="", help="name of the Secret; default ghcr")
    add("--token-file", metavar="FILE", help="read the token from a file")
    add("--version", action="version", version=f"ghcr-tui {__version__}")
