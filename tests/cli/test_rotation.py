"""`encode --from`: one registry's token is replaced, and everything else stays what it is."""

import json
from pathlib import Path

import pytest

from cli.headless import TOKEN, Headless, b64, secret

NEW = "a-new-made-up-password"
_QUAY = b64("org+bot:an-old-made-up-password")
_MANIFEST = f"""\
# renewed every March
apiVersion: v1
kind: Secret
metadata:
  name: pulls
  namespace: shop   # not web
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: '{{"auths":{{"ghcr.io":{{"auth":"{b64(f"octocat:{TOKEN}")}"}},
    "quay.io":{{"auth":"{_QUAY}","email":"a@b.c"}}}}}}'
"""
_ROTATED = _MANIFEST.replace(_QUAY, b64(f"org+bot:{NEW}")).replace(",\n    ", ", ")
_TO_QUAY = ("encode", "--registry", "quay.io", "--token-stdin", "--from")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with a Secret of two registries."""
    file = tmp_path / "secret.yaml"
    file.write_text(_MANIFEST.replace(",\n    ", ", "))
    return file


def test_one_token_is_replaced_and_every_comment_stays(ghcr_tui: Headless, file: Path) -> None:
    ran = ghcr_tui(*_TO_QUAY, str(file), stdin=f"{NEW}\n")
    assert (ran.status, ran.out) == (0, _ROTATED)


def test_what_became_of_each_registry_is_said(ghcr_tui: Headless, file: Path) -> None:
    ran = ghcr_tui(*_TO_QUAY, str(file), stdin=NEW)
    assert ran.err == "ghcr.io: as before\nquay.io: token changed\n"


def test_in_place_writes_the_file_itself(ghcr_tui: Headless, file: Path) -> None:
    ran = ghcr_tui(*_TO_QUAY, str(file), "--in-place", stdin=NEW)
    assert (ran.status, ran.out, file.read_text()) == (0, "", _ROTATED)


def test_the_username_may_change_too(ghcr_tui: Headless, file: Path) -> None:
    ran = ghcr_tui(*_TO_QUAY, str(file), "-u", "org+other", stdin=NEW)
    assert b64(f"org+other:{NEW}") in ran.out
    assert "quay.io: username and token changed" in ran.err


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        (
            {"username": "me", "password": "old", "auth": b64("me:old")},
            {"username": "me", "password": NEW, "auth": b64(f"me:{NEW}")},
        ),
        ({"username": "me", "password": "old"}, {"username": "me", "password": NEW}),
        ({"username": "me"}, {"username": "me", "password": NEW}),
        ({"auth": b64("me:old"), "x": [1.50]}, {"auth": b64(f"me:{NEW}"), "x": [1.50]}),
        # what no program reads is gone with the rest of the old token
        (
            {"username": "me", "password": "other", "auth": b64("me:old")},
            {"username": "me", "password": NEW, "auth": b64(f"me:{NEW}")},
        ),
    ],
)
def test_every_field_that_holds_the_token_has_the_new_one(
    ghcr_tui: Headless, tmp_path: Path, entry: object, wanted: object
) -> None:
    file = tmp_path / "config.json"
    file.write_text(json.dumps({"auths": {"quay.io": entry}, "credsStore": "x"}))
    ran = ghcr_tui(*_TO_QUAY, str(file), stdin=NEW)
    assert ran.status == 0
    assert json.loads(ran.out) == {"auths": {"quay.io": wanted}, "credsStore": "x"}


def test_a_legacy_payload_is_rotated_as_well(ghcr_tui: Headless, tmp_path: Path) -> None:
    file = tmp_path / ".dockercfg"
    file.write_text(json.dumps({"quay.io": {"auth": b64("me:old")}}))
    ran = ghcr_tui(*_TO_QUAY, str(file), stdin=NEW)
    assert json.loads(ran.out) == {"quay.io": {"auth": b64(f"me:{NEW}")}}


def test_of_a_list_one_secret_is_chosen_by_its_name(ghcr_tui: Headless, tmp_path: Path) -> None:
    old = json.dumps({"auths": {"quay.io": {"auth": b64("me:old")}}})
    items = [secret("one", "a", old), secret("one", "b", old), secret("two", "a", old)]
    file = tmp_path / "list.json"
    file.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": items}))

    unnamed = ghcr_tui(*_TO_QUAY, str(file), stdin=NEW)
    assert (unnamed.status, unnamed.out) == (2, "")
    assert "a/one, b/one, a/two" in unnamed.err

    named = ghcr_tui(*_TO_QUAY, str(file), "--name", "one", "-n", "b", stdin=NEW)
    changed = json.loads(named.out)["items"]
    assert [item == was for item, was in zip(changed, items, strict=True)] == [True, False, True]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--registry", "docker.io"), "there are ghcr.io, quay.io"),
        (("--registry", "quay.io", "--name", "other"), "no Secret that is meant"),
        ((), "--from takes --registry"),
        (("--registry", "quay.io", "--label", "a=b"), "--label does not go with --from"),
        (("--registry", "quay.io", "-o", "json"), "-o does not go with --from"),
        (("--registry", "quay.io", "--in-place", "--output-file", "x"), "exclude each other"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_written(
    ghcr_tui: Headless, file: Path, options: tuple[str, ...], said: str
) -> None:
    ran = ghcr_tui("encode", "--from", str(file), "--token-stdin", *options, stdin=NEW)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_payload_that_names_a_registry_twice_is_left_alone(
    ghcr_tui: Headless, tmp_path: Path
) -> None:
    file = tmp_path / "config.json"
    entry = f'"quay.io":{{"auth":"{b64("me:old")}"}}'
    file.write_text(f'{{"auths":{{{entry},{entry}}}}}')
    ran = ghcr_tui(*_TO_QUAY, str(file), stdin=NEW)
    assert (ran.status, ran.out) == (2, "")


def test_registries_that_are_one_are_not_chosen_between(ghcr_tui: Headless, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    entry = {"auth": b64("me:old")}
    file.write_text(json.dumps({"auths": {"https://quay.io": entry, "quay.io/v1/": entry}}))
    ran = ghcr_tui(*_TO_QUAY, str(file), stdin=NEW)
    assert ran.status == 2
    assert "are all quay.io" in ran.err


def test_an_error_of_the_new_token_keeps_the_file_as_it_is(ghcr_tui: Headless, file: Path) -> None:
    before = file.read_text()
    ran = ghcr_tui(*_TO_QUAY, str(file), "--in-place", stdin="$QUAY_TOKEN")
    assert (ran.status, file.read_text()) == (1, before)
    assert "nothing was written" in ran.err


def test_an_entry_without_a_username_asks_for_one(ghcr_tui: Headless, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text('{"auths":{"quay.io":{}}}')
    ran = ghcr_tui(*_TO_QUAY, str(file), stdin=NEW)
    assert ran.status == 2
    assert "--username" in ran.err


def test_an_immutable_secret_is_said_to_be_one(ghcr_tui: Headless, tmp_path: Path) -> None:
    old = json.dumps({"auths": {"quay.io": {"auth": b64("me:old")}}})
    file = tmp_path / "s.json"
    file.write_text(json.dumps({**secret(text=old), "immutable": True}))
    assert "immutable" in ghcr_tui(*_TO_QUAY, str(file), stdin=NEW).err


def test_in_place_goes_with_from_alone(ghcr_tui: Headless) -> None:
    assert ghcr_tui("encode", "-u", "octocat", "--in-place", stdin="").status == 2
