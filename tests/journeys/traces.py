"""What a program has left in the terminal that it ran in, read from all that it wrote."""

import base64
import re
from collections.abc import Iterator

ALTERNATE_SCREEN = "1049"
_ON_AT_REST = ("7", "25")
"""Modes that are on in a terminal at rest: lines wrap at the edge, and the cursor is shown."""
_MODE = re.compile(r"\x1b\[\?([0-9;]+)([hl])")
_TITLE = re.compile(r"\x1b\][012];([^\x07\x1b]*)")
_CLIPBOARD = re.compile(r"\x1b\]52;[^;]*;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")
_ALTERNATE = re.compile(r"\x1b\[\?1049h.*?(?:\x1b\[\?1049l|\Z)", re.DOTALL)


def modes_left(output: str) -> set[str]:
    """Return the private modes that `output` has changed and not changed back.

    The mouse's and the paste's are on for a while (`h`, then `l`), the cursor is off (`l`, `h`).
    """
    last: dict[str, str] = {}
    for numbers, letter in _MODE.findall(output):
        for number in numbers.split(";"):
            last[number] = letter
    return {number for number, letter in last.items() if letter != _at_rest(number)}


def modes_used(output: str) -> set[str]:
    """Return the private modes that `output` has switched on."""
    return {
        number
        for numbers, letter in _MODE.findall(output)
        if letter == "h"
        for number in numbers.split(";")
    }


def kitty_keyboards(output: str) -> int:
    """Return how often kitty's keyboard protocol was asked for and not given back."""
    return len(re.findall(r"\x1b\[>[0-9]+u", output)) - len(re.findall(r"\x1b\[<u", output))


def titles(output: str) -> list[str]:
    """Return every title that was given to the window or its icon."""
    return _TITLE.findall(output)


def sent_to_clipboard(output: str) -> Iterator[str]:
    """Yield every text that was sent to the terminal's clipboard with OSC 52."""
    for encoded in _CLIPBOARD.findall(output):
        yield base64.b64decode(encoded).decode()


def scrollback(output: str) -> str:
    """Return what stays to be scrolled back to: all that was not on the alternate screen."""
    return _ALTERNATE.sub("", output)


def _at_rest(number: str) -> str:
    return "h" if number in _ON_AT_REST else "l"
