"""Reads a cluster into an inventory: what may be read, with a note of what may not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ghcr_tui.core.cluster.inventory import PULL_TYPES, Inventory, NotRead
from ghcr_tui.core.cluster.pod_use import TEMPLATES
from ghcr_tui.core.cluster.references import absent_secrets
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import mappings_at, text_at
from ghcr_tui.system.cluster.ahead import read_ahead
from ghcr_tui.system.cluster.api import TABLE, ClusterApi, ClusterProblem, Object
from ghcr_tui.system.cluster.paths import list_path, object_path
from ghcr_tui.system.cluster.scope import Scope

Progress = Callable[[str, int], None]
"""Is told a resource and how many of its objects have been read."""
Pace = Callable[[], object]
"""Is called before each object, to let others work; what it raises ends the reading."""

_OF_CONTEXT = frozenset(("login", "plugin", "certificate", "kubectl"))
"""Problems that every further question would meet too."""
MOST_LOOKED_UP = 500
"""Secrets whose type is asked for one by one, at most."""


class Wanted(NamedTuple):
    """Objects to read: a resource of the API, their kind, and field selectors, one list each."""

    resource: str
    kind: str
    fields: tuple[str, ...] = ("",)


WANTED = (
    Wanted("secrets", "Secret", tuple(f"type={kind}" for kind in PULL_TYPES)),
    Wanted("serviceaccounts", "ServiceAccount"),
    Wanted("pods", "Pod"),
    *(Wanted(f"{kind.lower()}s", kind) for kind in TEMPLATES),
)


class ReadList(NamedTuple):
    """A list that was read to its end, and the version from which it can be watched."""

    wanted: Wanted
    namespace: str
    fields: str
    resource_version: str


def read_inventory(
    api: ClusterApi,
    inventory: Inventory,
    scope: Scope,
    wanted: Sequence[Wanted] = WANTED,
    progress: Progress | None = None,
) -> None:
    """Fill `inventory` with what `wanted` names. Raises nothing: problems become `not_read`."""
    try:
        read_lists(api, inventory, scope, wanted, progress)
        _look_up_absent(api, inventory)
        inventory.not_read.extend(absent_namespaces(api, inventory, scope))
    except ClusterProblem as problem:
        inventory.not_read.append(NotRead("", str(problem)))


def read_lists(
    api: ClusterApi,
    inventory: Inventory,
    scope: Scope,
    wanted: Sequence[Wanted] = WANTED,
    progress: Progress | None = None,
    pace: Pace | None = None,
) -> list[ReadList]:
    """Fill `inventory` from the lists that `wanted` names, and return those read to their end.

    Raises ClusterProblem where nothing can be read; what only one list meets becomes `not_read`.
    """
    reader = _Reader(api, inventory, scope, progress or (lambda resource, count: None), pace)
    for each in wanted:
        reader.read(each)
    return reader.lists


def type_of_secret(api: ClusterApi, namespace: str, name: str) -> str:
    """Return the type of a Secret, "" where the server does not tell it. Raises ClusterProblem."""
    path = object_path("secrets", namespace, name)
    return _type_in(api.get(f"{path}?includeObject=None", TABLE))


def _look_up_absent(api: ClusterApi, inventory: Inventory) -> None:
    """Ask for the type of each Secret that is referred to and is no pull secret."""
    absent = sorted(absent_secrets(inventory))
    inventory.unconfirmed.update(absent[MOST_LOOKED_UP:])
    for namespace, name in absent[:MOST_LOOKED_UP]:
        try:
            kind = type_of_secret(api, namespace, name)
        except ClusterProblem as problem:
            if problem.kind != "missing":
                inventory.unconfirmed.add((namespace, name))
            continue
        if kind:
            inventory.other_types[namespace, name] = kind
        else:
            inventory.unconfirmed.add((namespace, name))


def absent_namespaces(api: ClusterApi, inventory: Inventory, scope: Scope) -> Iterator[NotRead]:
    """Yield a note for each namespace that was named and that the cluster has not got."""
    found = {key[0] for key in (*inventory.secrets, *inventory.accounts)}
    found |= {key[1] for key in inventory.uses}
    for namespace in scope.namespaces:
        if namespace in found:
            continue
        try:
            api.get(object_path("namespaces", "", namespace))
        except ClusterProblem as problem:
            if problem.kind == "missing":
                yield NotRead("", "there is no such namespace.", (namespace,))


class _Reader:
    def __init__(
        self,
        api: ClusterApi,
        inventory: Inventory,
        scope: Scope,
        progress: Progress,
        pace: Pace | None,
    ) -> None:
        self.lists: list[ReadList] = []
        self._api = api
        self._inventory = inventory
        self._scope = scope
        self._progress = progress
        self._pace = pace
        self._all_namespaces: tuple[str, ...] | None = None
        self._is_guess = False

    def read(self, wanted: Wanted) -> None:
        """Read one resource. Raises ClusterProblem where no other can be read either."""
        if self._scope.namespaces:
            self._read_in(wanted, self._scope.namespaces)
            return
        try:
            self._pages(wanted, "")
        except ClusterProblem as problem:
            if problem.kind != "forbidden":
                self._note(wanted, problem)
                return
            self._read_in(wanted, self._namespaces(), str(problem))

    def _read_in(self, wanted: Wanted, namespaces: tuple[str, ...], why: str = "") -> None:
        """Read namespace by namespace; those without the right are named together."""
        forbidden: list[str] = []
        for namespace in namespaces:
            try:
                self._pages(wanted, namespace)
            except ClusterProblem as problem:
                if problem.kind == "forbidden":
                    forbidden.append(namespace)
                else:
                    self._note(wanted, problem, namespace)
        if forbidden:
            sentence = f"no right to list {wanted.resource}."
            note = NotRead(wanted.resource, sentence, tuple(forbidden), is_right=True)
            self._inventory.not_read.append(note)
        if why and self._all_namespaces is not None and self._is_guess:
            sentence = f"{why} Only {', '.join(namespaces)} could be tried."
            self._inventory.not_read.append(NotRead(wanted.resource, sentence, is_right=True))

    def _pages(self, wanted: Wanted, namespace: str) -> None:
        """Read the lists of a resource. What was read before a problem stays."""
        inventory = self._inventory
        inventory.add(wanted.kind, ())
        for fields in wanted.fields:
            count, version = 0, ""
            pages = self._api.list(list_path(wanted.resource, namespace), fields)
            try:
                for page in read_ahead(pages):
                    if page.starts_over:
                        inventory.forget(wanted.kind, namespace, fields.removeprefix("type="))
                        count = 0
                    inventory.add(wanted.kind, self._paced(page.items))
                    count += len(page.items)
                    version = page.resource_version
                    self._progress(wanted.resource, count)
            except ClusterProblem as problem:
                if count:
                    sentence = f"reading stopped after {count:,}: {problem}"
                    where = (namespace,) if namespace else ()
                    inventory.not_read.append(NotRead(wanted.resource, sentence, where))
                    return
                raise
            self.lists.append(ReadList(wanted, namespace, fields, version))

    def _paced(self, items: list[Json]) -> Iterable[Json]:
        return items if self._pace is None else _one_by_one(items, self._pace)

    def _note(self, wanted: Wanted, problem: ClusterProblem, namespace: str = "") -> None:
        """Note that a resource could not be read. Raises `problem` where nothing else can be."""
        nothing_yet = not (self._inventory.secrets or self._inventory.uses)
        is_dead = problem.kind in ("unreachable", "timeout") and nothing_yet
        if problem.kind in _OF_CONTEXT or is_dead:
            raise problem
        where = (namespace,) if namespace else ()
        self._inventory.not_read.append(NotRead(wanted.resource, str(problem), where))

    def _namespaces(self) -> tuple[str, ...]:
        """Return all namespaces, or those that are known where they may not be listed."""
        if self._all_namespaces is None:
            try:
                names = [
                    text_at(item, "metadata", "name")
                    for page in self._api.list(list_path("namespaces"))
                    for item in page.items
                ]
            except ClusterProblem:
                self._is_guess = True
                names = list(dict.fromkeys(self._scope.known))
            self._all_namespaces = tuple(names)
        return self._all_namespaces


def _one_by_one(items: list[Json], pace: Pace) -> Iterator[Json]:
    for item in items:
        pace()
        yield item


def _type_in(table: Object) -> str:
    """Return the type in a Secret's Table of one row, "" where there is none."""
    columns = [text_at(each, "name") for each in mappings_at(table, "columnDefinitions")]
    for row in mappings_at(table, "rows"):
        cells = row.get("cells")
        if isinstance(cells, list) and "Type" in columns[: len(cells)]:
            cell = cells[columns.index("Type")]
            return cell if isinstance(cell, str) else ""
    return ""
