"""Plans deliveries: what is in each namespace, what it becomes, and who pulls with it then."""

from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ghcr_tui.core.change.attaching import ACCOUNTS, IMAGE_PULL_SECRETS, attaching
from ghcr_tui.core.change.delivery import Delivery, delivered
from ghcr_tui.core.change.payload_edit import CannotEdit, editable_payload
from ghcr_tui.core.change.plan import Edit, LeftAlone, Place
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.pod_use import PodUse
from ghcr_tui.core.keyring.lookup import KeyringEntry
from ghcr_tui.core.secret.entry_reader import read_entry
from ghcr_tui.core.secret.objects import Object
from ghcr_tui.core.secret.secret import DOCKERCFG_KEY
from ghcr_tui.system.change.find import objects_at
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem

Namespaces = Mapping[str, Sequence[str]]
"""Namespaces by context."""
_Planned = Edit | LeftAlone | None


class Attaching(NamedTuple):
    """A Secret that an account is to bring."""

    secret: str
    account: str


class Wishes:
    """Secrets to deliver, each under its own name, and what is to be attached to accounts."""

    def __init__(self, deliveries: Iterable[Delivery], attaching: Iterable[Attaching] = ()) -> None:
        self._deliveries = {each.secret.name: each for each in deliveries}
        self._attaching = tuple(attaching)

    def places(self, namespaces: Namespaces) -> Iterator[Place]:
        """Yield where they go: all Secrets first, so that no account brings what is not there."""
        pairs = [(context, each) for context, names in namespaces.items() for each in names]
        for context, namespace in pairs:
            yield from (Place(context, namespace, name) for name in self._deliveries)
        accounts = dict.fromkeys(each.account for each in self._attaching)
        for context, namespace in pairs:
            yield from (Place(context, namespace, name, ACCOUNTS) for name in accounts)

    def planned(
        self, place: Place, current: Object | None, pods: Iterable[PodUse] | None = ()
    ) -> _Planned:
        """Return what is to be done at a place where `current` is, None being nothing."""
        if place.resource == ACCOUNTS:
            return self._attached(place, current, pods)
        wanted = self._deliveries[place.name]
        return delivered(wanted, current, place.context, place.namespace)

    def planned_anew(self, edit: Edit, item: Object) -> _Planned:
        """Return what is left to be done with an object as it is now."""
        return self.planned(edit.place, item)

    def _attached(
        self, place: Place, current: Object | None, pods: Iterable[PodUse] | None
    ) -> _Planned:
        if current is None:
            sentence = "There is no such service account."
            return LeftAlone(place, "missing", sentence, "Create it first, and attach then.")
        secrets = [each.secret for each in self._attaching if each.account == place.name]
        known = None if pods is None else list(pods)
        edit, so_far = None, current
        for secret in secrets:
            one = attaching(so_far, place.context, secret, known)
            if one is not None:
                edit = one if edit is None else one._replace(before=edit.before)
                so_far = {**current, "imagePullSecrets": one.after[IMAGE_PULL_SECRETS]}
        return edit

    def entries(self, edit: Edit) -> list[KeyringEntry]:
        """Return the credentials that an edit delivers."""
        wanted = self._deliveries.get(edit.place.name)
        if wanted is None or edit.place.resource == ACCOUNTS:
            return []
        own = _entries(wanted.key, wanted.payload.encode())
        value = edit.after.get(f"/data/{wanted.key}")
        there = _entries(wanted.key, b64decode(value)) if isinstance(value, str) else own
        registries = {each.registry for each in own}
        return [each for each in there if each.registry in registries]

    def images(self, inventory: Inventory, edit: Edit) -> Iterator[str]:
        """Yield the images that are pulled with a Secret once it is attached."""
        accounts = {each.account for each in self._attaching if each.secret == edit.place.name}
        for use in inventory.uses.values():
            if (
                use.namespace == edit.place.namespace
                and use.account in accounts
                and not use.is_over
                and not (use.secrets and use.kind != "Pod")
            ):
                yield from (used.image for used in use.images)


class Found(NamedTuple):
    """What a plan is made of."""

    edits: tuple[Edit, ...]
    left: tuple[LeftAlone, ...]
    already: int


def plan_wishes(
    wishes: Wishes,
    apis: Mapping[str, ClusterApi],
    namespaces: Namespaces,
    inventories: Sequence[Inventory],
    admit: Callable[[Place, Object | None], LeftAlone | None] = lambda place, item: None,
) -> Found:
    """Return what is to be done where; an object that may not be read is left alone."""
    places = list(wishes.places(namespaces))
    by_context = {each.name: each for each in inventories}
    edits: list[Edit] = []
    left: list[LeftAlone] = []
    already = 0
    there = objects_at(apis, places)
    for place in places:
        found = there[place]
        if isinstance(found, ClusterProblem):
            planned: _Planned = LeftAlone(place, "not allowed", str(found))
        else:
            pods = pods_of(by_context.get(place.context), place)
            planned = admit(place, found) or wishes.planned(place, found, pods)
        if isinstance(planned, Edit):
            edits.append(planned)
        elif planned is None:
            already += 1
        else:
            left.append(planned)
    return Found(tuple(edits), tuple(left), already)


def pods_of(inventory: Inventory | None, place: Place) -> list[PodUse] | None:
    """Return the pods of an account; None where they may not be listed."""
    if place.resource != ACCOUNTS:
        return []
    if inventory is None or "pods" not in inventory.read:
        return None
    for each in inventory.not_read:
        if each.what == "pods" and (not each.namespaces or place.namespace in each.namespaces):
            return None
    return [
        use
        for use in inventory.uses.values()
        if (use.kind, use.namespace, use.account) == ("Pod", place.namespace, place.name)
    ]


def _entries(key: str, data: bytes) -> list[KeyringEntry]:
    try:
        payload = editable_payload(data, legacy=key == DOCKERCFG_KEY)
    except CannotEdit:
        return []
    read = (read_entry(name, raw) for name, raw in payload.entries.items())
    return [KeyringEntry(each.registry, each.username, each.token) for each in read if each.usable]
