"""One Secret taken apart: what the kubelet makes of it, and what a draft leaves behind."""

import json

import pytest

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.conversions import draft_of, pull_secret
from ghcr_tui.core.inspection.decoded_view import decoded_view
from ghcr_tui.core.inspection.dropped import dropped
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.keyring.lookup import lookup
from ghcr_tui.core.registry.image import parse_image
from made_up_secrets import AUTH, KEY, TOKEN, b64, codes, inspect, manifest, only_secret, payload

IMAGE = parse_image("ghcr.io/octocat/app")
LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
SOUND = manifest()
LEGACY = "kubernetes.io/dockercfg"
ENTRIES = json.dumps({"ghcr.io": {"auth": AUTH}})


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, True),
        ({"stringData": {KEY: payload()}, "data": None}, True),
        ({"type": LEGACY, "data": {".dockercfg": b64(ENTRIES)}}, True),
        ({"type": LEGACY, "data": {}, "stringData": {".dockercfg": ENTRIES}}, True),
        ({"type": "Opaque"}, False),
        ({"type": None}, False),
        ({"type": LEGACY}, False),  # the key of the other type
        ({"data": {"dockerconfigjson": b64(payload())}}, False),
        ({"data": {".dockercfg": b64(ENTRIES)}}, False),
        ({"data": {}}, False),
        ({"data": {KEY: b64(payload())[:-1]}}, False),  # never gets into a cluster
        ({"data": {KEY: b64(payload()), "other": "%"}}, False),  # nor does this
    ],
)
def test_only_the_right_type_and_key_count(fields: dict[str, Json], counts: bool) -> None:
    secret = pull_secret(only_secret(manifest(**fields)))
    found = lookup(IMAGE, [secret])

    assert (secret.ignored_because == "") is counts
    assert bool(found.matches) is counts


@pytest.mark.parametrize(
    "entry", [{"auth": "no base64"}, {"auth": 0}, "text", {"auth": AUTH, "email": []}, []]
)
def test_one_unreadable_entry_loses_the_others_of_every_secret(entry: Json) -> None:
    unreadable = only_secret(manifest(b64(payload({"ghcr.io": {"auth": AUTH}, "quay.io": entry}))))
    found = lookup(
        IMAGE, [pull_secret(only_secret(SOUND), "sound"), pull_secret(unreadable, "unreadable")]
    )

    assert found.matches == ()
    assert "quay.io" in found.keyring_lost


@pytest.mark.parametrize("broken", [{"auths": []}, {"auths": {}, "HttpHeaders": 5}])
def test_a_payload_that_go_cannot_read_spoils_everything(broken: Json) -> None:
    secrets = [only_secret(SOUND), only_secret(manifest(b64(json.dumps(broken))))]

    assert lookup(IMAGE, [pull_secret(secret) for secret in secrets]).matches == ()


def test_an_unreadable_secret_of_another_type_loses_nothing() -> None:
    ignored = only_secret(manifest(b64(payload({"a.io": {"auth": "?"}})), type="Opaque"))

    assert lookup(IMAGE, [pull_secret(only_secret(SOUND)), pull_secret(ignored)]).matches


def test_an_empty_entry_is_tried_and_the_pull_is_anonymous() -> None:
    secret = only_secret(manifest(b64(payload({"ghcr.io": {}}))))
    (match,) = lookup(IMAGE, [pull_secret(secret)]).matches

    assert (match.username, "anonymous" in match.why) == ("", True)


def test_a_value_that_names_no_registry_matches_nothing() -> None:
    for text in (AUTH, TOKEN, json.dumps({"auth": AUTH})):
        (skip,) = lookup(IMAGE, [pull_secret(only_secret(text), "pasted")]).skipped
        assert "names no registry" in skip.why


