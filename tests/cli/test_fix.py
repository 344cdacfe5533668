"""`fix`: what is mended and printed, what is left and said, and where the result may go."""

import json
import stat
from pathlib import Path

import pytest

from cli.headless import TOKEN, Headless, b64, payload, secret

_DAMAGED = b64(f"octocat:{TOKEN}\n")
_MANIFEST = f"""\
# the pull secret of the shop
apiVersion: v1
kind: Secret
metadata:
  name: ghcr
  namespace: shop   # not web
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: '{{"auths":{{"ghcr.io":{{"auth":"{_DAMAGED}"}}}}}}'
"""
_MENDED = _MANIFEST.replace(_DAMAGED, b64(f"octocat:{TOKEN}"))


def test_what_needs_no_person_is_mended_in_place(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("fix", stdin=_MANIFEST)
    assert (ran.status, ran.out) == (0, _MENDED)


def test_what_was_changed_is_said_without_the_token(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("fix", stdin=_MANIFEST)
    assert "[auth-trailing-newline]" in ran.err
    assert "shop/ghcr" in ran.err
    assert TOKEN not in ran.err


def test_what_is_sound_comes_back_as_it_is(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("fix", stdin=_MENDED)
    assert ran == (0, _MENDED, "ghcr-tui: nothing was changed.\n")


def test_what_needs_a_person_is_left_and_said_with_the_reason(ghcr_tui: Headless) -> None:
    text = json.dumps(secret(text=payload(token="$GHCR_TOKEN")))
    ran = ghcr_tui("fix", stdin=text)
    assert ran.status == 1
    assert json.loads(ran.out) == json.loads(text)
    assert "[token-unexpanded-variable]" in ran.err
    assert "Only the person knows the value that belongs there." in ran.err


@pytest.mark.parametrize("output", ["json", "yaml"])
def test_another_format_is_written_anew_and_that_is_said(ghcr_tui: Headless, output: str) -> None:
    ran = ghcr_tui("fix", "-o", output, stdin=_MANIFEST)
    assert ran.status == 0
    assert ran.out.startswith("{" if output == "json" else "apiVersion")
    assert "written anew" in ran.err


def test_a_value_alone_has_no_other_format(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("fix", "-o", "json", stdin=_DAMAGED)
    assert (ran.status, ran.out) == (2, "")
    assert "leave -o out" in ran.err


def test_in_place_writes_the_file_itself_for_its_owner_alone(
    ghcr_tui: Headless, tmp_path: Path
) -> None:
    file = tmp_path / "secret.yaml"
    file.write_text(_MANIFEST)
    ran = ghcr_tui("fix", str(file), "--in-place")
    assert (ran.status, ran.out) == (0, "")
    assert file.read_text() == _MENDED
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_in_place_leaves_a_sound_file_untouched(ghcr_tui: Headless, tmp_path: Path) -> None:
    file = tmp_path / "secret.yaml"
    file.write_text(_MENDED)
    before = file.stat()
    assert ghcr_tui("fix", str(file), "--in-place").status == 0
    assert file.stat().st_ino == before.st_ino


def test_the_result_goes_into_a_new_file(ghcr_tui: Headless, tmp_path: Path) -> None:
    target = tmp_path / "mended.yaml"
    ran = ghcr_tui("fix", "--output-file", str(target), stdin=_MANIFEST)
    assert (ran.status, ran.out, target.read_text()) == (0, "", _MENDED)


@pytest.mark.parametrize(
    "options",
    [
        ("--in-place",),
        ("x.yaml", "--in-place", "--output-file", "y.yaml"),
        ("--force",),
        ("no-such-file.yaml",),
    ],
)
def test_what_cannot_be_meant_is_refused(ghcr_tui: Headless, options: tuple[str, ...]) -> None:
    ran = ghcr_tui("fix", *options, stdin=_MANIFEST)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("text", ["", "hello there, this is no Secret", "kind: Pod\n"])
def test_what_holds_no_secret_is_told_and_not_printed(ghcr_tui: Headless, text: str) -> None:
    ran = ghcr_tui("fix", stdin=text)
    assert (ran.status, ran.out) == (2, "")


def test_many_changes_are_counted(ghcr_tui: Headless) -> None:
    damaged = payload().replace(b64(f"octocat:{TOKEN}"), _DAMAGED)
    items = [secret(f"pull-{number}", text=damaged) for number in range(150)]
    ran = ghcr_tui("fix", stdin=json.dumps({"apiVersion": "v1", "kind": "List", "items": items}))
    assert ran.status == 0
    assert len(json.loads(ran.out)["items"]) == 150
    assert "changes more" in ran.err
