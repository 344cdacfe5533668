"""What the fake says of itself, and of objects as columns."""

from ghcr_tui.core.golang.json_text import Json
from kube_kit import statuses
from kube_kit.statuses import Object, Reply
from kube_kit.store import Kind, field


def table(items: list[Object], kind: Kind) -> Json:
    """Return a Table, as kubectl prints it."""
    names = ("Name", "Type", "Data", "Age") if kind.kind == "Secret" else ("Name", "Age")
    columns: list[Json] = [{"name": name, "type": "string"} for name in names]
    rows: list[Json] = []
    for item in items:
        cells: dict[str, Json] = {"Name": field(item, "metadata.name"), "Age": "5d", "Data": 1}
        cells["Type"] = field(item, "type")
        rows.append({"cells": [cells[name] for name in names], "object": None})
    return {
        "kind": "Table",
        "apiVersion": "meta.k8s.io/v1",
        "metadata": {},
        "columnDefinitions": columns,
        "rows": rows,
    }


def discovery(path: str) -> Reply:
    """Answer at a path that names no object."""
    if path == "/version":
        return statuses.found({"major": "1", "minor": "36", "gitVersion": "v1.36.2"})
    if path == "/api":
        return statuses.found({"kind": "APIVersions", "versions": ["v1"]})
    if path == "/apis":
        groups: list[Json] = []
        for name in ("apps", "batch"):
            version: Json = {"groupVersion": f"{name}/v1", "version": "v1"}
            groups.append({"name": name, "versions": [version], "preferredVersion": version})
        return statuses.found({"kind": "APIGroupList", "apiVersion": "v1", "groups": groups})
    return statuses.no_such_path()
