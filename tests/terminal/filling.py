"""Filling in Compose as a person does: to a field with the Tab key, and then key by key."""

from collections.abc import Mapping

from terminal.emulator import Terminal

_FIELDS = 20
"""More fields than a screen has; a person would have given up."""


def go_to(terminal: Terminal, label: str) -> None:
    """Press Tab until the field `label` has the focus."""
    for _ in range(_FIELDS):
        here = terminal.focus
        if here == label:
            return
        terminal.press("tab")
        terminal.wait_for(lambda _, here=here: terminal.focus != here)
    raise AssertionError(f"Tab never came to {label!r}:\n{terminal.text}")


def fill(terminal: Terminal, fields: Mapping[str, str]) -> None:
    """Type into each field, and see that it is there before going on."""
    for label, text in fields.items():
        go_to(terminal, label)
        terminal.type(text)
        shown = "•" if label == "token" else text
        terminal.wait_for(lambda _, label=label, shown=shown: shown in terminal.field(label))


def squeezed(text: str) -> str:
    """Return `text` without the white space that a narrow box breaks it up with."""
    return "".join(text.split())
