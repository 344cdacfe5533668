"""The order of many rows, worked out in portions so that a thread lets others run in between."""

from collections.abc import Callable, Sequence
from heapq import merge
from typing import Final, TypeVar

Item = TypeVar("Item")
_PORTION: Final = 2_000
"""Rows that are sorted in one go: the interpreter cannot be interrupted while it sorts a list."""


def in_order(
    items: Sequence[Item], key: Callable[[Item], str], *, is_reversed: bool = False
) -> list[int]:
    """Return the positions of `items`, sorted by `key`; equal ones stay in the order they have."""
    sign = -1 if is_reversed else 1
    portions: list[list[tuple[str, int]]] = []
    for start in range(0, len(items), _PORTION):
        portion = [
            (key(item), sign * position)
            for position, item in enumerate(items[start : start + _PORTION], start)
        ]
        portion.sort(reverse=is_reversed)
        portions.append(portion)
    return [sign * position for _, position in merge(*portions, reverse=is_reversed)]
