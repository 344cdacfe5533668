"""The fleet: a Secret that is the source, its copies in a cluster, and what is no copy of it.

A copy is told by what it holds, whatever it is called: a Secret with a token of the source.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

from ghcr_tui.core.change.payload_edit import CannotEdit, editable_payload
from ghcr_tui.core.change.plan import LeftAlone, Place
from ghcr_tui.core.change.source import kept_elsewhere
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.owner import owner_of
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.redaction import hidden_registry
from ghcr_tui.core.golang.base64_strict import decode_optionally_padded
from ghcr_tui.core.secret.entry_reader import read_entry
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.secret.secret import DOCKERCFG, PAYLOAD_KEYS
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.plural import counted
from ghcr_tui.core.text.problem import Problem

Controller = Literal["external-secrets", "reflector", "replicator", "kyverno", "sealed-secrets"]
CONTROLLERS: tuple[Controller, ...] = get_args(Controller)
OWNERS: dict[Controller, str] = {
    "external-secrets": "External Secrets",
    "reflector": "Reflector",
    "replicator": "replicator",
    "kyverno": "Kyverno",
    "sealed-secrets": "Sealed Secrets",
}
"""What `core.cluster.owner` calls each of them."""
_COPIES_PAYLOAD: tuple[Controller, ...] = ("reflector", "replicator", "kyverno")
"""Those that write the source's payload over a copy's."""


class NoFleet(Problem):
    """The source is no Secret that could be handed over; the message is a sentence."""


class Member(NamedTuple):
    """A Secret of the fleet as it was read, and who pulls with it: accounts, and pods in number."""

    place: Place
    item: Object
    credentials: tuple[Credential, ...]
    accounts: tuple[str, ...] = ()
    pods: int = 0

    @property
    def users(self) -> str:
        """Who pulls with it, in words."""
        named = [f"account {name}" for name in self.accounts]
        if self.pods:
            named.append(counted(self.pods, "pod"))
        return ", ".join(named) or "nobody"

    @property
    def coded(self) -> str:
        """The payload in base64, as the API has it."""
        key = PAYLOAD_KEYS.get(text_at(self.item, "type"), "")
        return text_at(mapping_at(self.item, "data"), key)

    def __repr__(self) -> str:
        """Leave the object out: it holds tokens."""
        return f"Member({self.place.title!r})"


class Fleet(NamedTuple):
    """The source, its copies in the order in which they were read, and what is left alone.

    `already` counts the copies that the controller keeps by now.
    """

    controller: Controller
    source: Member
    copies: tuple[Member, ...]
    left: tuple[LeftAlone, ...] = ()
    already: int = 0

    @property
    def members(self) -> tuple[Member, ...]:
        """The source and all copies."""
        return (self.source, *self.copies)


def tokens_of(item: Object) -> frozenset[str]:
    """Return the tokens that a pull secret holds; none of what is no pull secret."""
    return frozenset(each.token for each in _credentials(item) or () if each.token)


def fleet_of(
    controller: Controller, source: Object, items: Iterable[Object], inventory: Inventory
) -> Fleet:
    """Return the fleet of `source` among the Secrets `items` of a cluster. Raises NoFleet."""
    context = inventory.name
    first = _member(source, inventory)
    _check_source(controller, first)
    copies: list[Member] = []
    left: list[LeftAlone] = []
    already = 0
    for item in items:
        if _place(item, context) == first.place or not tokens_of(item) & tokens_of(source):
            continue
        if owner_of(mapping_at(item, "metadata")).tool == OWNERS[controller]:
            already += 1
            continue
        member = _member(item, inventory)
        obstacle = _obstacle(controller, member, first)
        if obstacle is None:
            copies.append(member)
        else:
            left.append(obstacle)
    if controller in _COPIES_PAYLOAD and not (copies or left or already):
        raise NoFleet(f"Nothing that was read is a copy of {excerpt(first.place.title, 320)}.")
    return Fleet(controller, first, tuple(copies), tuple(left), already)


def still_a_copy(member: Member, item: Object) -> bool:
    """Return whether the object, as it is read now, holds what it held when it was planned."""
    return member._replace(item=item).coded == member.coded


def _check_source(controller: Controller, source: Member) -> None:
    """Raise NoFleet where the source cannot be one, or cannot be handed over itself."""
    named = excerpt(source.place.title, 320)
    if not tokens_of(source.item):
        raise NoFleet(f"{named} holds no token: there is nothing to hand over.")
    owner = owner_of(mapping_at(source.item, "metadata"))
    if owner.tool in (OWNERS[each] for each in _COPIES_PAYLOAD):
        raise NoFleet(
            f"{named} is a copy itself, which {owner.tool} keeps: name its source instead."
        )
    if controller in _COPIES_PAYLOAD:
        return
    if owner.tool == OWNERS[controller]:
        raise NoFleet(f"{owner.tool} keeps {named} already: name a copy that it does not keep.")
    if obstacle := _obstacle(controller, source, source):
        raise NoFleet(f"{named} cannot be handed over. {obstacle.sentence} {obstacle.remedy}")


def _obstacle(controller: Controller, member: Member, source: Member) -> LeftAlone | None:
    """Return why a copy cannot be handed over as it is; None where it can."""
    place, metadata = member.place, mapping_at(member.item, "metadata")
    if left := kept_elsewhere(place, owner_of(metadata), metadata):
        return left._replace(
            sentence=left.sentence.replace("put the old value back", "undo the handover"),
            remedy="Take it from there first; two controllers on one Secret overwrite each other.",
        )
    if member.item.get("immutable") is True:
        return LeftAlone(
            place, "immutable", "It is immutable: no controller can keep it.",
            "Delete it, deliver it anew as one that may change, and hand it over then.",
        )  # fmt: skip
    kind = text_at(member.item, "type")
    if controller in _COPIES_PAYLOAD:
        return _differing(member, source)
    if controller == "external-secrets" and kind == DOCKERCFG:
        return LeftAlone(
            place, "other type", f"No template is written for the type {DOCKERCFG}.",
            "Deliver it anew with the newer type, and name that one instead.",
        )  # fmt: skip
    return None


def _differing(member: Member, source: Member) -> LeftAlone | None:
    """Return what a copy would lose by getting the source's payload."""
    kind, wanted = text_at(member.item, "type"), text_at(source.item, "type")
    if kind != wanted:
        return LeftAlone(
            member.place, "other type", f"It is of the type {kind}, the source of {wanted}.",
            "Delete it, deliver it anew with the source's type, and hand it over then.",
        )  # fmt: skip
    there = {each.registry: each for each in source.credentials}
    lost = [each.registry for each in member.credentials if each.registry not in there]
    if lost:
        return LeftAlone(
            member.place, "other registries",
            f"It holds {_named(lost)} besides, which the source's copy would not.",
            "Add that to the source, or keep it in a Secret of its own.",
        )  # fmt: skip
    other = [
        each.registry
        for each in member.credentials
        if (each.username, each.token)
        != (there[each.registry].username, there[each.registry].token)
    ]
    if other:
        return LeftAlone(
            member.place, "other registries",
            f"It has another login for {_named(other)} than the source.",
            "Decide which of the two is right first: `ghcr-tui apply` delivers it.",
        )  # fmt: skip
    return None


