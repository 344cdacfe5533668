"""The commands of the palette: every key's action, and what is too rare for a key."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Protocol, runtime_checkable

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen


@runtime_checkable
class HasPalette(Protocol):
    """A screen with commands that have no key."""

    def palette(self) -> Iterable[tuple[str, str, str]]:
        """Return a title, an explanation and an action for each of them."""
        ...


def commands(app: App[None], screen: Screen[object]) -> Iterator[SystemCommand]:
    """Yield what can be done on `screen`, each action once: keys first, then the rest."""
    offered: set[str] = set()
    for source in (screen, app):
        for binding in _bindings(source):
            name = binding.action.removeprefix("app.").removeprefix("screen.")
            if name in offered or not _is_possible(app, screen, name):
                continue
            offered.add(name)
            about = f"{binding.tooltip} ({app.get_key_display(binding)})"
            yield SystemCommand(
                binding.description, about, partial(_run, app, source, binding.action)
            )
    if isinstance(screen, HasPalette):
        for title, about, action in screen.palette():
            yield SystemCommand(title, about, partial(_run, app, screen, action))
    yield SystemCommand("Theme", "Change the colours", app.action_change_theme)
    yield SystemCommand(
        "Forget",
        "Forget what earlier runs have left: names, places, the theme",
        partial(app.run_action, "app.forget"),
    )
    yield SystemCommand("Screenshot", "Save a picture of the screen", app.action_screenshot)


def _bindings(source: App[None] | Screen[object]) -> Iterator[Binding]:
    """Yield the keys that `source` explains: those without an explanation only move about."""
    for bindings in source._bindings.key_to_bindings.values():
        yield from (binding for binding in bindings if binding.tooltip)


def _is_possible(app: App[None], screen: Screen[object], action: str) -> bool:
    name, _, _ = action.partition("(")
    owner = screen if hasattr(screen, f"action_{name}") else app
    return owner.check_action(name, ()) is True


async def _run(app: App[None], source: App[None] | Screen[object], action: str) -> None:
    await app.run_action(action, source)
