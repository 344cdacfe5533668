"""The terminal's input, read so that a paste is one piece of data: at once, and inert.

Textual's own parser reads a paste character by character (5 MB take it seconds), takes an escape
sequence in it for keys (a pasted ctrl+q quits), and dies of a byte that is not UTF-8.
"""

import os
import selectors
import signal
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from functools import partial
from time import monotonic
from typing import Final

from textual import constants, events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

_READ_SIZE: Final = 64 * 1024
_POLL: Final = 0.1
"""Seconds between looks at the clock, for an escape key that no sequence follows."""


class PasteParser(XTermParser):
    """Textual's parser for all that is typed; what is pasted never reaches it."""

    def __init__(self, debug: bool = False) -> None:
        self._pasted: list[str] | None = None
        self._held = ""
        self._held_since = 0.0
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what `data`, the next piece of input, says; "" is the end of input."""
        if not data:
            yield from self._release()
            yield from super().feed("")
            return
        data, self._held = self._held + data, ""
        while data:
            if self._pasted is None:
                typed, start, data = data.partition(BRACKETED_PASTE_START)
                if start:
                    self._pasted = []
                elif typed != "\x1b":  # alone, that is the escape key
                    typed = self._hold(typed, BRACKETED_PASTE_START)
                if typed:
                    yield from super().feed(typed)
            else:
                pasted, end, data = data.partition(BRACKETED_PASTE_END)
                self._pasted.append(pasted if end else self._hold(pasted, BRACKETED_PASTE_END))
                if end:
                    # NUL goes, as in Textual: terminals use it as padding.
                    yield events.Paste("".join(self._pasted).replace("\x00", ""))
                    self._pasted = None

    def tick(self) -> Iterable[Message]:
        """Yield the keys that turn out, after a while, not to begin a longer sequence."""
        if self._pasted is None and monotonic() >= self._held_since + constants.ESCAPE_DELAY:
            yield from self._release()
        yield from super().tick()

    def _hold(self, text: str, marker: str) -> str:
        """Return `text` without its end where that may be the beginning of `marker`."""
        for length in range(min(len(marker) - 1, len(text)), 0, -1):
            if text.endswith(marker[:length]):
                self._held, self._held_since = text[-length:], monotonic()
                return text[:-length]
        return text

    def _release(self) -> Iterator[Message]:
        held, self._held = self._held, ""
        if held:
            yield from super().feed(held)


class PasteDriver(LinuxDriver):
    """Textual's driver for Linux and macOS with `PasteParser` for its input."""

    def run_input_thread(self) -> None:
        """Read the terminal until the app ends."""
        parser = PasteParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_POLL):
                    data = self._read()
                    if not data:
                        self._hang_up()
                        break
                    text = decode(data)
                    self._process(parser.feed(text) if text else ())
                self._process(parser.tick())
        self._process(parser.feed(""))

    def _read(self) -> bytes:
        """Return what was typed, nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, _READ_SIZE)
        except OSError:
            return b""

    def _hang_up(self) -> None:
        """End the app, whose terminal was closed while the signal that says so was kept from it."""
        hang_up = partial(self._app.exit, return_code=128 + signal.SIGHUP)
        self._loop.call_soon_threadsafe(hang_up)

    def _process(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
