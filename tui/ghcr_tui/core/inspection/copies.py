"""Copies of one pull secret, as a cluster has them in hundreds of namespaces."""

from typing import Final, Generic, TypeVar

_MARKS: Final = 1 << 14
"""Texts that are told again: a number is kept of each."""
_KEPT: Final = 256
"""Results that are kept at once, so that a list of any length costs no memory."""

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Met:
    """Tells whether a text was met before, without keeping it.

    It may say so of a text that is new, hardly ever: what is done then has to come to the same.
    """

    def __init__(self) -> None:
        self._marks: set[int] = set()

    def has(self, text: str) -> bool:
        """Return whether `text` was met before; from now on it has been."""
        mark = hash(text)
        if mark in self._marks:
            return True
        if len(self._marks) >= _MARKS:
            self._marks.clear()
        self._marks.add(mark)
        return False


class Kept(Generic[_Key, _Value]):
    """A few results by what they rest on; where there are many, the oldest goes."""

    def __init__(self) -> None:
        self._values: dict[_Key, _Value] = {}

    def get(self, key: _Key) -> _Value | None:
        """Return what was kept under `key`, None where nothing is."""
        return self._values.get(key)

    def keep(self, key: _Key, value: _Value) -> _Value:
        """Keep `value` under `key`, and return it."""
        if len(self._values) >= _KEPT:
            self._values.pop(next(iter(self._values)))
        self._values[key] = value
        return value
