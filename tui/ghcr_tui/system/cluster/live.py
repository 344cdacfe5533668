"""Keeps one cluster in sight: reads it, then watches it, and tells what a table shows of it.

One thread owns what was read: the others put what happens, and what a person asks for, into its
inbox. So nothing needs a lock, and whoever shows it never waits.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from queue import Empty, Queue
from threading import Event, Thread
from typing import NamedTuple

from ghcr_tui.core.cluster.inventory import NotRead
from ghcr_tui.core.cluster.live_inventory import LiveInventory
from ghcr_tui.core.cluster.live_rows import ClusterRow
from ghcr_tui.core.cluster.live_state import Phase, Snapshot, State
from ghcr_tui.core.cluster.live_table import LiveTable
from ghcr_tui.core.cluster.row_detail import Detail
from ghcr_tui.core.cluster.view import View
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.connect import connected
from ghcr_tui.system.cluster.following import Following
from ghcr_tui.system.cluster.kubectl import Kubectl
from ghcr_tui.system.cluster.read_inventory import (
    WANTED,
    ReadList,
    Wanted,
    absent_namespaces,
    read_lists,
)
from ghcr_tui.system.cluster.scope import Target
from ghcr_tui.system.cluster.watching import Told

PAGE = 100
"""Objects of a page: parsing one holds the interpreter, and so the screen, for its whole time."""
EVENTS = Wanted("events", "Event", ("involvedObject.kind=Pod,reason=Failed",))
_IN_ORDER = (*WANTED[:1], *(each for each in WANTED if each.kind == "Pod"), EVENTS,
             *(each for each in WANTED[1:] if each.kind != "Pod"))  # fmt: skip
"""What is in sight first is read first."""
_OFTEN = 0.15
_SELDOM = 0.5
"""Seconds between two pictures of what changes, at least; more where making one takes long."""
_GLANCE = 0.1
_AGAIN = (1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before a cluster that was lost is read again."""
_FINAL = frozenset(("login", "plugin", "certificate", "kubectl", "forbidden"))
"""Problems that another try, without a person, would only meet again."""


class Ended(Problem):
    """Nobody wants this cluster any more, or no more of it."""


class Chosen(NamedTuple):
    """The row that the cursor is on, None where there is none."""

    row: ClusterRow | None


Request = View | Chosen
Tell = Callable[[Snapshot | Detail], object]


