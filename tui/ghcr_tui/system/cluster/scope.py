"""Which contexts and namespaces are to be read."""

from typing import NamedTuple


class Scope(NamedTuple):
    """Which namespaces: those named, or all; `known` are tried where all may not be listed."""

    namespaces: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


class Target(NamedTuple):
    """A context to read, "" being the current one, and what of it; `title` is how it is called."""

    context: str
    title: str
    scope: Scope = Scope()
