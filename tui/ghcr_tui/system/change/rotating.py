"""Plans a rotation of what was read, and makes a run of it."""

from base64 import b64decode
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from ghcr_tui.core.change.old_token import ByValue, OldToken
from ghcr_tui.core.change.payload_edit import CannotEdit, editable_payload
from ghcr_tui.core.change.plan import Edit, LeftAlone, Plan, Unseen
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.keyring.lookup import KeyringEntry
from ghcr_tui.core.secret.entry_reader import read_entry
from ghcr_tui.core.secret.objects import Object, text_at
from ghcr_tui.core.secret.secret import DOCKERCFG_KEY, PAYLOAD_KEYS
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.proving import verified_pulls
from ghcr_tui.system.change.read import KeepingInventory, not_read
from ghcr_tui.system.change.run import Run
from ghcr_tui.system.cluster.api import ClusterApi
from ghcr_tui.system.cluster.scope import Scope


class Reached(NamedTuple):
    """The clusters that are meant: how they are asked, what of them, and what was not reached."""

    apis: Mapping[str, ClusterApi]
    scopes: Mapping[str, Scope]
    servers: tuple[tuple[str, str], ...]
    unseen: tuple[Unseen, ...] = ()


def rotation_run(
    reached: Reached,
    inventories: Sequence[KeepingInventory],
    old: ByValue,
    new: NewToken,
    names: TokenNames,
    *,
    verifies: bool = True,
    only: Collection[tuple[str, str]] | None = None,
) -> Run:
    """Return the run that puts `new` in the place of `old` in what `inventories` keep.

    With `only`, nothing but the Secrets of these namespaces and names is changed.
    """
    edits: list[Edit] = []
    left: list[LeftAlone] = []
    for inventory in inventories:
        for item in inventory.kept:
            planned = rotation(item, inventory.name, old, new)
            if planned is None:
                continue
            if only is not None and (planned.place.namespace, planned.place.name) not in only:
                continue
            if isinstance(planned, Edit):
                edits.append(planned)
            else:
                left.append(planned)
    unseen = (*reached.unseen, *not_read(inventories))
    plan = Plan("rotate", tuple(edits), tuple(left), unseen, reached.servers)
    return Run(
        plan,
        reached.apis,
        reached.scopes,
        Actor(reached.apis, partial(planned_anew, old, new)),
        names,
        tuple(sorted(map(names, old.tokens))),
        names(new.token),
        new.username,
        (lambda: verified_pulls(inventories, edits, partial(_new_entries, new)))
        if verifies
        else lambda: (),
    )


def planned_anew(old: OldToken, new: NewToken, edit: Edit, item: Object) -> Edit | LeftAlone | None:
    """Return what is left to be done with an object as it is now."""
    planned = rotation(item, edit.place.context, old, new)
    is_about_entries = any(path.startswith("/data/") for path in edit.after)
    if planned is None and is_about_entries and not _holds(item, new):
        sentence = "Somebody else has put another token there meanwhile."
        return LeftAlone(edit.place, "changed meanwhile", sentence)
    return planned


def _holds(item: Object, new: NewToken) -> bool:
    key = PAYLOAD_KEYS.get(text_at(item, "type"), "")
    try:
        data = b64decode(text_at(item, "data", key))
        entries = editable_payload(data, legacy=key == DOCKERCFG_KEY).entries
    except (CannotEdit, ValueError):
        return False
    return any(read_entry(name, raw).token == new.token for name, raw in entries.items())


def _new_entries(new: NewToken, edit: Edit) -> Sequence[KeyringEntry]:
    """Return the entries of `edit` that have the new token."""
    found = []
    for path, value in edit.after.items():
        if path.startswith("/data/") and isinstance(value, str):
            payload = editable_payload(b64decode(value), legacy=path.endswith(".dockercfg"))
            entries = (read_entry(name, raw) for name, raw in payload.entries.items())
            found += [
                KeyringEntry(entry.registry, entry.username, entry.token)
                for entry in entries
                if entry.token == new.token
            ]
    return found
