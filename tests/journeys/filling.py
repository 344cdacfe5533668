"""Filling in Compose as a person does: to a field with the Tab key, and then key by key."""

from collections.abc import Mapping

from journeys.emulator import Terminal

_FIELDS = 20
"""More fields than a screen has; a person would have given up."""


def go_to(terminal: Terminal, label: str, key: str = "tab") -> None:
    """Press Tab, or shift+tab, until the field `label` has the focus."""
    for _ in range(_FIELDS):
        here = terminal.focus
        if here == label:
            return
        terminal.press(key)
        _wait_until_left(terminal, here)
    raise AssertionError(f"{key} never came to {label!r}:\n{terminal.text}")


def fill(terminal: Terminal, fields: Mapping[str, str]) -> None:
    """Type into each field, and see that it is there before going on."""
    for label, text in fields.items():
        go_to(terminal, label)
        terminal.type(text)
        _wait_until_shown(terminal, label, "•" if label == "token" else text)


def squeezed(text: str) -> str:
    """Return `text` without the white space that a narrow box breaks it up with."""
    return "".join(text.split())


def _wait_until_left(terminal: Terminal, label: str) -> None:
    terminal.wait_for(lambda _: terminal.focus != label)


def _wait_until_shown(terminal: Terminal, label: str, text: str) -> None:
    terminal.wait_for(lambda _: text in terminal.field(label))