def test_string_data_wins_over_data_as_on_the_api_server() -> None:
    both = only_secret(manifest(stringData={KEY: payload({"quay.io": {"auth": AUTH}})}))

    assert [entry.registry for entry in both.entries] == ["quay.io"]
    assert f"data {KEY}" in dropped(both)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (SOUND, ()),
        (manifest(immutable=True), ()),
        (manifest(immutable="yes"), ("immutable",)),
        (manifest(status={}), ("status",)),
        (manifest(type="Opaque"), ("type Opaque",)),
        (manifest(data={KEY: b64(payload()), "a": ""}), ("data a",)),
        (manifest(stringData={"a": "b"}), ("stringData a",)),
        (manifest("%"), (f"data {KEY}",)),
        (manifest(b64("no JSON")), ("the payload, which cannot be read",)),
        (manifest(data=[]), ("data",)),
        (
            manifest(metadata={"name": "a", "uid": "b", "finalizers": [], "label": {}}),
            ("metadata.uid", "metadata.finalizers", "metadata.label"),
        ),
        (manifest(metadata={"name": "a", "labels": {"b": 1}}), ('metadata.labels["b"]',)),
        (
            manifest(metadata={"name": "a", "annotations": {LAST_APPLIED: "{}"}}),
            (f"annotation {LAST_APPLIED}",),
        ),
        (manifest(b64(payload(credsStore="desktop"))), ("credsStore",)),
        (
            manifest(b64(payload({"a.io": {"auth": AUTH, "x": 1, "username": "b"}}))),
            ('auths["a.io"].username', 'auths["a.io"].x'),
        ),
        (manifest(b64(payload({"a.io": {"auth": "no"}}))), ('auths["a.io"].auth',)),
        (manifest(b64(payload({"a.io": {"username": 0}}))), ('auths["a.io"].username',)),
        (manifest(b64(payload({"a.io": []}))), ('auths["a.io"]',)),
    ],
)
def test_what_a_draft_leaves_behind_is_named(value: Json, names: tuple[str, ...]) -> None:
    assert dropped(only_secret(value)) == names


def test_a_value_that_is_no_payload_is_still_shown() -> None:
    secret = only_secret(manifest("no base64!"))

    assert decoded_view(secret, masked=False) == f"{KEY}: no base64! (10 bytes)"
    assert "no base64" not in decoded_view(secret)


@pytest.mark.parametrize(
    "whole",
    [
        {"auths": {"ghcr.io": {"AUTH": AUTH, "identitytoken": TOKEN, "Password": TOKEN}}},
        {"auths": {"ghcr.io": {"auth": [TOKEN]}, "a.io": {"auth": {"b": AUTH}}}},
        {"auths": {"ghcr.io": {"auth": "", "secret": TOKEN, "username": TOKEN}}},
        {"auths": {TOKEN: {}, f"https://octocat:{TOKEN}@ghcr.io": {}}},
        {"auths": {}, "HttpHeaders": {"Authorization": f"Basic {AUTH}"}},
    ],
)
def test_the_decoded_view_hides_tokens_wherever_they_stand(whole: Json) -> None:
    secret = only_secret(manifest(b64(json.dumps(whole))))

    assert TOKEN not in decoded_view(secret)
    assert AUTH not in decoded_view(secret)
    assert json.loads(decoded_view(secret, masked=False)) == whole


def test_a_draft_of_a_secret_with_in_clear_fields_keeps_that_style() -> None:
    in_clear = draft_of(only_secret(manifest()))
    auth_only = draft_of(only_secret(manifest(b64(payload({"ghcr.io": {"auth": AUTH}})))))

    assert (in_clear.style, auth_only.style) == ("kubectl", "auth")


def test_a_misfit_is_told_once_with_its_place() -> None:
    misfits: tuple[tuple[Json, str], ...] = (({"name": 5}, "metadata.name"), (["a"], "metadata"))
    for metadata, place in misfits:
        found = inspect(manifest(metadata=metadata)).secrets[0].findings
        told = [(f.code, str(f.where)) for f in found if f.severity == "error"]
        assert told == [("not-text", place)]


@pytest.mark.parametrize(
    ("size", "code"), [(1024 * 1024, []), (1024 * 1024 + 1, ["secret-too-large"])]
)
def test_all_values_together_may_have_a_mebibyte(size: int, code: list[str]) -> None:
    alone: Json = {"a": b64("x" * size)}
    two: Json = {"a": b64("x"), "b": b64("x" * (size - 1))}
    for data in (alone, two):
        assert codes(inspect_whole(json.dumps(manifest(type="Opaque", data=data)))) == code
    spaces = size - len(payload())
    assert codes(inspect(manifest(b64(payload() + " " * spaces))))[1:] == code


def test_the_places_of_findings_say_where_in_the_secret_to_look() -> None:
    where = {
        finding.code: str(finding.where)
        for value in ("%", b64("[]"), b64("{}"), b64(payload({"a.io": {"auth": "%"}})))
        for finding in only_secret(manifest(value)).findings
    }

    assert where == {
        "data-not-base64": f'data["{KEY}"]',
        "payload-not-readable": f'data["{KEY}"]',
        "auths-missing": f'data["{KEY}"]',
        "auth-not-base64": 'auths["a.io"].auth',
    }


def test_what_the_api_server_refuses_is_read_without_what_programs_put_around_it() -> None:
    framed = f"-----BEGIN CERTIFICATE-----\n{b64(payload())}\n-----END CERTIFICATE-----\n"
    secret = only_secret(manifest(framed))

    assert [entry.registry for entry in secret.entries] == ["ghcr.io"]
    assert next(finding.code for finding in secret.findings) == "data-framed"
    assert "payload-invalid-utf8" not in {finding.code for finding in secret.findings}
