"""`lookup`: the kubelet's choice, for people and for scripts."""

import json
from pathlib import Path

import pytest

from cli.headless import TOKEN, Headless, b64, payload, secret

ROTTEN = json.dumps({"auths": {"quay.io": {"auth": "not base64!"}}})


def _pipe(*documents: dict[str, object]) -> str:
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": documents})


def test_the_shape_of_the_json_is_the_documented_one(ghcr_tui: Headless) -> None:
    elsewhere = secret("other", text=payload("quay.io"))
    ran = ghcr_tui("lookup", "ghcr.io/owner/app:1", "-o", "json", stdin=_pipe(secret(), elsewhere))
    answer = json.loads(ran.out)
    assert ran.status == 0
    assert list(answer) == ["image", "repository", "verdict", "matches", "skipped"]
    assert (answer["image"], answer["repository"]) == ("ghcr.io/owner/app:1", "ghcr.io/owner/app")
    (match,), (skip,) = answer["matches"], answer["skipped"]
    assert list(match) == ["secret", "registry", "username", "why", "standing", "findings"]
    assert (match["secret"], match["registry"], match["username"]) == (
        "shop/ghcr", "ghcr.io", "octocat",
    )  # fmt: skip
    assert list(skip) == ["secret", "registry", "why"]
    assert (skip["secret"], skip["registry"]) == ("shop/other", "quay.io")


@pytest.mark.parametrize("output", ["text", "json"])
def test_no_match_is_status_1_and_no_token_is_ever_shown(ghcr_tui: Headless, output: str) -> None:
    ran = ghcr_tui("lookup", "nginx", "-o", output, stdin=_pipe(secret()))
    assert ran.status == 1
    assert TOKEN not in ran.out + ran.err


def test_an_entry_that_cannot_be_read_loses_the_keyring_and_is_named(ghcr_tui: Headless) -> None:
    documents = _pipe(secret(), secret("unreadable", text=ROTTEN))
    as_text = ghcr_tui("lookup", "ghcr.io/owner/app", stdin=documents)
    as_json = ghcr_tui("lookup", "ghcr.io/owner/app", "-o", "json", stdin=documents)
    assert (as_text.status, as_json.status) == (1, 1)
    assert json.loads(as_json.out)["matches"] == []
    for told in (as_text.out, as_json.err):
        assert "shop/unreadable" in told
        assert "gives up the whole keyring" in told


def test_files_are_the_pod_s_list_in_order(ghcr_tui: Headless, tmp_path: Path) -> None:
    names = ("b.yaml", "a.json")
    for name in names:
        (tmp_path / name).write_text(payload())
    files = [str(tmp_path / name) for name in names]
    ran = ghcr_tui("lookup", "ghcr.io/owner/app", *files, "-o", "json")
    assert [match["secret"] for match in json.loads(ran.out)["matches"]] == files


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ghcr.io/Owner/app",), "no image reference"),
        (("nginx", "/nowhere/secret.yaml"), "does not exist"),
        ((), "which image?"),
    ],
)
def test_what_cannot_be_read_is_status_2(
    ghcr_tui: Headless, arguments: tuple[str, ...], said: str
) -> None:
    ran = ghcr_tui("lookup", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_input_without_a_secret_is_told(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("lookup", "nginx", stdin="hello world")
    assert ran.status == 1
    assert "standard input: " in ran.err


def test_the_text_says_the_order_and_why_not(ghcr_tui: Headless) -> None:
    entries = {
        "ghcr.io": {"auth": b64("wide:token-0123456789")},
        "ghcr.io/owner": {"auth": b64("narrow:token-0123456789")},
        "quay.io": {"auth": b64("other:token-0123456789")},
    }
    document = secret(text=json.dumps({"auths": entries}))
    ran = ghcr_tui("lookup", "ghcr.io/owner/app", stdin=json.dumps(document))
    assert "The kubelet tries 2 credentials, in this order:" in ran.out
    assert ran.out.index("narrow") < ran.out.index("wide") < ran.out.index("Not tried")
    assert ran.out.index("Not tried") < ran.out.index("quay.io")


def test_nothing_in_the_data_acts_on_the_terminal(ghcr_tui: Headless) -> None:
    entries = {"ghcr.io": {"auth": b64("\x1b[31mred:token-0123456789")}, "\x1b]0;x\x07": {}}
    document = secret(name="\x1b[2J", text=json.dumps({"auths": entries}))
    ran = ghcr_tui("lookup", "ghcr.io/owner/app", stdin=json.dumps(document))
    assert "\x1b" not in ran.out + ran.err
    assert "\x07" not in ran.out + ran.err
