"""RFC 6902 (JSON Patch) and RFC 7396 (merge patch), as much of them as an API server needs."""

import copy

from ghcr_tui.core.golang.json_text import Json


class RefusedPatch(ValueError):
    """An operation that cannot be done, or a test that failed."""


def merged(target: Json, patch: Json) -> Json:
    """Return `target` with the merge patch applied."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def patched(target: Json, operations: Json) -> Json:
    """Return `target` with the operations applied. Raises RefusedPatch."""
    result = copy.deepcopy(target)
    if not isinstance(operations, list):
        raise RefusedPatch("a list of operations is expected")
    for operation in operations:
        if not isinstance(operation, dict):
            raise RefusedPatch("an operation is an object")
        _apply(result, operation)
    return result


def _apply(document: Json, operation: dict[str, Json]) -> None:
    path = str(operation.get("path", ""))
    names = [each.replace("~1", "/").replace("~0", "~") for each in path.split("/")[1:]]
    if not names:
        raise RefusedPatch("the whole document is not replaced here")
    parent = document
    for name in names[:-1]:
        parent = _child(parent, name)
    what, value = operation.get("op"), copy.deepcopy(operation.get("value"))
    last = names[-1]
    if what == "test":
        if _child(parent, last, missing=True) != value:
            raise RefusedPatch("the test failed")
    elif isinstance(parent, list):
        _change_list(parent, str(what), last, value)
    elif isinstance(parent, dict):
        if what in ("replace", "remove") and last not in parent:
            raise RefusedPatch("there is nothing at the path")
        if what == "remove":
            del parent[last]
        else:
            parent[last] = value
    else:
        raise RefusedPatch("there is nothing at the path")


def _change_list(parent: list[Json], what: str, last: str, value: Json) -> None:
    if what == "add":
        parent.insert(len(parent) if last == "-" else int(last), value)
    elif what == "replace":
        parent[int(last)] = value
    else:
        del parent[int(last)]


def _child(parent: Json, name: str, missing: bool = False) -> Json:
    if isinstance(parent, dict) and (missing or name in parent):
        return parent.get(name)
    if isinstance(parent, list) and name.isdecimal() and int(name) < len(parent):
        return parent[int(name)]
    raise RefusedPatch("there is nothing at the path")
