"""Lists as the API server writes them: the list says what its items are, and they do not.

Source: Kubernetes, API conventions ("Lists and Simple kinds"). `kubectl get -o json` adds `kind`
and `apiVersion` to each item, `kubectl get --raw` does not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.core.golang.json_stream import Piece
from ghcr_tui.core.golang.json_text import Json

_HEAD = 4096
_KIND = re.compile(r'"kind"\s*:\s*"([A-Za-z]{1,60})List"')
_VERSION = re.compile(r'"apiVersion"\s*:\s*"([A-Za-z0-9./-]{1,100})"')


class ItemKind(NamedTuple):
    """What the items of a list are."""

    kind: str
    api_version: str


def with_kinds(pieces: Iterator[Piece], text: str = "") -> Iterator[Piece]:
    """Yield `pieces`, of a list's items those without a kind with the one that the list says.

    Servers say it before the items, and `text` shows where it is so; else they are kept until the
    list's own kind has come.
    """
    known = _said_before(text)
    held: list[Piece] = []
    for is_item, value, end in pieces:
        if is_item and isinstance(value, dict) and "kind" not in value:
            if known is None:
                held.append((True, value, end))
                continue
            value = _named(value, known)
        elif not is_item and held:
            yield from _given_back(held, _said_by(value))
            held = []
        yield is_item, value, end
    yield from held


def named_items(document: dict[str, Json]) -> list[Json]:
    """Return the items of a list, those without a kind with the one that the list says of them."""
    items = document.get("items")
    if not isinstance(items, list):
        return []
    kind = _said_by(document)
    return [
        _named(item, kind) if kind and isinstance(item, dict) and "kind" not in item else item
        for item in items
    ]


def _given_back(held: list[Piece], kind: ItemKind | None) -> Iterator[Piece]:
    for _, value, end in held:
        yield True, _named(value, kind) if kind and isinstance(value, dict) else value, end


def _named(item: dict[str, Json], kind: ItemKind) -> dict[str, Json]:
    return {"apiVersion": kind.api_version, "kind": kind.kind, **item}


def _said_before(text: str) -> ItemKind | None:
    head = text[:_HEAD].partition('"items"')[0]
    match = _KIND.search(head)
    if match is None:
        return None
    version = _VERSION.search(head)
    return ItemKind(match[1], version[1] if version else "v1")


def _said_by(document: Json) -> ItemKind | None:
    kind = document.get("kind") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(kind, str):
        return None
    version = document.get("apiVersion")
    name = kind.removesuffix("List")
    is_list = kind.endswith("List") and name != ""
    return ItemKind(name, version if isinstance(version, str) else "v1") if is_list else None