class LiveCluster:
    """One context and its namespaces, from `start` to `close`.

    `tell` is called from its thread with each `Snapshot` and `Detail`; `take_turn` between small
    pieces of work, and a Problem that it raises ends everything. `undisturbed` is entered while
    much is read.
    """

    def __init__(
        self,
        kubectl: Kubectl,
        target: Target,
        name_of: Callable[[str], str],
        tell: Tell,
        take_turn: Callable[[], object] = lambda: None,
        undisturbed: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self.kubectl = kubectl
        self.target = target
        self._name_of = name_of
        self._tell = tell
        self._take_turn = take_turn
        self._undisturbed = undisturbed
        self._inbox: Queue[Told | Request] = Queue()
        self._over = Event()
        self._is_stopped = False
        self.api: ClusterApi | None = None
        self._view = View()
        self._chosen: ClusterRow | None = None
        self._table = LiveTable(LiveInventory(target.title), name_of)
        self._state = State("connecting", "Starting kubectl …")
        self._due = 0.0
        self._is_fresh = False

    def start(self) -> None:
        """Begin to read."""
        Thread(target=self._run, daemon=True, name="cluster").start()

    def look(self, view: View) -> None:
        """Show other rows, or the same in another order."""
        self._inbox.put(view)

    def choose(self, row: ClusterRow | None) -> None:
        """Tell all about this row, now and whenever it changes."""
        self._inbox.put(Chosen(row))

    def stop(self) -> None:
        """Read and watch no more; what was read stays."""
        self._is_stopped = True
        self._end_way()

    def close(self) -> None:
        """End it all; nothing more is told."""
        self._over.set()
        self._end_way()

    @property
    def is_over(self) -> bool:
        """Whether it was closed."""
        return self._over.is_set()

    def _end_way(self) -> None:
        """Close what the threads are waiting for; ending kubectl takes a moment."""
        api = self.api
        if api is not None:
            Thread(target=api.close, daemon=True, name="ending kubectl").start()

    def _run(self) -> None:
        try:
            tries = 0
            while True:
                began = time.monotonic()
                problem = self._problem_of_one_life()
                tries = 0 if time.monotonic() - began > _AGAIN[-1] else tries + 1
                if self._is_stopped or problem is None:
                    self._say("stopped", "Stopped: what was read until then is shown.")
                    self._serve_until(None)
                elif problem.kind in _FINAL:
                    self._say("lost", str(problem))
                    self._serve_until(None)
                else:
                    wait = _AGAIN[min(tries, len(_AGAIN)) - 1]
                    self._say("lost", f"{problem} It is tried again in {wait:g} s.")
                    self._serve_until(time.monotonic() + wait)
        except Problem:  # nobody wants it any more: `Ended`, or what `take_turn` raises
            return

    def _problem_of_one_life(self) -> ClusterProblem | None:
        """Connect, read and watch; return what ended it, None if a person did. Raises Ended."""
        over = Event()  # of the watches of this connection
        try:
            with connected(self.kubectl, self.target.context, PAGE) as api:
                self.api = api
                with self._undisturbed():
                    lists = self._read(api)
                self._follow(Following(api, self._table, self._inbox.put, over), lists)
        except ClusterProblem as problem:
            return problem
        except Ended:
            if self.is_over:
                raise
        finally:
            over.set()
            self.api = None
        return None

    def _read(self, api: ClusterApi) -> list[ReadList]:
        """Read all lists. The first time rows are shown as they come, and later when all have."""
        self._pace()
        table = LiveTable(LiveInventory(self.target.title, time.time()), self._name_of)
        inventory = table.inventory
        if not self._table.inventory.secrets and not self._table.inventory.uses:
            self._table = table
        self._say("reading", "Reading …")

        def told(resource: str, count: int) -> None:
            table.note_all()
            self._say("reading", f"Reading {resource}: {count:,} …", at_once=False)
            self._serve()

        try:
            lists = read_lists(api, inventory, self.target.scope, _IN_ORDER, told, self._pace)
            inventory.not_read.extend(absent_namespaces(api, inventory, self.target.scope))
        except ClusterProblem as problem:
            if self._table is table:
                inventory.not_read.append(NotRead("", str(problem)))
            raise
        finally:
            self._end_if_unwanted()  # a way that was closed for it looks like one that was lost
        table.is_whole = True
        table.note_all()
        self._table = table
        return lists

    def _follow(self, following: Following, lists: list[ReadList]) -> None:
        following.begin(lists)
        self._say("live", following.sentence)
        while True:
            self._serve(wait=_GLANCE, following=following)
            self._end_if_unwanted()
            if following.is_changed:
                self._is_fresh = True
                following.look_up()
                following.is_changed = False
            phase: Phase = "live" if following.is_live else "lost"
            self._say(phase, following.sentence, at_once=False)

    def _pace(self) -> None:
        """Let others work, and stop where nobody wants more. Raises Ended."""
        self._end_if_unwanted()
        self._take_turn()

    def _end_if_unwanted(self) -> None:
        if self._is_stopped or self.is_over:
            raise Ended("Nobody wants more of this cluster.")

    def _serve_until(self, moment: float | None) -> None:
        """Do what a person asks for, until `moment`, or for as long as it is wanted."""
        while moment is None or time.monotonic() < moment:
            self._serve(wait=_GLANCE)
            if self._is_fresh:
                self._publish()

    def _serve(self, wait: float = 0.0, following: Following | None = None) -> None:
        """Take what is in the inbox. Raises Ended, and ClusterProblem where the way is lost."""
        patience = wait
        while True:
            if self.is_over:
                raise Ended("Nobody wants this cluster any more.")
            try:
                told = self._inbox.get(timeout=patience) if patience else self._inbox.get_nowait()
            except Empty:
                return
            patience = 0.0
            if isinstance(told, View):
                self._view = told
                self._publish()
            elif isinstance(told, Chosen):
                self._chosen = told.row
                self._tell_detail()
            elif following is not None:
                following.take(told, self._take_turn)

    def _say(self, phase: Phase, sentence: str, at_once: bool = True) -> None:
        """Tell how far it is, with the rows if there are new ones or it is `at_once`."""
        state = State(phase, sentence, tuple(each.text for each in self._table.inventory.not_read))
        changed = state != self._state
        self._state = state
        is_due = time.monotonic() >= self._due
        if at_once or (is_due and (changed or self._is_fresh)):
            self._publish()

    def _publish(self) -> None:
        began = time.monotonic()
        self._is_fresh = False
        table = self._table
        rows = table.rows(self._view, self._take_turn)
        names = tuple({namespace: None for namespace, _ in table.inventory.accounts})
        self._tell(Snapshot(self._view, rows, table.counts(), self._state, names))
        self._tell_detail()
        took = time.monotonic() - began
        self._due = time.monotonic() + min(max(_OFTEN, 2 * took), _SELDOM)

    def _tell_detail(self) -> None:
        detail = self._table.detail(self._chosen) if self._chosen is not None else None
        if detail is not None:
            self._tell(detail)
