"""How the app is opened: its options, the file to inspect, the text that was piped in."""

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.streams import complain
from ghcr_tui.cli.verbs import VERBS
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft


class AppOptions(NamedTuple):
    """What stands on the app's command line; "" and None where nothing does."""

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
    """Return how the app is to be opened. Ends the program where it cannot be."""
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
    from ghcr_tui.cli.app_options import app_options

    return app_options(arguments)


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
    from ghcr_tui.cli.encode.credentials import CredentialsError, token_in_file

    try:
        return token_in_file(file)
    except CredentialsError as problem:
        _end(str(problem))


def _file(name: str) -> str:
    from ghcr_tui.cli.inputs import Inputs

    for _, text in Inputs((name,)).texts():
        return text
    raise SystemExit(exit_status.USAGE)  # it has been said why


def _keyboard() -> int:
    """Make the terminal standard input; return the descriptor of what was."""
    from ghcr_tui.system.stdin import InputProblem, take_keyboard_back

    if sys.stdin is None:
        _end("standard input is closed, and the app takes its keys from it.")
    try:
        return take_keyboard_back()
    except InputProblem as problem:
        return _end(str(problem))


def _require_terminal() -> None:
    if sys.stdout is None or not sys.stdout.isatty():
        verbs = ", ".join(VERBS)
        _end(f"the app needs a terminal to draw on. Without one there are the verbs: {verbs}.")


def _refuse_verb(file: str) -> None:
    """End the program where `file` is not there and must have been meant as a verb."""
    if _exists(file):
        return
    if file in VERBS:
        _end(f"a verb comes first: ghcr-tui {file} [options].")
    from ghcr_tui.cli.argument_guard import shown_name
    from ghcr_tui.cli.parser import did_you_mean

    meant = did_you_mean(file, list(VERBS))
    if "." not in file and "/" not in file:
        _end(f"there is no file and no verb {shown_name(file)}{meant or '.'} See ghcr-tui --help.")


def _exists(file: str) -> bool:
    try:
        return os.path.lexists(file)
    except ValueError:  # a NUL in it
        return False


def _end(sentence: str) -> NoReturn:
    complain(sentence)
    raise SystemExit(exit_status.USAGE)
