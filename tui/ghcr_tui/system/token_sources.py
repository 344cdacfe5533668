"""Where a token may come from without standing in a command line: variables, files, a pipe."""

import os
from collections.abc import Mapping
from typing import IO, NamedTuple

from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.text.decoding import text_of
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.files import FilePath, FileProblem, read_bytes, size

TOKEN_VARIABLES = ("GHCR_TOKEN", "GH_TOKEN", "GITHUB_TOKEN")
"""Ours first; then as GitHub's `gh` looks (gh help environment): GH_TOKEN before GITHUB_TOKEN."""

TOKEN_LIMIT = 1024 * 1024
"""Bytes: no Secret holds more (Kubernetes, MaxSecretSize), so a longer file is another file."""

_SECRET_VARIABLES = (
    *TOKEN_VARIABLES,
    "GH_ENTERPRISE_TOKEN",
    "GITHUB_ENTERPRISE_TOKEN",
    "DOCKER_AUTH_CONFIG",
)


class TokenProblem(Problem):
    """A token that could not be read; the message is a plain sentence, never with the token."""


class NamedToken(NamedTuple):
    """A token and the name of the variable that it came from."""

    name: str
    token: str

    def __repr__(self) -> str:
        """Leave the token out."""
        return f"NamedToken({self.name!r}, token={mask(self.token)!r})"


def token_from_environment(environ: Mapping[str, str] | None = None) -> NamedToken | None:
    """Return the first token that a variable holds, None where none does; empty ones are none."""
    variables = os.environ if environ is None else environ
    for name in TOKEN_VARIABLES:
        if token := variables.get(name):
            return NamedToken(name, token)
    return None


def read_token_file(path: FilePath) -> str:
    """Return the token in a file, or in a pipe as `<(pass show ghcr)` is one.

    One newline at its end is dropped, as `docker login --password-stdin` does.
    Raises `TokenProblem`.
    """
    try:
        data = read_bytes(path, TOKEN_LIMIT, pipe_too=True)
    except FileProblem as problem:
        raise TokenProblem(str(problem)) from None
    return _token(data, "The token file")


def read_token_stdin(stream: IO[bytes]) -> str:
    """Return the token that `stream`, standard input's buffer, gives until it ends.

    One newline at its end is dropped. Raises `TokenProblem`.
    """
    try:
        data = stream.read(TOKEN_LIMIT + 1)
    except OSError:
        raise TokenProblem("Standard input cannot be read.") from None
    if len(data) > TOKEN_LIMIT:
        raise TokenProblem(f"Standard input holds more than {size(TOKEN_LIMIT)}: not a token.")
    return _token(data, "Standard input")


def without_tokens(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for a program that needs no token.

    What a clipboard program inherits stays readable in its `environ` for as long as it owns the
    clipboard, long after we have ended.
    """
    variables = os.environ if environ is None else environ
    return {name: value for name, value in variables.items() if name not in _SECRET_VARIABLES}


def _token(data: bytes, source: str) -> str:
    """Return the token in `data` without one line end (docker/cli, `login --password-stdin`)."""
    token = text_of(data).removesuffix("\n").removesuffix("\r")
    if not token:
        raise TokenProblem(f"{source} is empty.")
    return token
