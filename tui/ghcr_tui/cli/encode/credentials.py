"""Where `encode` takes its credentials from; tokens only ever come from files, pipes, variables."""

import argparse
import sys

from ghcr_tui.cli.argument_guard import is_like_token, shown_name
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.text.problem import Problem

_REGISTRY = "ghcr.io"


class CredentialsError(Problem):
    """Credentials that could not be gathered; the message is a plain sentence without a token."""


def credentials_of(arguments: argparse.Namespace) -> tuple[Credential, ...]:
    """Return the credentials that the options name, in the order in which they go into the Secret.

    The one of `--username` comes first. Raises `CredentialsError`.
    """
    others = tuple(map(_credential, arguments.credential))
    if arguments.username is not None:
        return (_main_credential(arguments), *others)
    imported = arguments.from_docker_config is not None
    for option in ("--email", "--token-stdin", "--token-file", "--registry"):
        given = getattr(arguments, option[2:].replace("-", "_"))
        if given and not (option == "--registry" and imported):
            raise CredentialsError(f"{option} goes with --username, which is missing.")
    if imported:
        from ghcr_tui.cli.encode_import import imported_credentials

        config = arguments.from_docker_config
        return (*imported_credentials(config, arguments.registry), *others)
    if not others:
        raise CredentialsError(
            "whose credential? Give --username, --credential or --from-docker-config."
        )
    return others


def _main_credential(arguments: argparse.Namespace) -> Credential:
    if arguments.from_docker_config is not None:
        raise CredentialsError("--username and --from-docker-config exclude each other.")
    registry = _REGISTRY if arguments.registry is None else arguments.registry
    return Credential(registry, arguments.username, _token(arguments), arguments.email)


def _token(arguments: argparse.Namespace) -> str:
    if arguments.token_file is not None:
        return token_in_file(arguments.token_file)
    if arguments.token_stdin:
        return _token_from_stdin()
    from ghcr_tui.system.token_sources import TOKEN_VARIABLES, token_from_environment

    named = token_from_environment()
    if named is None:
        variables = ", ".join(TOKEN_VARIABLES)
        raise CredentialsError(
            "there is no token (password). Pipe it in with --token-stdin, name a file with "
            f"--token-file, or set one of {variables}."
        )
    return named.token


def _token_from_stdin() -> str:
    from ghcr_tui.system.token_sources import TokenProblem, read_token_stdin

    if sys.stdin is None or sys.stdin.isatty():
        raise CredentialsError(
            "--token-stdin reads a pipe or a file, and standard input is the terminal, which "
            "would show the token as it is typed."
        )
    try:
        return read_token_stdin(sys.stdin.buffer)
    except TokenProblem as problem:
        raise CredentialsError(str(problem)) from None


def token_in_file(name: str) -> str:
    """Return the token in the file `name`. Raises `CredentialsError`."""
    from ghcr_tui.system.token_sources import TokenProblem, read_token_file

    try:
        return read_token_file(name)
    except TokenProblem as problem:
        if is_like_token(name):  # the sentence would repeat it
            raise CredentialsError(f"cannot read {shown_name(name)}: name a file.") from None
        raise CredentialsError(str(problem)) from None


def _credential(text: str) -> Credential:
    """Return what `REGISTRY=USERNAME:@FILE` stands for; no part of `text` is ever repeated."""
    registry, equals, rest = text.partition("=")
    username, mark, file = rest.partition(":@")
    if not (equals and mark and file):
        raise CredentialsError(
            "--credential is written REGISTRY=USERNAME:@FILE, the token being in the file: on the "
            "command line everybody on this machine can read it."
        )
    return Credential(registry, username, token_in_file(file))
