"""Follows the lists of a cluster: what its watches tell goes into the inventory."""

from collections.abc import Callable, Sequence
from threading import Event, Thread

from ghcr_tui.core.cluster.inventory import NotRead
from ghcr_tui.core.cluster.live_inventory import Key, key_of
from ghcr_tui.core.cluster.live_table import LiveTable
from ghcr_tui.core.cluster.references import absent_secrets
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.paths import list_path
from ghcr_tui.system.cluster.read_inventory import MOST_LOOKED_UP, ReadList, type_of_secret
from ghcr_tui.system.cluster.watching import (
    POLL,
    Happened,
    Interrupted,
    LookedUp,
    Outdated,
    Resumed,
    Told,
    read_later,
    watch_list,
)

_MOST_WATCHED = 120
"""Watches at most, each being a thread and a connection: lists beyond are read anew at times."""


class Following:
    """Takes what `watching` tells, and begins watches again; `tell` is the way to its owner."""

    def __init__(
        self, api: ClusterApi, table: LiveTable, tell: Callable[[Told], object], over: Event
    ) -> None:
        self._api = api
        self._table = table
        self._tell = tell
        self._over = over
        self._interrupted: dict[ReadList, str] = {}
        self._polled: set[str] = set()
        self._asked: set[Key] = set()
        self.is_changed = True

    def begin(self, lists: Sequence[ReadList]) -> None:
        """Watch the lists; those beyond `_MOST_WATCHED` are read anew at times."""
        for read in lists[:_MOST_WATCHED]:
            self._watch(read)
        for read in lists[_MOST_WATCHED:]:
            self._polled.add(read.wanted.resource)
            read_later(read, self._tell, self._over)

    @property
    def is_live(self) -> bool:
        """Whether no watch is interrupted."""
        return not self._interrupted

    @property
    def sentence(self) -> str:
        """How live it is, in words."""
        if self._interrupted:
            return f"Not live: {next(iter(self._interrupted.values()))} It is tried again."
        if not self._polled:
            return "Live: what changes in the cluster is seen at once."
        what = ", ".join(sorted(self._polled))
        return f"Live, but {what} cannot be watched: read anew every {POLL:g} seconds."

    def take(self, told: Told, take_turn: Callable[[], object]) -> None:
        """Put what a thread told into the inventory. Raises ClusterProblem: the way is lost."""
        if isinstance(told, Happened):
            self._apply(told)
        elif isinstance(told, Interrupted):
            self._interrupted[told.list] = told.sentence
        elif isinstance(told, Resumed):
            self._interrupted.pop(told.list, None)
        elif isinstance(told, Outdated):
            self._interrupted.pop(told.list, None)
            self._renew(told, take_turn)
        elif isinstance(told, LookedUp):
            self._take_type(told)
        else:
            raise told.problem

    def look_up(self) -> None:
        """Ask, aside, for the types of Secrets that are referred to and are no pull secrets."""
        inventory = self._table.inventory
        room = MOST_LOOKED_UP - len(self._asked)
        asked = sorted(absent_secrets(inventory) - self._asked)[:room]
        if not asked:
            return
        self._asked.update(asked)
        inventory.unconfirmed.update(asked)

        def ask() -> None:
            for namespace, name in asked:
                if self._over.is_set():
                    return
                kind, is_missing = "", False
                try:
                    kind = type_of_secret(self._api, namespace, name)
                except ClusterProblem as problem:
                    is_missing = problem.kind == "missing"
                self._tell(LookedUp(namespace, name, kind, is_missing))

        Thread(target=ask, daemon=True, name="looking up").start()

    def _watch(self, read: ReadList) -> None:
        watch_list(self._api, read, self._tell, self._over)

    def _apply(self, told: Happened) -> None:
        kind, item = told.list.wanted.kind, told.change.object
        inventory = self._table.inventory
        if told.change.kind == "DELETED":
            inventory.remove(kind, item)
        else:
            inventory.add(kind, (item,))
        self._note(kind, key_of(item)[0])

    def _renew(self, told: Outdated, take_turn: Callable[[], object]) -> None:
        """Read a list anew and watch on; one that may not be watched is only read, at times."""
        read, resource = told.list, told.list.wanted.resource
        if told.why_unwatched:
            self._polled.add(resource)
            read_later(read, self._tell, self._over)
            return
        try:
            fresh = self._read_anew(read, take_turn)
        except ClusterProblem as problem:
            if problem.kind != "forbidden":
                raise
            where = (read.namespace,) if read.namespace else ()
            note = NotRead(resource, str(problem), where, is_right=True)
            self._table.inventory.not_read.append(note)
            self.is_changed = True
            return
        if resource in self._polled:
            read_later(fresh, self._tell, self._over)
        else:
            self._watch(fresh)

    def _read_anew(self, read: ReadList, take_turn: Callable[[], object]) -> ReadList:
        """Read a list to its end, and only then take out what it no longer has."""
        inventory, wanted, version = self._table.inventory, read.wanted, read.resource_version
        seen: set[Key] = set()
        for page in self._api.list(list_path(wanted.resource, read.namespace), read.fields):
            if page.starts_over:
                seen = set()
            for item in page.items:
                take_turn()
                if isinstance(item, dict):
                    inventory.add(wanted.kind, (item,))
                    seen.add(key_of(item))
            version = page.resource_version
        of_type = read.fields.removeprefix("type=") if wanted.kind == "Secret" else ""
        inventory.keep_only(wanted.kind, read.namespace, of_type, seen)
        self._table.note_all()
        self.is_changed = True
        return read._replace(resource_version=version)

    def _take_type(self, told: LookedUp) -> None:
        place = (told.namespace, told.name)
        if told.type:
            self._table.inventory.other_types[place] = told.type
        if told.type or told.is_missing:
            self._table.inventory.unconfirmed.discard(place)
        self._note("Secret", told.namespace)

    def _note(self, kind: str, namespace: str) -> None:
        self._table.note(kind, namespace)
        self.is_changed = True
