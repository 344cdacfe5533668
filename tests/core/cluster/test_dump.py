"""What people save of a cluster, in every form that kubectl prints."""

import json

import pytest

from ghcr_tui.core.cluster.dump import Dump, DumpProblem
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.golang.json_text import Json
from kube_kit.objects import account, pod, secret

_ITEMS: list[Json] = [secret("shop", "ghcr"), account("shop", "default"), pod("shop", "p", "x")]


def _bare(item: Json) -> Json:
    assert isinstance(item, dict)
    return {name: value for name, value in item.items() if name not in ("kind", "apiVersion")}


def _read(text: str) -> tuple[Inventory, Dump]:
    inventory = Inventory("", partial=True)
    dump = Dump(inventory)
    dump.add(text)
    return inventory, dump


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"apiVersion": "v1", "kind": "List", "items": _ITEMS}),
        json.dumps({"apiVersion": "v1", "items": _ITEMS, "kind": "List"}, indent=4),
        json.dumps(_ITEMS),
        "\n---\n".join(map(json.dumps, _ITEMS)),
        "items:\n" + "".join(f"- {json.dumps(item)}\n" for item in _ITEMS) + "kind: List\n",
    ],
    ids=["List", "kind behind", "array", "documents", "YAML"],
)
def test_a_list_of_several_kinds_is_read_whole(text: str) -> None:
    inventory, dump = _read(text)
    assert (len(inventory.secrets), len(inventory.accounts), len(inventory.uses)) == (1, 1, 1)
    assert (dump.count, dump.others) == (3, 0)


@pytest.mark.parametrize("kind_is_first", [True, False])
def test_the_items_of_a_raw_list_are_what_the_list_says(kind_is_first: bool) -> None:
    items: Json = [_bare(secret("shop", "ghcr")), _bare(secret("shop", "other"))]
    kind: dict[str, Json] = {"kind": "SecretList", "apiVersion": "v1", "metadata": {}}
    whole = {**kind, "items": items} if kind_is_first else {"items": items, **kind}
    inventory, dump = _read(json.dumps(whole))
    assert set(inventory.secrets) == {("shop", "ghcr"), ("shop", "other")}
    assert dump.others == 0


def test_a_list_of_something_else_is_counted_as_such() -> None:
    _, dump = _read(json.dumps({"kind": "ConfigMapList", "items": [{"metadata": {}}]}))
    assert (dump.count, dump.others) == (0, 1)


@pytest.mark.parametrize("text", ["", "{", '{"items": [1,', "a: [", "\ufeff"])
def test_what_cannot_be_read_is_a_sentence(text: str) -> None:
    with pytest.raises(DumpProblem, match=r"\.$"):
        _read(text)
