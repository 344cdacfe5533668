"""A manifest is mended in place: its comments, its order and all that was sound stay."""

import json

import pytest
import yaml

from ghcr_tui.core.mending.text import mend_text
from made_up_secrets import KEY, TOKEN, b64, manifest, payload

SOUND = b64(payload())
WRAPPED = "\n".join(f"    {SOUND[start : start + 76]}" for start in range(0, len(SOUND), 76))
CASES = {
    "wrapped in a plain scalar": (
        f"  {KEY}: {SOUND[:40]}\n    {SOUND[40:]}  # the payload\n",
        f"  {KEY}: {SOUND}  # the payload\n",
    ),
    "wrapped in a block": (f"  {KEY}: |\n{WRAPPED}\n", f"  {KEY}: {SOUND}\n"),
    "in quotes": (f"  {KEY}: '\"{SOUND}\"'\n", f"  {KEY}: {SOUND}\n"),
    "without its dot": (f"  dockerconfigjson: {SOUND}\n", f"  {KEY}: {SOUND}\n"),
    "under another key": (f"  config.json: {SOUND}\n", f"  {KEY}: {SOUND}\n"),
    "encoded twice": (f"  {KEY}: {b64(SOUND)}\n", f"  {KEY}: {SOUND}\n"),
    "beside others": (
        f"  # first\n  a: eA==\n  {KEY}: {SOUND}%\n\n  # last\n  z: eA==\n",
        f"  # first\n  a: eA==\n  {KEY}: {SOUND}\n\n  # last\n  z: eA==\n",
    ),
}
HEAD = """\
# who looks after it: the platform team
apiVersion: v1   # of Secrets
kind: Secret
metadata: {namespace: shop, name: ghcr}
"""
TYPE = "type: kubernetes.io/dockerconfigjson # never Opaque\n"


@pytest.mark.parametrize("name", sorted(CASES))
def test_value_is_mended_and_every_comment_stays(name: str) -> None:
    damaged, sound = CASES[name]

    mended = mend_text(f"{HEAD}{TYPE}data:\n{damaged}")

    assert mended.text == f"{HEAD}{TYPE}data:\n{sound}"
    assert mended.in_place


def test_missing_type_is_written_behind_the_rest() -> None:
    mended = mend_text(f"{HEAD}data:\n  {KEY}: {SOUND}\n# the end\n")

    assert mended.text.startswith(f"{HEAD}data:\n  {KEY}: {SOUND}\n")
    assert yaml.safe_load(mended.text)["type"] == "kubernetes.io/dockerconfigjson"
    assert "# the end" in mended.text


def test_only_the_broken_secret_of_a_file_is_touched() -> None:
    sound = f"{HEAD}{TYPE}data:\n  {KEY}: {SOUND}\n"
    other = "kind: ConfigMap\napiVersion: v1\ndata: {x: 'y'}   # odd   spacing\n"

    mended = mend_text(f"{sound}---\n{other}---\n{HEAD}type: Opaque\ndata:\n  {KEY}: {SOUND}\n")

    assert mended.text.startswith(f"{sound}---\n{other}---\n{HEAD}type: kubernetes.io/")
    assert [len(part.changes) for part in mended.parts] == [0, 1]


def test_list_keeps_its_layout() -> None:
    secrets = [manifest(), manifest(type="Opaque"), manifest(SOUND.replace("=", "") + " ")]
    text = json.dumps({"kind": "List", "apiVersion": "v1", "items": secrets}, indent=3)

    mended = mend_text(text)

    assert mended.in_place
    changed = [
        (was, becomes)
        for was, becomes in zip(text.splitlines(), mended.text.splitlines(), strict=True)
        if was != becomes
    ]
    assert len(changed) == 2


def test_anchors_make_it_written_anew_and_that_is_known() -> None:
    text = f"{HEAD}type: Opaque\ndata: &d\n  {KEY}: {SOUND}\nx-more: *d\n"

    mended = mend_text(text)

    assert not mended.in_place
    assert yaml.safe_load(mended.text)["type"] == "kubernetes.io/dockerconfigjson"


def test_repeated_keys_are_left_to_a_person() -> None:
    text = f"{HEAD}type: Opaque\ntype: Opaque\ndata:\n  {KEY}: {SOUND}\n"

    mended = mend_text(text)

    assert mended.text == text
    assert mended.changes == ()


def test_what_the_server_wrote_goes_with_its_lines() -> None:
    text = (
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: ghcr\n  # kept\n  namespace: shop\n"
        "  resourceVersion: '5'\n  uid: abc\n"
        f"{TYPE}data:\n  {KEY}: {SOUND}\n"
    )

    mended = mend_text(text)

    assert "uid" not in mended.text
    assert "resourceVersion" not in mended.text
    assert "# kept" in mended.text


def test_made_up_token_is_in_no_repr() -> None:
    mended = mend_text(f"{HEAD}{TYPE}stringData:\n  {KEY}: '{payload()}'\n")

    assert TOKEN not in repr(mended)
