"""Where a verb takes a token from: a file, a pipe, a variable; never an argument."""

import sys

from ghcr_tui.cli.argument_guard import is_like_token, shown_name
from ghcr_tui.system.token_sources import (
    TOKEN_VARIABLES,
    TokenProblem,
    read_token_file,
    read_token_stdin,
    token_from_environment,
)

_OTHER_WAYS = "Pipe it in with --token-stdin, or name a file with --token-file"


def token_in_file(name: str) -> str:
    """Return the token in the file `name`. Raises `TokenProblem`."""
    try:
        return read_token_file(name)
    except TokenProblem:
        if is_like_token(name):  # the sentence would repeat it
            raise TokenProblem(f"cannot read {shown_name(name)}: name a file.") from None
        raise


def token_from_pipe() -> str:
    """Return the token that is piped in. Raises `TokenProblem`."""
    if sys.stdin is None or sys.stdin.isatty():
        raise TokenProblem(
            "--token-stdin reads a pipe or a file, and standard input is the terminal, which "
            "would show the token as it is typed."
        )
    return read_token_stdin(sys.stdin.buffer)


def chosen_token(file: str | None, is_piped: bool, *, use_variables: bool = True) -> str:
    """Return the token of `--token-file`, of `--token-stdin`, or else of a variable.

    The variables hold GitHub's tokens: with `use_variables` False they are left alone, so that no
    other registry learns them by accident. Raises `TokenProblem`.
    """
    if file is not None:
        return token_in_file(file)
    if is_piped:
        return token_from_pipe()
    named = token_from_environment() if use_variables else None
    if named is not None:
        return named.token
    variables = f"; or set one of {', '.join(TOKEN_VARIABLES)}" if use_variables else ""
    others = "" if use_variables else " The variables are read for ghcr.io alone."
    raise TokenProblem(f"there is no token (password). {_OTHER_WAYS}{variables}.{others}")
