"""Finds what a delivery is about: namespaces by name or label, and one object in each of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ghcr_tui.core.change.plan import Place
from ghcr_tui.core.secret.objects import text_at
from ghcr_tui.system.change.act import side_by_side
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem, Object
from ghcr_tui.system.cluster.paths import list_path, object_path


class Namespaces(NamedTuple):
    """Namespaces of a context; `ending` are those that are being deleted."""

    names: tuple[str, ...]
    ending: tuple[str, ...] = ()


def namespaces_of(api: ClusterApi, labels: str = "") -> Namespaces:
    """Return the namespaces that have these labels, or all. Raises ClusterProblem."""
    found: list[Object] = []
    for page in api.list(list_path("namespaces"), labels=labels):
        found = [] if page.starts_over else found
        found.extend(item for item in page.items if isinstance(item, dict))
    ending = [each for each in found if text_at(each, "status", "phase") == "Terminating"]
    return Namespaces(
        tuple(text_at(each, "metadata", "name") for each in found if each not in ending),
        tuple(text_at(each, "metadata", "name") for each in ending),
    )


def objects_at(
    apis: Mapping[str, ClusterApi], places: Iterable[Place]
) -> Mapping[Place, Object | ClusterProblem | None]:
    """Return what is at each of `places`: an object, None for none, or why it was not read."""
    wanted: Sequence[Place] = list(places)

    def read(number: int) -> Object | ClusterProblem | None:
        place = wanted[number]
        try:
            path = object_path(place.resource, place.namespace, place.name)
            return apis[place.context].get(path)
        except ClusterProblem as problem:
            return None if problem.kind == "missing" else problem

    found = side_by_side(range(len(wanted)), read, lambda: False)
    return {wanted[number]: each for number, each in found}
