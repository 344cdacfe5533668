"""Server-side apply of Secrets, as much of it as tests need: managers, conflicts, force.

Source: Kubernetes, "Server-Side Apply"; the bodies are a real 1.36 server's.
"""

import copy
from collections.abc import Iterator

from ghcr_tui.core.golang.json_text import Json
from kube_kit.statuses import Object, Reply, failure

Leaf = tuple[str, ...]
_MAPPINGS: tuple[Leaf, ...] = (("data",), ("metadata", "labels"), ("metadata", "annotations"))
_ALONE = ("type", "immutable")


class ApplyConflict(Exception):
    """Fields that belong to others."""

    def __init__(self, conflicts: list[tuple[str, Leaf]]) -> None:
        super().__init__(str(conflicts))
        self.conflicts = conflicts

    def reply(self) -> Reply:
        """Return what the server says."""
        count = len(self.conflicts)
        noun = "conflict" if count == 1 else "conflicts"
        manager, leaf = self.conflicts[0]
        said = f'conflict with "{manager}" using v1: {_dotted(leaf)}'
        causes: list[Json] = [
            {
                "reason": "FieldManagerConflict",
                "message": f'conflict with "{manager}" using v1',
                "field": _dotted(leaf),
            }
            for manager, leaf in self.conflicts
        ]
        return failure(
            409, "Conflict", f"Apply failed with {count} {noun}: {said}", details={"causes": causes}
        )


def applied(there: Object | None, given: Object, manager: str, *, force: bool) -> Object:
    """Return what the object becomes. Raises ApplyConflict."""
    wanted = dict(_leaves(given))
    fields = _managed(there or {})
    now = dict(_leaves(there or {}))
    conflicts = [
        (other, leaf)
        for other, leaves in fields.items()
        if other != manager
        for leaf in sorted(leaves)
        if leaf in wanted and now.get(leaf) != wanted[leaf]
    ]
    if conflicts and not force:
        raise ApplyConflict(conflicts)
    for other, leaf in conflicts:
        fields[other].discard(leaf)
    new = copy.deepcopy(there) if there else {"metadata": {}}
    elsewhere = {leaf for other, leaves in fields.items() if other != manager for leaf in leaves}
    for leaf in fields.get(manager, set()) - set(wanted) - elsewhere:
        _set(new, leaf, None)
    for leaf, value in wanted.items():
        _set(new, leaf, value)
    metadata = new["metadata"]
    meta = given["metadata"]
    assert isinstance(metadata, dict)
    assert isinstance(meta, dict)
    metadata.update({name: meta[name] for name in ("name", "namespace") if name in meta})
    fields[manager] = set(wanted)
    metadata["managedFields"] = [
        managed_by(name, *leaves, how="Apply" if name == manager else "Update")
        for name, leaves in fields.items()
        if leaves
    ]
    return new


def managed_by(manager: str, *leaves: Leaf, how: str = "Update") -> Object:
    """Return an entry of `managedFields`: what `manager` has written."""
    fields: Object = {}
    for leaf in leaves:
        inner = fields
        for name in leaf:
            child = inner.setdefault(f"f:{name}", {})
            assert isinstance(child, dict)
            inner = child
    return {
        "manager": manager,
        "operation": how,
        "apiVersion": "v1",
        "time": "2026-11-20T08:00:00Z",
        "fieldsType": "FieldsV1",
        "fieldsV1": fields,
    }


def _leaves(item: Object) -> Iterator[tuple[Leaf, Json]]:
    for path in _MAPPINGS:
        inner: Json = item
        for name in path:
            inner = inner.get(name) if isinstance(inner, dict) else None
        if isinstance(inner, dict):
            yield from (((*path, name), value) for name, value in inner.items())
    for name in _ALONE:
        if name in item:
            yield (name,), item[name]


def _managed(item: Object) -> dict[str, set[Leaf]]:
    metadata = item.get("metadata")
    entries = metadata.get("managedFields") if isinstance(metadata, dict) else None
    found: dict[str, set[Leaf]] = {}
    for entry in entries if isinstance(entries, list) else ():
        assert isinstance(entry, dict)
        found.setdefault(str(entry["manager"]), set()).update(_paths(entry["fieldsV1"], ()))
    return found


def _paths(fields: Json, above: Leaf) -> Iterator[Leaf]:
    assert isinstance(fields, dict)
    for name, child in fields.items():
        path = (*above, name.removeprefix("f:"))
        if child:
            yield from _paths(child, path)
        elif name != ".":
            yield path


def _set(item: Object, leaf: Leaf, value: Json) -> None:
    inner = item
    for name in leaf[:-1]:
        child = inner.setdefault(name, {})
        assert isinstance(child, dict)
        inner = child
    if value is None:
        inner.pop(leaf[-1], None)
    else:
        inner[leaf[-1]] = value


def _dotted(leaf: Leaf) -> str:
    return "".join(f".{name}" for name in leaf)
