"""A raw list, as `kubectl get --raw` prints it: its items carry no kind, and are Secrets."""

import json

import pytest

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.front_door import inspect_whole
from made_up_secrets import manifest


def _raw(count: int, **list_fields: Json) -> str:
    bare = {name: value for name, value in manifest().items() if name not in ("kind", "apiVersion")}
    return json.dumps({**list_fields, "items": [bare] * count})


def test_the_items_of_a_raw_list_are_secrets_as_those_of_any_other() -> None:
    raw = inspect_whole(_raw(2, kind="SecretList", apiVersion="v1", metadata={}))
    listed = inspect_whole(json.dumps({"kind": "List", "items": [manifest()] * 2}))
    assert raw.secrets == listed.secrets
    assert raw.summary == "A list with 2 Secrets."


def test_the_kind_may_stand_behind_the_items() -> None:
    text = _raw(2)[:-1] + ', "kind": "SecretList", "apiVersion": "v1"}'
    assert len(inspect_whole(text).secrets) == 2


def test_a_list_of_something_else_has_no_secret() -> None:
    assert inspect_whole(_raw(2, kind="ConfigMapList")).secrets == ()


@pytest.mark.parametrize("kind", ["List", "Listing", 5, None])
def test_where_a_list_does_not_say_what_it_holds_the_fields_of_its_items_do(kind: Json) -> None:
    assert len(inspect_whole(_raw(2, kind=kind)).secrets) == 2


def test_an_item_with_a_kind_of_its_own_keeps_it() -> None:
    text = json.dumps({"kind": "SecretList", "items": [{"kind": "ConfigMap"}, manifest()]})
    found = inspect_whole(text)
    assert len(found.secrets) == 1
    assert found.summary == "A list with 1 Secret and 1 object of another kind."
