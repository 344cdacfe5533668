"""Tokens on the command line: refused everywhere, and never repeated.

Everybody on the machine can read the arguments of a process, and shells keep them in a history.
"""

from collections.abc import Iterable

_TOKEN_OPTIONS = (
    "--token",
    "--pat",
    "--access-token",
    "--auth-token",
    "--password",
    "--passwd",
    "--docker-password",
)
_SHORTEST_ABBREVIATION = 5
_NOT_TOKENS = ("--token-stdin", "--token-file")


def refused_argument(arguments: Iterable[str]) -> str:
    """Return why the command line is refused, "" where it is not; no value is ever in it."""
    for argument in arguments:
        if argument == "--":
            break
        if argument.startswith("-p"):
            return _reason("-p")
        name = argument.partition("=")[0]
        if name == "--password-stdin":
            return "`--password-stdin` is called --token-stdin here: the token is read from a pipe."
        if (option := _token_option(name)) and argument not in _NOT_TOKENS:
            return _reason(option)
    return ""


def shown_name(name: str) -> str:
    """Return a file's name for a message, or words in its place where it may be a token itself."""
    if is_like_token(name):
        return "what was given (it looks like a token and is not repeated here)"
    from ghcr_tui.core.text.inert import inert

    return f"`{inert(name, 300)}`"


def is_like_token(text: str) -> bool:
    """Return whether `text` looks more like a token than like a name that somebody gave a file."""
    if len(text) < 20 or any(character in text for character in "/\\ "):
        return False
    stem, dot, extension = text.rpartition(".")
    if dot and stem and len(extension) <= 5:
        return False
    return any(map(str.isdigit, text)) and any(map(str.isalpha, text))


def _token_option(name: str) -> str:
    """Return the refused option that `name` is, or begins, or continues; else ""."""
    lowered = name.lower().replace("_", "-")
    if lowered.startswith(("--token-file", "--token-stdin")):
        return ""
    for option in _TOKEN_OPTIONS:
        begins = len(lowered) >= _SHORTEST_ABBREVIATION and option.startswith(lowered)
        if lowered == option or begins:
            return option
    return ""


def _reason(option: str) -> str:
    return (
        f"`{option}` is refused: a token (password) never belongs on the command line. Everybody "
        "on this machine can read it there while the program runs, and the shell keeps it in its "
        "history. Give it with --token-stdin, with --token-file FILE, or in the variable "
        "GHCR_TOKEN. A token that was just typed should be revoked."
    )
