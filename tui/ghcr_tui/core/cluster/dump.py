"""What somebody saved of a cluster: `kubectl get … -o json` or `-o yaml`, and raw lists.

The items of a raw list (`kubectl get --raw`) carry no `kind`: the list's own says what they are.
"""

import re
from collections.abc import Iterable

from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.objects import Object
from ghcr_tui.core.golang.json_stream import JsonReader, Piece
from ghcr_tui.core.golang.json_text import Json, JsonError

_HEAD = 4096
_LIST_KIND = re.compile(r'"kind"\s*:\s*"([A-Za-z]{1,60})List"')


class DumpProblem(Exception):
    """A text that is no dump of objects; the message is a sentence."""


class Dump:
    """Fills an inventory from texts, and counts what was of no use."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self.count = 0
        self.others = 0

    def add(self, text: str) -> None:
        """Add every object in `text`. Raises DumpProblem; what stands before the break is kept."""
        inner = text.lstrip("\ufeff \t\r\n")
        if not inner:
            raise DumpProblem("there is nothing in it.")
        if inner[0] in "{[" and "\n---" not in inner:  # which stands between documents
            try:
                self._add_pieces(JsonReader().read_pieces(inner), _list_kind(inner))
            except JsonError as problem:
                raise DumpProblem(f"it cannot be read as JSON: {problem}.") from None
            return
        from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

        try:
            self._add_pieces(YamlReader().read_pieces(inner), "")
        except YamlError as problem:
            raise DumpProblem(f"it cannot be read as YAML: {problem}.") from None

    def _add_pieces(self, pieces: Iterable[Piece], kind_of_items: str) -> None:
        nameless: list[Json] = []
        for is_item, value, _ in pieces:
            if is_item and not _kind(value) and not kind_of_items:
                nameless.append(value)  # the list's kind stands behind them
            elif is_item:
                self._add_object(value, kind_of_items)
            elif (kind := _kind(value)).endswith("List") and isinstance(value, dict):
                items = value.get("items")
                for item in [*nameless, *(items if isinstance(items, list) else ())]:
                    self._add_object(item, kind.removesuffix("List"))
                nameless = []
            elif kind:
                self._add_object(value, "")
        self.others += len(nameless)

    def _add_object(self, value: Json, kind_of_list: str) -> None:
        kind = _kind(value) or kind_of_list
        if isinstance(value, dict) and kind and self.take(kind, value):
            self.count += 1
        else:
            self.others += 1

    def take(self, kind: str, item: Object) -> bool:
        """Take one object of `kind`; return whether it is of a kind that matters."""
        return self._inventory.add(kind, (item,))


class PodDump(Dump):
    """Keeps the pods and events of a dump as they are, besides filling the inventory."""

    def __init__(self, inventory: Inventory) -> None:
        super().__init__(inventory)
        self.pods: list[Object] = []
        self.events: list[Object] = []

    def take(self, kind: str, item: Object) -> bool:
        """Take one object of `kind`."""
        if kind == "Pod":
            self.pods.append(item)
        elif kind == "Event":
            self.events.append(item)
            return True
        return super().take(kind, item)


def _kind(value: Json) -> str:
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else ""


def _list_kind(text: str) -> str:
    """Return the kind of a list's items where the list says so before them, as servers do."""
    head = text[:_HEAD].partition('"items"')[0]
    match = _LIST_KIND.search(head)
    return match[1] if match else ""
