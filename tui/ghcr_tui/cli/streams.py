"""Standard output and standard error: results on the one, everything else on the other."""

import os
import sys
from typing import TextIO

from ghcr_tui.core.text.decoding import utf8


def write_result(text: str) -> None:
    """Write `text` for programs to standard output: UTF-8 whatever the locale says.

    Bytes that came in as lone surrogates go out as they were. Raises `OSError` when standard
    output is closed, full or gone.
    """
    write_bytes(utf8(text))


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output; raises `OSError`, as `write_result`."""
    _standard_output().buffer.write(data)


def write_text(text: str) -> None:
    """Write `text` for people to standard output, in the encoding of their terminal.

    What the terminal's encoding lacks becomes `?`. Raises `OSError`, as `write_result`.
    """
    stream = _standard_output()
    stream.buffer.write(text.encode(stream.encoding or "utf-8", "replace"))


def flush() -> None:
    """Push out what is buffered, so that a failure shows while it can still be told."""
    if sys.stdout is not None:
        sys.stdout.flush()


def complain(sentence: str) -> None:
    """Say `sentence` on standard error, with nothing active in it."""
    from ghcr_tui.core.text.inert import inert_lines

    say(f"ghcr-tui: {inert_lines(sentence)}")


def say(text: str) -> None:
    """Write `text`, which must be inert, to standard error; its loss is no failure."""
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError, AttributeError):  # full, closed, or never there
        return


def abandon_output() -> None:
    """Send what is still buffered nowhere: the interpreter would complain when it cannot flush."""
    if sys.stdout is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # not a real file: nothing will be flushed
        return


def wants_colour(stream: TextIO | None) -> bool:
    """Return whether `stream` is a terminal whose owner has not asked for no colour.

    Source: no-color.org (set and not empty), and `TERM=dumb`.
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream is not None and stream.isatty()


def width(stream: TextIO | None) -> int:
    """Return how many columns `stream` has: its terminal's, `COLUMNS`, or 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80 if stream else 80
    except (OSError, ValueError):
        return 80


def _standard_output() -> TextIO:
    if sys.stdout is None:
        raise OSError("standard output is closed")
    return sys.stdout
