"""An inventory that follows its cluster: what changes is put in, what goes is taken out.

Besides what an audit needs it keeps the pods that wait for their image whole, with the events
about their pulls: they say why.
"""

from collections.abc import Callable, Iterable, Iterator

from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.pod_state import Event, events_of, is_failing, read_events
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at

Key = tuple[str, str]
"""Namespace and name."""


class LiveInventory(Inventory):
    """One cluster, as it is now. `failing` is by the pods' namespace and name."""

    def __init__(self, name: str, now: float | None = None) -> None:
        super().__init__(name, now)
        self.failing: dict[Key, Object] = {}
        self._events: dict[Key, dict[str, Object]] = {}  # by the pod, then by the event's name
        self._event_is_about: dict[Key, Key] = {}

    def add_pods(self, items: Iterable[Json]) -> None:
        """Keep what the pods use, and those that wait for an image whole."""
        super().add_pods(self._noting_failures(items))

    def add_events(self, items: Iterable[Json]) -> None:
        """Keep the events, which are about pods."""
        self.read.add("events")
        for item in items:
            if isinstance(item, dict):
                key, about = key_of(item), _pod_of(item)
                self._event_is_about[key] = about
                self._events.setdefault(about, {})[key[1]] = item

    def events_about(self, pod: Object) -> tuple[Event, ...]:
        """Return the events about a pod, the oldest first; one of an older pod is not about it."""
        namespace, name = key_of(pod)
        known = self._events.get((namespace, name), {}).values()
        return read_events(events_of(known, namespace, name, text_at(pod, "metadata", "uid")))

    def remove(self, kind: str, item: Object) -> None:
        """Take an object out that the cluster no longer has."""
        self._take_out(kind, key_of(item))

    def _take_out(self, kind: str, key: Key) -> None:
        if kind == "Secret":
            self.secrets.pop(key, None)
            self.other_types.pop(key, None)
            self._namespaces = None
        elif kind == "ServiceAccount":
            self.accounts.pop(key, None)
        elif kind == "Event":
            self._take_event_out(key)
        else:
            self.uses.pop((kind, *key), None)
            if kind == "Pod":
                self.failing.pop(key, None)

    def _take_event_out(self, key: Key) -> None:
        about = self._event_is_about.pop(key, None)
        if about is not None:
            events = self._events.get(about, {})
            events.pop(key[1], None)
            if not events:
                self._events.pop(about, None)

    def forget(self, kind: str, namespace: str = "", of_type: str = "") -> None:
        """Drop what was read of `kind`, in one namespace where one is named: it is read anew."""
        self.keep_only(kind, namespace, of_type, set())

    def keep_only(self, kind: str, namespace: str, of_type: str, present: set[Key]) -> None:
        """Take out what a list of `kind` no longer has: all but `present`.

        A list may be of one namespace, and of Secrets of one type.
        """
        known: list[Key]
        if kind == "Secret":
            known = [key for key, each in self.secrets.items() if of_type in ("", each.type)]
        elif kind == "ServiceAccount":
            known = list(self.accounts)
        elif kind == "Event":
            known = list(self._event_is_about)
        else:
            known = [(use.namespace, use.name) for use in self.uses.values() if use.kind == kind]
        for key in known:
            if key not in present and namespace in ("", key[0]):
                self._take_out(kind, key)

    def _adder(self, kind: str) -> Callable[[Iterable[Json]], None] | None:
        return self.add_events if kind == "Event" else super()._adder(kind)

    def _noting_failures(self, items: Iterable[Json]) -> Iterator[Json]:
        for item in items:
            if isinstance(item, dict):
                if is_failing(item):
                    self.failing[key_of(item)] = item
                else:
                    self.failing.pop(key_of(item), None)
            yield item


def key_of(item: Object) -> Key:
    """Return the namespace and the name of an object."""
    return text_at(item, "metadata", "namespace") or "default", text_at(item, "metadata", "name")


def _pod_of(event: Object) -> Key:
    about = mapping_at(event, "involvedObject")
    return text_at(about, "namespace") or "default", text_at(about, "name")
