"""Delivery: no entry is lost unasked, and what is there already is left alone."""

import json
from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.change.delivery import Delivery, delivered
from ghcr_tui.core.change.plan import Edit, LeftAlone, is_done, operations
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.secret import DOCKERCONFIGJSON_KEY, Secret
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED
from kube_kit.objects import secret
from kube_kit.patches import patched
from kube_kit.statuses import Object

_TOKEN = "no-real-token-0123456789"


def _entry(token: str = _TOKEN, username: str = "octocat") -> dict[str, Json]:
    return {"auth": b64encode(f"{username}:{token}".encode()).decode()}


def _payload(**entries: dict[str, Json]) -> str:
    return json.dumps({"auths": {name.replace("_", "."): each for name, each in entries.items()}})


def _delivery(text: str = "", *, merge: bool = False, **labels: str) -> Delivery:
    made = Secret("ghcr", "", labels, {}, False, {}, {})
    return Delivery(made, DOCKERCONFIGJSON_KEY, text or _payload(ghcr_io=_entry()), merge)


def _there(text: str, **metadata: Json) -> Object:
    item = secret("shop", "ghcr", text, uid="u-1", resourceVersion="7")
    inner = item["metadata"]
    assert isinstance(inner, dict)
    return {**item, "metadata": {**inner, **metadata}}


def _edit(delivery: Delivery, current: Object | None) -> Edit:
    planned = delivered(delivery, current, "prod", "shop")
    assert isinstance(planned, Edit)
    return planned


def _left(delivery: Delivery, current: Object) -> LeftAlone:
    planned = delivered(delivery, current, "prod", "shop")
    assert isinstance(planned, LeftAlone)
    return planned


def test_where_there_is_none_it_is_applied_whole() -> None:
    edit = _edit(_delivery(team="shop"), None)
    assert edit.is_new
    assert edit.manifest == {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "ghcr", "namespace": "shop", "labels": {"team": "shop"}},
        "type": "kubernetes.io/dockerconfigjson",
        "data": {".dockerconfigjson": b64encode(_payload(ghcr_io=_entry()).encode()).decode()},
    }
    assert [each.fate for each in edit.entries] == ["added"]
    assert is_done(edit, edit.manifest)


@pytest.mark.parametrize("indent", [None, 2])
def test_what_is_there_already_needs_nothing(indent: int | None) -> None:
    text = json.dumps(json.loads(_payload(ghcr_io=_entry())), indent=indent)
    assert delivered(_delivery(), _there(text), "prod", "shop") is None


def test_a_label_that_is_missing_is_a_change() -> None:
    edit = _edit(_delivery(team="shop"), _there(_payload(ghcr_io=_entry())))
    assert [each.fate for each in edit.entries] == ["as before"]
    assert edit.after["/metadata/labels/team"] == "shop"


def test_other_registries_are_never_lost_unasked() -> None:
    there = _there(_payload(ghcr_io=_entry("old"), quay_io=_entry()))
    left = _left(_delivery(), there)
    assert left.reason == "other registries"
    assert (left.sentence, left.remedy) == (
        "It holds quay.io, which would be lost.", "--merge keeps them.",
    )  # fmt: skip


def test_merging_changes_its_own_entries_and_keeps_every_other_byte() -> None:
    text = json.dumps(
        {"auths": {"quay.io": {**_entry(), "x": 1}, "ghcr.io": _entry("old")}}, indent=1
    )
    edit = _edit(_delivery(merge=True), _there(text))
    assert edit.manifest is None
    after = patched(_there(text), operations(edit))
    assert isinstance(after, dict)
    data = after["data"]
    assert isinstance(data, dict)
    merged = b64decode(str(data[DOCKERCONFIGJSON_KEY])).decode()
    assert merged == text.replace(str(_entry("old")["auth"]), str(_entry()["auth"]))
    assert [(each.registry, each.fate, each.what) for each in edit.entries] == [
        ("quay.io", "as before", ""),
        ("ghcr.io", "changed", "token changed"),
    ]


@pytest.mark.parametrize("text", ["{}", '{"auths":{}}'])
def test_an_empty_payload_is_merged_into_as_well(text: str) -> None:
    edit = _edit(_delivery(merge=True), _there(text))
    after = edit.after["/data/.dockerconfigjson"]
    assert json.loads(b64decode(str(after))) == json.loads(_payload(ghcr_io=_entry()))


def test_applying_holds_to_the_very_object_that_was_read() -> None:
    edit = _edit(_delivery(), _there(_payload(ghcr_io=_entry("old"))))
    assert edit.manifest is not None
    assert edit.manifest["metadata"] == {
        "name": "ghcr", "namespace": "shop", "uid": "u-1", "resourceVersion": "7",
    }  # fmt: skip


def test_what_kubectl_noted_of_the_old_payload_goes() -> None:
    noted: Json = {LAST_APPLIED: "{}"}
    edit = _edit(_delivery(), _there(_payload(ghcr_io=_entry("old")), annotations=noted))
    assert edit.after[f"/metadata/annotations/{LAST_APPLIED.replace('/', '~1')}"] is None
    assert edit.notes


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "Opaque"}, "other type"),
        ({"immutable": True}, "immutable"),
        ({"data": {DOCKERCONFIGJSON_KEY: "e30g{"}}, "unreadable"),
        ({"data": {DOCKERCONFIGJSON_KEY: b64encode(b"{broken").decode()}}, "unreadable"),
    ],
)
def test_what_cannot_be_changed_is_named(change: Object, reason: str) -> None:
    assert (
        _left(_delivery(), {**_there(_payload(ghcr_io=_entry("old"))), **change}).reason == reason
    )


def test_what_a_controller_keeps_is_left_to_it_unless_it_is_right_already() -> None:
    owner: Json = [{"kind": "ExternalSecret", "name": "e"}]
    old, right = _payload(ghcr_io=_entry("old")), _payload(ghcr_io=_entry())
    assert _left(_delivery(), _there(old, ownerReferences=owner)).reason == "owned"
    assert delivered(_delivery(), _there(right, ownerReferences=owner), "prod", "shop") is None


def test_no_payload_is_in_a_repr() -> None:
    delivery = _delivery()
    shown = repr((delivery, _edit(delivery, None)))
    assert str(_entry()["auth"]) not in shown


_entries = st.dictionaries(
    st.sampled_from(["ghcr.io", "quay.io", "a.example.com", "b.example.com/x"]),
    st.sampled_from(["one", "two"]).map(_entry),
)


@given(_entries, _entries, st.sampled_from([None, 2]))
def test_merging_never_loses_an_entry_and_delivers_every_wanted_one(
    there: dict[str, dict[str, Json]], wanted: dict[str, dict[str, Json]], indent: int | None
) -> None:
    current = _there(json.dumps({"auths": there}, indent=indent))
    delivery = _delivery(json.dumps({"auths": wanted}), merge=True)
    planned = delivered(delivery, current, "prod", "shop")
    if planned is None:
        assert {**there, **wanted} == there
        return
    assert isinstance(planned, Edit)
    merged = json.loads(b64decode(str(planned.after["/data/.dockerconfigjson"])))
    assert merged == {"auths": {**there, **wanted}}
