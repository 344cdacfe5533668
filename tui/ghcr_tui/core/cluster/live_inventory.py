"""An inventory that follows its cluster: what changes is put in, what goes is taken out.

Besides what an audit needs it keeps the pods that wait for their image whole, with the events
about their pulls: they say why.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.objects import Object, mapping_at, text_at
from ghcr_tui.core.cluster.pod_state import Event, events_of, is_failing, read_events
from ghcr_tui.core.golang.json_text import Json

Key = tuple[str, str]
"""Namespace and name."""
_Kept = TypeVar("_Kept")


class LiveInventory(Inventory):
    """One cluster, as it is now. `failing` is by the pods' namespace and name."""

    def __init__(self, name: str, now: float | None = None) -> None:
        super().__init__(name, now)
        self.failing: dict[Key, Object] = {}
        self._events: dict[Key, dict[str, Object]] = {}  # by the pod, then by the event's name

    def add_pods(self, items: Iterable[Json]) -> None:
        """Keep what the pods use, and those that wait for an image whole."""
        super().add_pods(self._noting_failures(items))

    def add_events(self, items: Iterable[Json]) -> None:
        """Keep the events, which are about pods."""
        self.read.add("events")
        for item in items:
            if isinstance(item, dict):
                self._events.setdefault(_pod_of(item), {})[_key(item)[1]] = item

    def events_about(self, pod: Object) -> tuple[Event, ...]:
        """Return the events about a pod, the oldest first; one of an older pod is not about it."""
        namespace, name = _key(pod)
        known = self._events.get((namespace, name), {}).values()
        return read_events(events_of(known, namespace, name, text_at(pod, "metadata", "uid")))

    def remove(self, kind: str, item: Object) -> None:
        """Take an object out that the cluster no longer has."""
        key = _key(item)
        if kind == "Secret":
            self.secrets.pop(key, None)
            self.other_types.pop(key, None)
            self._namespaces = None
        elif kind == "ServiceAccount":
            self.accounts.pop(key, None)
        elif kind == "Event":
            about = self._events.get(_pod_of(item), {})
            about.pop(key[1], None)
            if not about:
                self._events.pop(_pod_of(item), None)
        else:
            self.uses.pop((kind, *key), None)
            if kind == "Pod":
                self.failing.pop(key, None)

    def forget(self, kind: str, namespace: str = "", of_type: str = "") -> None:
        """Drop what was read of `kind`, in one namespace where one is named: it is read anew."""
        if kind == "Event":
            self._events = _outside(self._events, namespace)
            return
        if kind == "Pod":
            self.failing = _outside(self.failing, namespace)
        super().forget(kind, namespace, of_type)

    def _adder(self, kind: str) -> Callable[[Iterable[Json]], None] | None:
        return self.add_events if kind == "Event" else super()._adder(kind)

    def _noting_failures(self, items: Iterable[Json]) -> Iterator[Json]:
        for item in items:
            if isinstance(item, dict):
                if is_failing(item):
                    self.failing[_key(item)] = item
                else:
                    self.failing.pop(_key(item), None)
            yield item


def _key(item: Object) -> Key:
    return text_at(item, "metadata", "namespace") or "default", text_at(item, "metadata", "name")


def _pod_of(event: Object) -> Key:
    about = mapping_at(event, "involvedObject")
    return text_at(about, "namespace") or "default", text_at(about, "name")


def _outside(kept: dict[Key, _Kept], namespace: str) -> dict[Key, _Kept]:
    return {key: each for key, each in kept.items() if namespace not in ("", key[0])}
