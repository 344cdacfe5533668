"""How the app is opened: its options, the file to inspect, the text that was piped in."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ghcr_tui import __version__
from ghcr_tui.cli import exit_status
from ghcr_tui.cli.verbs import VERBS
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.text.problem import Problem

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from ghcr_tui.cli.parser import VerbParser


_EPILOG = """\
examples:
  ghcr-tui                                          compose a pull Secret
  ghcr-tui --username octocat --namespace shop      the same, these fields filled in
  ghcr-tui secret.yaml                              inspect a file
  kubectl get secret ghcr -o yaml | ghcr-tui        inspect what is piped in

The token (password) comes from --token-file or from the variables GHCR_TOKEN, GH_TOKEN,
GITHUB_TOKEN, the first that is set; or it is typed in. No option takes a token itself.
"""


class CannotOpen(Problem):
    """The app cannot be opened like this; the message is a plain sentence."""


class AppOptions(NamedTuple):
    """What the app's command line says; "" and None where it says nothing."""

    file: str | None = None
    username: str = ""
    registry: str = ""
    namespace: str = ""
    name: str = ""
    token_file: str | None = None


class Opening(NamedTuple):
    """What the app opens with: a draft, and what to inspect.

    `text` is that of the file `source`; `pipe` is the descriptor of what is piped in, which may
    still be coming. Both None: there is nothing to inspect.
    """

    draft: Draft
    text: str | None = None
    source: str = ""
    pipe: int | None = None


def opening(arguments: Sequence[str]) -> Opening:
    """Return how the app is to be opened.

    Raises CannotOpen, and what reading a token, a file or standard input raises. After --help,
    --version, wrong usage and a file that it complained of it raises SystemExit.
    """
    if arguments and not arguments[0].startswith("-"):
        _refuse_verb(arguments[0])  # before its options are found strange
    options = _options(arguments)
    draft = _draft(options)
    if options.file not in (None, "-"):
        _refuse_verb(options.file)
        text = _file(options.file)
        _require_terminal()
        if sys.stdin is not None and not sys.stdin.isatty():
            os.close(_keyboard())
        return Opening(draft, text, options.file)
    _require_terminal()
    if sys.stdin is not None and sys.stdin.isatty():
        return Opening(draft)
    if options.username:  # run by another program, whose input is none of ours
        os.close(_keyboard())
        return Opening(draft)
    return Opening(draft, source="standard input", pipe=_keyboard())


def _options(arguments: Sequence[str]) -> AppOptions:
    if not arguments:  # the most frequent start, and the quickest
        return AppOptions()
    return AppOptions(**vars(_app_parser().parse(arguments)))


def _app_parser() -> "VerbParser":
    """Return the parser of everything that is not a headless verb."""
    from ghcr_tui.cli.parser import VerbParser

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


def add_options(parser: "ArgumentParser") -> None:
    """Add the options of the app to `parser`."""
    add = parser.add_argument
    add("-u", "--username", metavar="NAME", default="", help="username at the registry")
    add("-r", "--registry", metavar="HOST", default="", help="registry; default ghcr.io")
    add("-n", "--namespace", metavar="NS", default="", help="namespace of the Secret")
    add("--name", metavar="NAME", default="", help="name of the Secret; default ghcr")
    add("--token-file", metavar="FILE", help="read the token from a file")
    add("--version", action="version", version=f"ghcr-tui {__version__}")


def _draft(options: AppOptions) -> Draft:
    default = Draft()
    registry = options.registry or default.credentials[0].registry
    return default._replace(
        credentials=(Credential(registry, options.username, _token(options.token_file)),),
        name=options.name or default.name,
        namespace=options.namespace,
    )


def _token(file: str | None) -> str:
    if file is None:
        from ghcr_tui.system.token_sources import token_from_environment

        named = token_from_environment()
        return named.token if named else ""
    from ghcr_tui.cli.tokens import token_in_file

    return token_in_file(file)


def _file(name: str) -> str:
    from ghcr_tui.cli.inputs import Inputs

    for _, text in Inputs((name,)).texts():
        return text
    raise SystemExit(exit_status.USAGE)  # it has been said why


def _keyboard() -> int:
    """Make the terminal standard input; return the descriptor of what was."""
    from ghcr_tui.system.stdin import take_keyboard_back

    if sys.stdin is None:
        raise CannotOpen("standard input is closed, and the app takes its keys from it.")
    return take_keyboard_back()


def _require_terminal() -> None:
    if sys.stdout is None or not sys.stdout.isatty():
        verbs = ", ".join(VERBS)
        raise CannotOpen(
            f"the app needs a terminal to draw on. Without one there are the verbs: {verbs}."
        )


def _refuse_verb(file: str) -> None:
    """End the program where `file` is not there and must have been meant as a verb."""
    if _exists(file):
        return
    if file in VERBS:
        raise CannotOpen(f"a verb comes first: ghcr-tui {file} [options].")
    from ghcr_tui.cli.argument_guard import shown_name
    from ghcr_tui.cli.parser import did_you_mean

    meant = did_you_mean(file, list(VERBS))
    if "." not in file and "/" not in file:
        raise CannotOpen(
            f"there is no file and no verb {shown_name(file)}{meant or '.'} See ghcr-tui --help."
        )


def _exists(file: str) -> bool:
    try:
        return os.path.lexists(file)
    except ValueError:  # a NUL in it
        return False
