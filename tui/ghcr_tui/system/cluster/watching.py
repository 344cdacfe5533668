"""Watches the lists of a cluster, each in a thread of its own, and tells what happens.

Source: Kubernetes, "Efficient detection of changes": a watch goes on from the version of a list; a
server that has forgotten that version says 410, and the list is read anew.
"""

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import NamedTuple

from ghcr_tui.core.secret.objects import text_at
from ghcr_tui.system.cluster.api import Change, ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.paths import list_path
from ghcr_tui.system.cluster.read_inventory import ReadList

POLL = 30.0
"""Seconds after which a list is read anew that may not be watched."""
_DELAYS = (0.5, 1.0, 2.0, 4.0)
"""Seconds before a watch is begun again, one after the other."""
_SHORTEST = 1.0
"""Seconds that a watch lasts at least, or else it is not begun again at once."""
_UNWATCHABLE = frozenset(("forbidden", "kubectl", "missing", "refused"))


class Happened(NamedTuple):
    """An object of a list was added or changed, or is gone."""

    list: ReadList
    change: Change


class Interrupted(NamedTuple):
    """A list is not watched just now, and will be again; the sentence says why."""

    list: ReadList
    sentence: str


class Resumed(NamedTuple):
    """A list that was interrupted is watched again."""

    list: ReadList


class Outdated(NamedTuple):
    """A list has to be read anew, and then watched; `why_unwatched` if it may not be watched."""

    list: ReadList
    why_unwatched: str = ""


class Broken(NamedTuple):
    """The way to the cluster is lost."""

    problem: ClusterProblem


class LookedUp(NamedTuple):
    """The type of a Secret that was asked for by name: "" where it is not told or not there."""

    namespace: str
    name: str
    type: str
    is_missing: bool = False


Told = Happened | Interrupted | Resumed | Outdated | Broken | LookedUp


def watch_list(
    api: ClusterApi, read: ReadList, tell: Callable[[Told], object], over: Event
) -> None:
    """Watch `read` in a thread until `over`, or until something ends it; `tell` what happens."""
    Thread(target=_Watcher(api, read, tell, over).run, daemon=True, name="watching").start()


def read_later(read: ReadList, tell: Callable[[Told], object], over: Event) -> None:
    """Have a list read anew after a while, for want of a way to watch it."""

    def wait() -> None:
        if not over.wait(POLL):
            tell(Outdated(read))

    Thread(target=wait, daemon=True, name="waiting").start()


class _Watcher:
    def __init__(
        self, api: ClusterApi, read: ReadList, tell: Callable[[Told], object], over: Event
    ) -> None:
        self._api = api
        self._read = read
        self._tell = tell
        self._over = over
        self._version = read.resource_version
        self._failures = 0

    def run(self) -> None:
        """Watch, and begin again where the server ends a watch, as it does after some minutes."""
        while not self._over.is_set():
            begun = time.monotonic()
            try:
                self._watch()
            except ClusterProblem as problem:
                if self._over.is_set() or self._is_ended_by(problem):
                    return
            else:
                if time.monotonic() - begun < _SHORTEST:
                    self._over.wait(_SHORTEST)

    def _watch(self) -> None:
        path = list_path(self._read.wanted.resource, self._read.namespace)
        fields = self._read.fields
        for change in self._api.watch(path, self._version, fields, self._opened):
            if self._over.is_set():
                return
            self._version = text_at(change.object, "metadata", "resourceVersion") or self._version
            if change.kind != "BOOKMARK":
                self._tell(Happened(self._read, change))

    def _opened(self) -> None:
        if self._failures:
            self._failures = 0
            self._tell(Resumed(self._read))

    def _is_ended_by(self, problem: ClusterProblem) -> bool:
        """Tell of `problem`; return whether this watch is over, or else wait for another try."""
        if problem.kind == "expired":
            self._tell(Outdated(self._read))
            return True
        if problem.kind in _UNWATCHABLE:
            self._tell(Outdated(self._read, str(problem)))
            return True
        if self._failures == len(_DELAYS):
            self._tell(Broken(problem))
            return True
        self._tell(Interrupted(self._read, str(problem)))
        self._over.wait(_DELAYS[self._failures])
        self._failures += 1
        return False
