"""Reads ahead: the next page is fetched while the last one is judged."""

from collections.abc import Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TypeVar

_Item = TypeVar("_Item")
_GLANCE = 0.1
"""Seconds between two looks of the reading thread at whether anybody still wants its pages."""


def read_ahead(items: Iterator[_Item], pages: int = 1) -> Iterator[_Item]:
    """Yield `items`, at most `pages` of them being read ahead in a thread of their own.

    What the reading raises is raised here, after what was read before it.
    """
    queue: Queue[tuple[str, _Item | BaseException | None]] = Queue(pages)
    over = Event()

    def put(kind: str, value: _Item | BaseException | None) -> None:
        while not over.is_set():
            try:
                queue.put((kind, value), timeout=_GLANCE)
            except Full:
                continue
            return

    def read() -> None:
        try:
            for item in items:
                put("item", item)
                if over.is_set():
                    return
            put("end", None)
        except BaseException as problem:  # raised where the pages are wanted
            put("problem", problem)

    Thread(target=read, daemon=True, name="reading ahead").start()
    try:
        while True:
            try:
                kind, value = queue.get(timeout=_GLANCE)
            except Empty:
                continue
            if kind == "end":
                return
            if isinstance(value, BaseException):
                raise value
            yield value  # type: ignore[misc]
    finally:
        over.set()
