"""What somebody saved of a cluster: `kubectl get … -o json` or `-o yaml`, and raw lists.

The items of a raw list (`kubectl get --raw`) carry no `kind`: the list's own says what they are.
"""

from collections.abc import Iterable

from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.golang.json_stream import JsonReader, Piece
from ghcr_tui.core.golang.json_text import Json, JsonError
from ghcr_tui.core.inspection.raw_list import with_kinds
from ghcr_tui.core.secret.objects import Object
from ghcr_tui.core.text.problem import Problem


class DumpProblem(Problem):
    """A text that is no dump of objects; the message is a sentence."""


class Dump:
    """Fills an inventory from texts, and counts what was of no use."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self.count = 0
        self.others = 0

    def add(self, text: str) -> None:
        """Add every object in `text`. Raises DumpProblem; what is before the break is kept."""
        inner = text.lstrip("\ufeff \t\r\n")
        if not inner:
            raise DumpProblem("there is nothing in it.")
        if inner[0] in "{[" and "\n---" not in inner:  # which is between documents
            try:
                self._add_pieces(with_kinds(JsonReader().read_pieces(inner), inner))
            except JsonError as problem:
                raise DumpProblem(f"it cannot be read as JSON: {problem}.") from None
            return
        from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

        try:
            self._add_pieces(with_kinds(YamlReader().read_pieces(inner)))
        except YamlError as problem:
            raise DumpProblem(f"it cannot be read as YAML: {problem}.") from None

    def _add_pieces(self, pieces: Iterable[Piece]) -> None:
        for is_item, value, _ in pieces:
            kind = _kind(value)
            if not is_item and (kind.endswith("List") or not kind):
                continue  # what held the items
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
