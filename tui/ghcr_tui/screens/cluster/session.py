"""The cluster that a screen shows just now: opened, left for another, asked, ended."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from ghcr_tui.core.cluster.live_rows import ClusterRow
from ghcr_tui.core.cluster.live_state import Snapshot
from ghcr_tui.core.cluster.row_detail import Detail
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.cluster.view import View
from ghcr_tui.core.cluster.why import WhyPod
from ghcr_tui.screens.background import Turns, no_collection
from ghcr_tui.screens.cluster.asking import secrets_text, why_of
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.kubectl import Contexts, Kubectl, read_contexts
from ghcr_tui.system.cluster.live import LiveCluster
from ghcr_tui.system.cluster.scope import Target
from ghcr_tui.system.cluster.token_name_key import token_name_key

if TYPE_CHECKING:
    from textual.screen import Screen

    from ghcr_tui.screens.cluster.changing import Changing


class PlacesRead(Message):
    """The kubeconfig has been read; `sentence` says what is wrong where it could not be."""

    def __init__(self, contexts: Contexts, sentence: str = "") -> None:
        super().__init__()
        self.contexts = contexts
        self.sentence = sentence


class Told(Message):
    """What a cluster told: rows, or all about one row."""

    def __init__(self, told: Snapshot | Detail, cluster: LiveCluster) -> None:
        super().__init__()
        self.told = told
        self.cluster = cluster


class Session:
    """Opens clusters for `screen`, one at a time; what they tell comes to it as `Told`."""

    def __init__(self, screen: "Screen[None]", kubectl: Kubectl | None = None) -> None:
        self._screen = screen
        self._kubectl = kubectl or Kubectl()
        self._names = TokenNames(b"")
        self._cluster: LiveCluster | None = None

    def read_places(self) -> None:
        """Read the kubeconfig in a thread; `PlacesRead` tells of it. No cluster is asked."""
        self._screen.run_worker(self._read_places, thread=True, group="places", exclusive=True)

    def _read_places(self) -> None:
        self._names = TokenNames(token_name_key()[0])
        try:
            read = PlacesRead(read_contexts(self._kubectl))
        except ClusterProblem as problem:
            read = PlacesRead(Contexts(()), str(problem))
        self._screen.post_message(read)

    def open(self, target: Target, view: View) -> None:
        """Read and watch `target` in place of what was open."""
        self.close()
        turns = Turns()

        def tell(told: Snapshot | Detail) -> None:
            self._screen.post_message(Told(told, cluster))

        def take_turn() -> None:
            turns.wait(lambda: cluster.is_over)

        cluster = LiveCluster(self._kubectl, target, self._names, tell, take_turn, no_collection)
        self._cluster = cluster
        cluster.look(view)
        cluster.start()

    def is_of(self, event: Told) -> bool:
        """Return whether it is the cluster that is open which told this."""
        return event.cluster is self._cluster

    def look(self, view: View) -> None:
        """Have other rows told."""
        if self._cluster:
            self._cluster.look(view)

    def choose(self, row: ClusterRow | None) -> None:
        """Have all about a row told."""
        if self._cluster:
            self._cluster.choose(row)

    def stop(self) -> None:
        """Read no more."""
        if self._cluster:
            self._cluster.stop()

    def close(self) -> None:
        """End what is open."""
        if self._cluster:
            self._cluster.close()
            self._cluster = None

    @property
    def changing(self) -> "Changing":
        """What begins changes in the cluster that is open."""
        from ghcr_tui.screens.cluster.changing import Changing

        if self._cluster is None:
            raise AssertionError("a row is chosen while its cluster is open")
        target = self._cluster.target
        target = target._replace(title=target.context)
        return Changing(self._screen, self._kubectl, self._names, target)

    def why_of(self, namespace: str, pod: str) -> Callable[[], WhyPod]:
        """Return what finds out, in a thread, why a pod does not pull."""
        cluster = self._cluster
        if cluster is None:
            raise AssertionError("a row is chosen while its cluster is open")
        return lambda: why_of(cluster, namespace, pod)

    def secrets_of(self, places: Sequence[tuple[str, str]]) -> Callable[[], str]:
        """Return what reads, in a thread, Secrets as the cluster has them."""
        cluster = self._cluster
        if cluster is None:
            raise AssertionError("a row is chosen while its cluster is open")
        return lambda: secrets_text(cluster, places)
