"""The actions whose keys can be chosen: their names, their keys, and where they are pressed."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

_MODIFIER = r"(?:ctrl\+|alt\+|shift\+)"
_NAMED = "enter|escape|space|tab|up|down|left|right|home|end|pageup|pagedown|insert|delete"
_KEY = re.compile(
    rf"(?:ctrl|alt)\+{_MODIFIER}*(?:[a-z0-9]|{_NAMED}|f(?:[1-9]|1\d|2[0-4]))"
    rf"|{_MODIFIER}*f(?:[1-9]|1\d|2[0-4])"
)
_IS_ANOTHER: Final = {
    "ctrl+i": "tab",
    "ctrl+j": "enter",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+c": "the key that copies a selection",
}
"""Keys for which a terminal sends what it sends for another, or which are needed as they are."""


class KeyAction(NamedTuple):
    """An action: the key that does it, the screens it is on (all where there are none), and it."""

    key: str
    screens: frozenset[str]
    about: str


def _on(*screens: str) -> frozenset[str]:
    return frozenset(screens)


_BOTH: Final = _on("compose", "inspect")
VIEWS: Final = 8
"""Views of the composer: the tabs of `core.formats.catalogue`."""
ACTIONS: Final[dict[str, KeyAction]] = {
    "switch": KeyAction("ctrl+o", _on(), "change over between Compose and Inspect"),
    "verify": KeyAction("f5", _on(), "ask the registry"),
    "cluster": KeyAction("f6", _on(), "change over to Cluster"),
    "help": KeyAction("f1", _on(), "explain the field and list the keys"),
    "palette": KeyAction("ctrl+p", _on(), "every action by its name"),
    "quit": KeyAction("ctrl+q", _on(), "leave"),
    "copy": KeyAction("ctrl+y", _BOTH, "copy what is shown"),
    "save": KeyAction("ctrl+s", _BOTH, "save what is shown"),
    "reveal": KeyAction("ctrl+r", _BOTH, "show the tokens, or hide them"),
    "next_view": KeyAction("f3", _BOTH, "the next view"),
    "previous_view": KeyAction("shift+f3", _BOTH, "the view before"),
    "change_side": KeyAction("f2", _BOTH, "go to the other side"),
    "add_registry": KeyAction("ctrl+n", _on("compose"), "add a registry"),
    "deliver": KeyAction("ctrl+l", _on("compose"), "apply it in a cluster"),
    "means": KeyAction("f8", _on("compose"), "what a view that is safe for git needs"),
    "presets": KeyAction("f4", _on("compose"), "the registries people use"),
    "move_token": KeyAction("ctrl+t", _on("compose"), "move a token to its own field"),
    "undo": KeyAction("ctrl+z", _on("compose"), "take back what was done"),
    "redo": KeyAction("alt+z,ctrl+shift+z", _on("compose"), "do it again"),
    "fix": KeyAction("ctrl+f", _BOTH, "mend what needs no person"),
    "copy_token": KeyAction("ctrl+t", _on("inspect"), "copy the token"),
    "edit": KeyAction("f4", _on("inspect"), "go on in the composer"),
    "open_file": KeyAction("f9", _on("inspect"), "open a file"),
    "from_clipboard": KeyAction("f8", _on("inspect"), "take what is on the clipboard"),
    **{
        f"view_{number}": KeyAction(f"alt+{number}", _on("compose"), f"view number {number}")
        for number in range(1, VIEWS + 1)
    },
}


def key_fault(key: str) -> str:
    """Return what is wrong with a key as it is written, "" where it can be pressed."""
    if another := _IS_ANOTHER.get(key):
        return f"`{key}` is {another} for a terminal"
    if not _KEY.fullmatch(key):
        return f"`{key}` is no key that works while something is typed: `f7`, `ctrl+g`, `alt+x` are"
    return ""


def clashes(chosen: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each chosen action with the one that has its key on the same screen, and the key.

    Of two that were chosen it is the later one. `chosen` has the keys, separated by commas, of
    the actions that do not keep their own.
    """
    keys = {name: chosen.get(name, action.key).split(",") for name, action in ACTIONS.items()}
    order = list(chosen)
    for place, name in enumerate(order):
        for other, theirs in keys.items():
            if other in order[place:] or not _meet(name, other):
                continue
            for key in keys[name]:
                if key in theirs:
                    yield name, other, key


def _meet(one: str, other: str) -> bool:
    here, there = ACTIONS[one].screens, ACTIONS[other].screens
    return not here or not there or bool(here & there)
