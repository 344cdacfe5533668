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
from ghcr_tui.core.settings.memory import Memory
from ghcr_tui.core.settings.settings import Settings
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.kept import read_config_file, recall

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


_GITHUB = "ghcr.io"


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
    no_memory: bool = False
    read_only: bool = False


class Opening(NamedTuple):
    """What the app opens with: a draft, and what to inspect.

    `text` is that of the file `source`; `pipe` is the descriptor of what is piped in, which may
    still be coming. Both None: there is nothing to inspect. `token_from` names where the draft's
    token is from, and `complaint` says what in config.toml does not hold; "" for neither.
    """

    draft: Draft
    settings: Settings = Settings()
    memory: Memory = Memory()
    token_from: str = ""
    complaint: str = ""
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
    how = _begun(options)
    if options.read_only:
        from ghcr_tui.system.change.permission import forbid_writing

        forbid_writing()
    if options.file not in (None, "-"):
        _refuse_verb(options.file)
        text = _file(options.file)
        _require_terminal()
        if sys.stdin is not None and not sys.stdin.isatty():
            os.close(_keyboard())
        return how._replace(text=text, source=options.file)
    _require_terminal()
    if sys.stdin is not None and sys.stdin.isatty():
        return how
    if options.username:  # run by another program, whose input is none of ours
        os.close(_keyboard())
        return how
    return how._replace(source="standard input", pipe=_keyboard())


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
    add("--no-memory", action="store_true", help="neither use nor keep what was typed in last")
    add("--read-only", action="store_true", help="change nothing in any cluster")
    add("--version", action="version", version=f"ghcr-tui {__version__}")


def _begun(options: AppOptions) -> Opening:
    """Return the draft to begin with: what was said now, what is set, what was typed in last."""
    file = read_config_file()
    settings, complaint = file.config.settings, ""
    if file.config.problems:
        line, sentence = file.config.problems[0]
        at = f", line {line}" if line else ""
        complaint = f"{file.path}{at}: {sentence} `ghcr-tui config` says what holds."
    if options.no_memory:
        settings = settings._replace(remembered=())
    memory = recall().only(settings.remembered)
    default = Draft()
    registry = options.registry or settings.registry or memory.registry
    registry = registry or default.credentials[0].registry
    username = memory.username if registry == memory.registry else ""
    token, token_from = _token(options.token_file, registry)
    draft = default._replace(
        credentials=(Credential(registry, options.username or username, token),),
        name=options.name or default.name,
        namespace=options.namespace or settings.namespace or memory.namespace,
        labels=settings.labels,
    )
    return Opening(draft, settings, memory, token_from, complaint)


def _token(file: str | None, registry: str) -> tuple[str, str]:
    """Return the token to begin with and where it is from.

    The variables hold GitHub's tokens, so that no other registry is given one.
    """
    if file is not None:
        from ghcr_tui.cli.tokens import token_in_file

        return token_in_file(file), file
    if registry.casefold() != _GITHUB:
        return "", ""
    from ghcr_tui.system.token_sources import token_from_environment

    named = token_from_environment()
    return (named.token, named.name) if named else ("", "")


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
