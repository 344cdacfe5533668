"""The handover to any controller, and the edits of a plan that it consists of."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ghcr_tui.core.change.plan import Edit, LeftAlone, Place
from ghcr_tui.core.formats.format import FormatOptions, Store
from ghcr_tui.core.handover.copying import to_reflector, to_replicator
from ghcr_tui.core.handover.fleet import Fleet
from ghcr_tui.core.handover.from_store import to_external_secrets
from ghcr_tui.core.handover.kyverno import to_kyverno
from ghcr_tui.core.handover.sealing import to_sealed_secrets
from ghcr_tui.core.handover.steps import Handover, Made, Mark
from ghcr_tui.core.secret.controllers import Scope
from ghcr_tui.core.secret.objects import Object


class Means(NamedTuple):
    """What a controller needs besides the fleet; each takes its own.

    `seal` encrypts a value, bound to a label, and `scope` is where that opens; `namespaces` has
    the UID of each namespace.
    """

    store: Store | None = None
    project: str = ""
    seal: Callable[[bytes, bytes], str] | None = None
    scope: Scope = "strict"
    namespaces: Mapping[str, str] = {}


def handover_of(fleet: Fleet, means: Means) -> Handover:
    """Return how `fleet` is handed over. Raises FormatProblem for what cannot be written."""
    if fleet.controller == "reflector":
        return to_reflector(fleet)
    if fleet.controller == "replicator":
        return to_replicator(fleet)
    if fleet.controller == "kyverno":
        return to_kyverno(fleet, means.namespaces)
    if fleet.controller == "external-secrets":
        return to_external_secrets(fleet, means.store, means.project)
    return to_sealed_secrets(fleet, FormatOptions(seal=means.seal, scope=means.scope))


def parts_at(handovers: list[Handover]) -> dict[Place, Mark | Made]:
    """Return what the steps do, in their order, by the place where they do it."""
    return {part.place: part for each in handovers for step in each.steps for part in step.parts}


def planned(part: Mark | Made, there: Object | None) -> Edit | LeftAlone | None:
    """Return what is to be done where `there` is now, None being nothing; None: nothing."""
    if there is not None:
        return part.again(there)
    if isinstance(part, Made):
        return part.edit()
    return LeftAlone(part.place, "missing", "It is no longer there.")
