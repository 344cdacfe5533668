"""The payload as the kubelet reads it (Kubernetes, credentialprovider/config.go)."""

import json

import pytest

from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.payload_reader import is_entry, is_payload, looks_legacy, read_payload
from made_up_secrets import AUTH, TOKEN

WRONG: tuple[Json, ...] = (0, 1, False, True, "", "a", [], ["a"])


@pytest.mark.parametrize(
    ("value", "registries"),
    [
        ({"auths": {"a": {}, "b": None}}, ["a", "b"]),
        ({"Auths": {"a": {}}}, ["a"]),  # names match without regard to case
        ({"auths": None}, []),
        ({"auths": {}}, []),
        ({}, []),
        (None, []),  # null is an object without fields
        ({"auths": {"a": {}}, "HttpHeaders": {"b": "c", "d": None}, "x": 5}, ["a"]),
        ({"auths": {"a": {}}, "httpheaders": None}, ["a"]),
    ],
)
def test_a_payload_that_go_reads_has_its_entries(value: Json, registries: list[str]) -> None:
    payload = read_payload(json.dumps(value), legacy=False, reader=JsonReader())

    assert [entry.registry for entry in payload.entries] == registries
    assert not payload.broken


@pytest.mark.parametrize(
    "value",
    [
        *({"auths": wrong} for wrong in WRONG),
        *({"auths": {}, "HttpHeaders": wrong} for wrong in WRONG),
        {"auths": {}, "HTTPHEADERS": {"a": 0}},
        {"auths": {}, "HTTPHEADERS": {"a": "b", "c": []}},
    ],
)
def test_a_payload_that_go_cannot_unmarshal_is_broken_and_let_in(value: Json) -> None:
    payload = read_payload(json.dumps(value), legacy=False, reader=JsonReader())

    assert payload.broken
    assert not payload.refused


@pytest.mark.parametrize("text", ["", " ", "{", "auths", "[]", "5", '"a"', "{'a': 1}", "{}{}"])
@pytest.mark.parametrize("legacy", [False, True])
def test_what_is_no_json_object_is_refused(text: str, legacy: bool) -> None:
    payload = read_payload(text, legacy, JsonReader())

    assert payload.broken
    assert payload.refused


def test_of_two_entries_for_one_registry_the_last_counts_and_the_key_is_named() -> None:
    text = '{"auths": {"a": {"username": "b"}, "a": {"username": "c"}}}'
    payload = read_payload(text, legacy=False, reader=JsonReader())

    assert [entry.username for entry in payload.entries] == ["c"]
    assert payload.duplicates == ("a",)


def test_what_one_payload_has_twice_is_not_told_of_the_next() -> None:
    reader = JsonReader()
    read_payload('{"a": 1, "a": 2', legacy=False, reader=reader)

    assert read_payload("{}", legacy=False, reader=reader).duplicates == ()


@pytest.mark.parametrize(
    ("value", "forms"),
    [
        ({"auths": {}}, (True, False, False)),
        ({"AUTHS": None, "x": 1}, (True, False, False)),
        ({"credsStore": "desktop"}, (True, False, False)),
        ({"auth": AUTH}, (False, True, False)),
        ({"Username": "a", "Password": "b", "email": ""}, (False, True, False)),
        ({"username": "a"}, (False, False, False)),
        ({"auth": AUTH, "x": 1}, (False, False, False)),
        ({"ghcr.io": {"auth": AUTH}}, (False, False, True)),
        ({"ghcr.io": {"identitytoken": "a"}}, (False, False, True)),
        ({"ghcr.io": {"auth": AUTH}, "x": {}}, (False, False, False)),
        ({"ghcr.io": {}}, (False, False, False)),
        ({}, (False, False, False)),
    ],
)
def test_the_forms_are_told_apart(value: dict[str, Json], forms: tuple[bool, bool, bool]) -> None:
    assert (is_payload(value), is_entry(value), looks_legacy(value)) == forms


def test_no_token_is_in_the_repr() -> None:
    payload = read_payload(f'{{"auths": {{"a": "{TOKEN}"}}}}', False, JsonReader())

    assert TOKEN not in repr(payload)
