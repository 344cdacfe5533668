"""Takes a run back: each object that is still as the run made it becomes what it was."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ghcr_tui.core.change.journal import Digest
from ghcr_tui.core.change.plan import parts_of, patch_between, uid_of, version_of
from ghcr_tui.core.change.rollback import WayBack, is_as_it_was, is_as_made
from ghcr_tui.system.change.act import IsOver, side_by_side
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.paths import object_path

_TRIES = 3


def take_back(
    apis: Mapping[str, ClusterApi],
    ways: Sequence[WayBack],
    numbers: Sequence[int],
    digest: Digest,
    is_over: IsOver,
    begun: Callable[[int], object] = lambda number: None,
) -> Iterator[tuple[int, str]]:
    """Take the `ways` of these `numbers`; yield each number and why it was not taken, or "".

    An object that was changed after the run is left as it is, and one that the run created is
    deleted. Once `is_over` says so nothing more is begun.
    """
    yield from side_by_side(
        numbers, lambda number: _back(apis[ways[number].place.context], ways[number], digest),
        is_over, begun,
    )  # fmt: skip


def _back(api: ClusterApi, way: WayBack, digest: Digest) -> str:
    path = object_path(way.place.resource, way.place.namespace, way.place.name)
    for tries_left in reversed(range(_TRIES)):
        try:
            return _once(api, path, way, digest)
        except ClusterProblem as problem:
            if not tries_left or problem.kind not in ("conflict", "refused", "timeout"):
                return str(problem)
    raise AssertionError("the last try returns")


def _once(api: ClusterApi, path: str, way: WayBack, digest: Digest) -> str:
    """Do it once; what has been done by an earlier try is seen. Raises ClusterProblem."""
    try:
        item = api.get(path)
    except ClusterProblem as problem:
        if problem.kind != "missing":
            raise
        return "It is no longer there: somebody deleted it." if way.uid else ""
    uid, version = uid_of(item), version_of(item)
    if way.uid and uid != way.uid:
        return "It is another object of the same name by now, and is left as it is."
    if way.uid and is_as_it_was(way, item):
        return ""
    if not is_as_made(way, item, digest):
        return "It was changed after the run, and is left as it is."
    if not way.uid:
        api.delete(path, uid, version)
        return ""
    now = parts_of(item, way.before)
    api.patch(path, patch_between(uid, version, now, way.before))
    return ""
