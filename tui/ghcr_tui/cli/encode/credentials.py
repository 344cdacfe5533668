"""Where `encode` takes its credentials from; tokens only ever come from files, pipes, variables."""

import argparse
from collections.abc import Container

from ghcr_tui.cli.tokens import chosen_token, token_in_file
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.text.problem import Problem

_REGISTRY = "ghcr.io"


class CredentialsError(Problem):
    """Credentials that could not be gathered; the message is a plain sentence without a token."""


def credentials_of(
    arguments: argparse.Namespace, unneeded: Container[str] = ()
) -> tuple[Credential, ...]:
    """Return the credentials that the options name, in the order in which they go into the Secret.

    The one of `--username` comes first; of `unneeded` its username, its token, or both are ""
    where no option names them. Raises `CredentialsError`, and what its source raises.
    """
    others = tuple(map(_credential, arguments.credential))
    imported = arguments.from_docker_config is not None
    may_be_bare = "username" in unneeded and not (others or imported)
    if arguments.username is not None or may_be_bare:
        return (_main_credential(arguments, unneeded), *others)
    for option in ("--email", "--token-stdin", "--token-file", "--registry"):
        given = getattr(arguments, option[2:].replace("-", "_"))
        if given and not (option == "--registry" and imported):
            raise CredentialsError(f"{option} goes with --username, which is missing.")
    if imported:
        return (*_imported(arguments.from_docker_config, arguments.registry), *others)
    if not others:
        raise CredentialsError(
            "whose credential? Give --username, --credential or --from-docker-config."
        )
    return others


def _main_credential(arguments: argparse.Namespace, unneeded: Container[str]) -> Credential:
    if arguments.from_docker_config is not None:
        raise CredentialsError("--username and --from-docker-config exclude each other.")
    registry = _REGISTRY if arguments.registry is None else arguments.registry
    is_named = arguments.token_file is not None or arguments.token_stdin
    token = ""
    if is_named or "token" not in unneeded:
        token = chosen_token(arguments.token_file, arguments.token_stdin)
    return Credential(registry, arguments.username or "", token, arguments.email)


def _imported(file: str, registry: str | None) -> tuple[Credential, ...]:
    """Return what `docker login` left behind, and complain of what could not be had.

    `file` is "" for the configuration that Docker itself would read; `registry` narrows it to one.
    Raises `CredentialsError` and `DockerConfigProblem`.
    """
    from ghcr_tui.cli.streams import complain
    from ghcr_tui.system.docker.config import import_docker_config

    imported = import_docker_config(file or None, only=registry)
    for note in imported.notes:
        complain(note)
    if not imported.credentials:
        raise CredentialsError("Docker's configuration gave no credential.")
    return imported.credentials


def _credential(text: str) -> Credential:
    """Return what `REGISTRY=USERNAME:@FILE` means; no part of `text` is ever repeated."""
    registry, equals, rest = text.partition("=")
    username, mark, file = rest.partition(":@")
    if not (equals and mark and file):
        raise CredentialsError(
            "--credential is written REGISTRY=USERNAME:@FILE, the token being in the file: on the "
            "command line everybody on this machine can read it."
        )
    return Credential(registry, username, token_in_file(file))
