"""How far the reading of clusters is, on one line of a terminal's standard error."""

import threading
import time
from typing import TextIO

from ghcr_tui.cli.paint import cut, shown
from ghcr_tui.cli.streams import width

_PAUSE = 0.1
_CLEAR = "\r\x1b[K"


class ReadingProgress:
    """A line that is written over; silent where `stream` is no terminal."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._lock = threading.Lock()
        self._last = 0.0

    @property
    def is_shown(self) -> bool:
        """Whether anybody would see it."""
        return self._stream is not None

    def told(self, context: str, resource: str, count: int) -> None:
        """Show that `count` objects of `resource` have been read."""
        with self._lock:
            now = time.monotonic()
            if self._stream is None or now - self._last < _PAUSE:
                return
            self._last = now
            line = cut(f"{shown(context)}: {count:,} {resource}", width(self._stream) - 1)
            self._write(f"{_CLEAR}{line}")

    def clear(self) -> None:
        """Take the line away."""
        if self._stream is not None:
            self._write(_CLEAR)

    def _write(self, text: str) -> None:
        if self._stream is not None:
            try:
                self._stream.write(text)
                self._stream.flush()
            except (OSError, ValueError):  # the terminal has gone
                self._stream = None
