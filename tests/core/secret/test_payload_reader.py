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


@pytest.mark.parametrize(
    ("text", "usernames"),
    [
        pytest.param(
            '{"auths":{"a":{"username":"1"}},"auths":{"b":{"username":"2"}}}',
            {"a": "1", "b": "2"},
            id="two `auths` are merged",
        ),
        pytest.param(
            '{"auths":{"a":{"username":"1"}},"AUTHS":{"a":{"username":"2"}}}',
            {"a": "2"},
            id="in any spelling, and the later entry counts whole",
        ),
        pytest.param('{"auths":{"a":{"username":"1"}},"auths":null}', {}, id="null takes all out"),
        pytest.param(
            '{"auths":null,"auths":{"a":{"username":"1"}}}', {"a": "1"}, id="but not what follows"
        ),
        pytest.param(
            '{"auths":{"a":{"username":"1"},"a":{"password":"p"}}}',
            {"a": ""},
            id="entries are replaced, not merged",
        ),
        pytest.param('{"auths":{"a":{"username":"1"},"a":null}}', {"a": ""}, id="by null too"),
    ],
)
def test_what_is_written_twice_is_read_as_go_reads_it(text: str, usernames: dict[str, str]) -> None:
    payload = read_payload(text, legacy=False, reader=JsonReader())
    assert {entry.registry: entry.username for entry in payload.entries} == usernames
    assert not payload.broken
    assert not any(entry.unreadable for entry in payload.entries)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"auths":{"a":"x","a":{}}}', id="an entry, then a sound one"),
        pytest.param('{"auths":{"a":{"auth":"x"}},"auths":{"a":{}}}', id="in another `auths`"),
        pytest.param('{"auths":{"a":{"auth":"x"}},"auths":null}', id="then nothing at all"),
        pytest.param('{"auths":{"a":{"email":5,"email":""}}}', id="a field, then a sound one"),
        pytest.param('{"auths":[],"Auths":{}}', id="`auths` itself"),
        pytest.param('{"auths":{},"HttpHeaders":5,"httpheaders":{}}', id="the headers"),
        pytest.param('{"auths":{},"HttpHeaders":{"a":5,"a":"b"}}', id="one of the headers"),
    ],
)
def test_what_go_stumbled_over_spoils_the_payload_whatever_follows(text: str) -> None:
    payload = read_payload(text, legacy=False, reader=JsonReader())
    assert payload.broken or any(entry.unreadable for entry in payload.entries)
    assert not payload.refused


@pytest.mark.parametrize(
    ("field", "too_large"),
    [
        pytest.param("[" * 5000 + "]" * 5000, False, id="nested deep"),
        pytest.param("1e999", True, id="a float too large"),
        pytest.param("9" * 5000, True, id="an integer too large"),
    ],
)
def test_size_does_no_harm_in_a_field_that_the_kubelet_does_not_know(
    field: str, too_large: bool
) -> None:
    entry = f'{{"username":"me","x":{field}}}'
    for text in (f'{{"auths":{{"a":{entry}}}}}', f'{{"auths":{{"a":{entry}}},"x":{field}}}'):
        payload = read_payload(text, legacy=False, reader=JsonReader())
        assert [each.username for each in payload.entries] == ["me"]
        assert not payload.broken
        assert payload.too_large is too_large


def test_beyond_gos_own_limit_it_is_no_json() -> None:
    text = f'{{"auths":{{}},"x":{"[" * 10_000 + "]" * 10_000}}}'
    payload = read_payload(text, legacy=False, reader=JsonReader())
    assert payload.broken == "it is not JSON: it is nested more than 10,000 deep"
    assert payload.refused


def test_a_fault_behind_something_large_is_found() -> None:
    payload = read_payload('{"x":1e999,"auths":{"a":oops}}', legacy=False, reader=JsonReader())
    assert payload.not_json
    assert "line 1, column 25" in payload.broken


def test_lone_surrogates_are_replaced_in_keys_and_values() -> None:
    text = '{"auths":{"\\ud800":{"username":"\\udfffx","password":"\udcff"}}}'
    (entry,) = read_payload(text, legacy=False, reader=JsonReader()).entries
    assert (entry.registry, entry.username, entry.token) == ("\ufffd", "\ufffdx", "\ufffd")
