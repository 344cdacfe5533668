"""The files a verb was given, read one after the other; `-` or none is standard input."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from io import UnsupportedOperation

from ghcr_tui.cli.argument_guard import is_like_token, shown_name
from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.streams import complain, say
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.front_door import whole_of
from ghcr_tui.core.text.decoding import text_of
from ghcr_tui.core.verdict.verdict import JudgedSecret
from ghcr_tui.system.files import FileProblem, read_text
from ghcr_tui.system.sealing.inspect_opened import inspect_opened
from ghcr_tui.system.stdin import InputProblem, read_piped


class Inputs:
    """Reads what was named; `read` and `failed` count how that went."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names) or ("-",)
        self.read = 0
        self.failed = 0

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield name and text of each; complains of one that cannot be read, and goes on."""
        for name in self._names:
            try:
                text = _standard_input() if name == "-" else _file(name)
            except (FileProblem, InputProblem) as problem:
                complain(str(problem))
                self.failed += 1
            else:
                self.read += 1
                yield name, text

    def pull_secrets(self, identity: str = "") -> list[JudgedSecret]:
        """Return the pull secrets in all of them, and complain where one has none.

        A Secret without a name is called by its file's. The age identity in the file `identity`
        opens SOPS files; raises SealingProblem where it does not.
        """
        secrets: list[JudgedSecret] = []
        for name, text in self.texts():
            fallback = "standard input" if name == "-" else name
            inspection = whole_of(inspect_opened(text, time.time(), identity))
            if not inspection.secrets:
                complain(f"{shown(fallback)}: {inspection.summary}")
            secrets += (judged_secret(secret, fallback) for secret in inspection.secrets)
        return secrets


def _file(name: str) -> str:
    try:
        return read_text(name, pipe_too=True)
    except FileProblem:
        if is_like_token(name):  # the sentence would repeat it
            raise FileProblem(f"Cannot read {shown_name(name)}: name a file.") from None
        raise


def _standard_input() -> str:
    if sys.stdin is None:
        raise InputProblem("Standard input is closed.")
    if sys.stdin.isatty():
        say("Paste what is to be read, then press enter and ctrl+d.")
    try:
        descriptor = os.dup(sys.stdin.fileno())
    except UnsupportedOperation:  # a stream in memory, of a program that calls main() itself
        return text_of(sys.stdin.buffer.read())
    # Not sys.stdin.buffer.read(): a ctrl+c between two of its reads would wait for the pipe.
    return read_piped(descriptor)