def _named(registries: list[str]) -> str:
    shown = ", ".join(hidden_registry(each) for each in registries[:3])
    return f"{shown} and {len(registries) - 3} more" if len(registries) > 3 else shown


def _member(item: Object, inventory: Inventory) -> Member:
    place = _place(item, inventory.name)
    accounts = [
        each.name
        for each in inventory.accounts.values()
        if each.namespace == place.namespace and place.name in each.secrets
    ]
    pods = sum(
        use.kind == "Pod"
        and not use.is_over
        and use.namespace == place.namespace
        and place.name in use.secrets
        for use in inventory.uses.values()
    )
    return Member(place, item, tuple(_credentials(item) or ()), tuple(accounts), pods)


def _place(item: Object, context: str) -> Place:
    return Place(context, *(text_at(item, "metadata", each) for each in ("namespace", "name")))


def _credentials(item: Object) -> list[Credential] | None:
    """Return the logins of a pull secret; None where its payload cannot be read."""
    kind = text_at(item, "type")
    coded = mapping_at(item, "data").get(PAYLOAD_KEYS.get(kind, ""))
    if not isinstance(coded, str):
        return None
    try:
        payload = editable_payload(decode_optionally_padded(coded), legacy=kind == DOCKERCFG)
    except (CannotEdit, ValueError):
        return None
    read = [read_entry(registry, raw) for registry, raw in payload.entries.items()]
    return [each.credential for each in read if each.usable]
