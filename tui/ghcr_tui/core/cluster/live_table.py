"""The rows of one cluster, kept up with it: only those are made anew that something changed."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ghcr_tui.core.cluster.audit import unused_secrets
from ghcr_tui.core.cluster.credentials import drifted_copies, each_credential
from ghcr_tui.core.cluster.live_inventory import Key as Place
from ghcr_tui.core.cluster.live_inventory import LiveInventory
from ghcr_tui.core.cluster.live_rows import ClusterRow, FaceName, Key, PodRow, SecretRow, TokenRow
from ghcr_tui.core.cluster.make_rows import pod_row, secret_row, token_row
from ghcr_tui.core.cluster.references import top_of, unused_finding
from ghcr_tui.core.cluster.row_detail import Detail, detail_of
from ghcr_tui.core.cluster.view import View, arranged
from ghcr_tui.core.cluster.why import why
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.secret.objects import Object

Pace = Callable[[], object]
"""Is called between small pieces of work; what it raises ends the work."""


class Counts(NamedTuple):
    """How many rows each face has."""

    secrets: int = 0
    credentials: int = 0
    pods: int = 0

    def of(self, face: FaceName) -> int:
        """Return the number of one face."""
        return {"secrets": self.secrets, "credentials": self.credentials, "pods": self.pods}[face]


class LiveTable:
    """Makes rows of `inventory`; `name_of` gives a token its name. Tell it of each change."""

    def __init__(self, inventory: LiveInventory, name_of: Callable[[str], str]) -> None:
        self.inventory = inventory
        self.is_whole = False
        self._name_of = name_of
        self._unused_finding = (unused_finding(),)
        self._secrets: dict[Place, SecretRow] = {}
        self._tokens: dict[Key, TokenRow] = {}
        self._pods: dict[Place, tuple[Object, int, PodRow]] = {}
        self._users: dict[Place, int] = {}
        self._extra: dict[Place, tuple[Finding, ...]] = {}
        self._stamps: dict[str, int] = {}  # by namespace, what pods there depend on
        self._credentials = 0
        self._are_links_old = True
        self._are_tokens_old = True
        self._is_count_old = True

    def note(self, kind: str, namespace: str) -> None:
        """Take note that something of `kind` changed in `namespace`."""
        if kind not in ("Event",):
            self._are_links_old = self._are_tokens_old = True
        if kind == "Secret":
            self._is_count_old = True
        if kind != "Pod":
            self._stamps[namespace] = self._stamps.get(namespace, 0) + 1

    def note_all(self) -> None:
        """Take note that much has changed."""
        self._are_links_old = self._are_tokens_old = self._is_count_old = True
        self._pods = {}

    def counts(self) -> Counts:
        """Return how many rows each face has, whatever is filtered."""
        inventory = self.inventory
        if self._is_count_old:
            self._is_count_old = False
            self._credentials = len(
                {
                    entry.token
                    for secret in inventory.secrets.values()
                    for entry in secret.judged.secret.entries
                    if entry.token
                }
            )
        return Counts(len(inventory.secrets), self._credentials, len(inventory.failing))

    def rows(self, view: View, pace: Pace) -> list[ClusterRow]:
        """Return the rows that `view` shows, in its order."""
        shown: list[ClusterRow] = []
        for row in arranged(self._rows_of(view.face, pace), view):
            pace()
            shown.append(row)
        return shown

    def detail(self, row: ClusterRow) -> Detail | None:
        """Return all about a row; None where it is gone by now."""
        current = self._current(row)
        if current is None:
            return None
        return detail_of(current, self.inventory, self.inventory.failing, self._name_of)

    def _rows_of(self, face: FaceName, pace: Pace) -> Iterator[ClusterRow]:
        if face == "secrets":
            return self._secret_rows(pace)
        if face == "credentials":
            return self._token_rows(pace)
        return self._pod_rows(pace)

    def _current(self, row: ClusterRow) -> ClusterRow | None:
        if isinstance(row, SecretRow):
            return self._secrets.get((row.secret.namespace, row.secret.name))
        if isinstance(row, TokenRow):
            return self._tokens.get(row.key)
        if isinstance(row, PodRow):
            kept = self._pods.get((row.why.use.namespace, row.why.use.name))
            return kept[2] if kept else None
        return None

    def _secret_rows(self, pace: Pace) -> Iterator[SecretRow]:
        self._link(pace)
        known, self._secrets = self._secrets, {}
        for place, secret in self.inventory.secrets.items():
            pace()
            users, extra = self._users.get(place, 0), self._extra.get(place, ())
            row = known.get(place)
            if row is None or row.secret != secret or (row.users, row.extra) != (users, extra):
                row = secret_row(secret, users, extra)
            self._secrets[place] = row
        return iter(self._secrets.values())

    def _token_rows(self, pace: Pace) -> Iterator[TokenRow]:
        if self._are_tokens_old:
            known, self._tokens = self._tokens, {}
            self._are_tokens_old = False
            for each in each_credential([self.inventory], self._name_of):
                pace()
                row = known.get((each.name,))
                row = row if row is not None and row.row == each else token_row(each)
                self._tokens[row.key] = row
        return iter(self._tokens.values())

    def _pod_rows(self, pace: Pace) -> Iterator[PodRow]:
        known, self._pods = self._pods, {}
        for place, pod in self.inventory.failing.items():
            pace()
            stamp = self._stamps.get(place[0], 0)
            kept = known.get(place)
            if kept is None or kept[0] is not pod or kept[1] != stamp:
                answer = why(pod, self.inventory, self.inventory.events_about(pod))
                kept = (pod, stamp, pod_row(answer))
            self._pods[place] = kept
        return iter([row for _, _, row in self._pods.values()])

    def _link(self, pace: Pace) -> None:
        """Find out who uses which Secret; what is unused or drifted only shows in the whole."""
        if not self._are_links_old:
            return
        self._are_links_old = False
        workloads: dict[Place, set[str]] = {}
        for use in self.inventory.uses.values():
            pace()
            if not use.is_over and not (use.is_idle and use.owner):
                top = top_of(self.inventory, use)
                for name in self.inventory.secrets_of(use):
                    workloads.setdefault((use.namespace, name), set()).add(top)
        self._users = {place: len(users) for place, users in workloads.items()}
        self._extra = dict(self._beyond()) if self.is_whole else {}

    def _beyond(self) -> Iterator[tuple[Place, tuple[Finding, ...]]]:
        """Yield the findings that are not in the Secret itself."""
        unused = unused_secrets(self.inventory)
        drifted = dict(drifted_copies([self.inventory]))
        for place in self.inventory.secrets:
            found = self._unused_finding if place in unused else ()
            if finding := drifted.get(place[1]):
                found = (*found, finding)
            if found:
                yield place, found
