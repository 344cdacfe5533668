"""`ghcr-tui scan`: the files that are read, and what is said of them."""

import json
import subprocess
from pathlib import Path

import pytest

from cli.headless import TOKEN, Headless
from documented_json import documented, printed
from made_up_secrets import b64
from needs import need_program

PAYLOAD = json.dumps({"auths": {"ghcr.io": {"auth": b64(f"octocat:{TOKEN}")}}})
SOPS = (
    "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: b}\n"
    "type: kubernetes.io/dockerconfigjson\n"
    f"stringData: {{.dockerconfigjson: '{PAYLOAD}'}}\nsops: {{version: 3.9.0}}\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a credential in it, which the program is run in."""
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "pull.json").write_text(PAYLOAD)
    (tmp_path / "README.md").write_text("nothing\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _git(*arguments: str) -> None:
    need_program("git")
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def test_a_credential_in_clear_is_named_and_its_token_is_not(
    ghcr_tui: Headless, folder: Path
) -> None:
    ran = ghcr_tui("scan")
    assert (ran.status, ran.err) == (1, "")
    assert "deploy/pull.json: a credential in clear, for ghcr.io as octocat" in ran.out
    assert "Of 2 files 1 gives something away." in ran.out
    assert TOKEN not in ran.out


def test_where_there_is_none_it_is_good(ghcr_tui: Headless, folder: Path) -> None:
    ran = ghcr_tui("scan", "README.md")
    assert (ran.status, ran.out) == (0, "Nothing is given away in 1 file.\n")


def test_what_git_ignores_is_left_out(ghcr_tui: Headless, folder: Path) -> None:
    _git("init", "--quiet")
    Path(".gitignore").write_text("deploy/\n")
    assert ghcr_tui("scan").status == 0
    _git("add", "--force", "deploy/pull.json")
    assert ghcr_tui("scan").status == 1


def test_what_is_staged_counts_not_what_is_there_now(ghcr_tui: Headless, folder: Path) -> None:
    _git("init", "--quiet")
    _git("add", ".")
    Path("deploy/pull.json").write_text("{}")
    assert ghcr_tui("scan").status == 0
    ran = ghcr_tui("scan", "--staged")
    assert ran.status == 1
    assert "deploy/pull.json: a credential" in ran.out


def test_outside_a_work_tree_nothing_is_staged(ghcr_tui: Headless, folder: Path) -> None:
    need_program("git")
    ran = ghcr_tui("scan", "--staged")
    assert ran.status == 3
    assert "git has no index" in ran.err


def test_links_binaries_and_pipes_are_passed_over(ghcr_tui: Headless, folder: Path) -> None:
    Path("link.json").symlink_to("deploy/pull.json")
    Path("binary").write_bytes(b"\0" + PAYLOAD.encode())
    subprocess.run(["mkfifo", "pipe"], check=True)
    document = json.loads(ghcr_tui("scan", "-o", "json").out)
    assert [row["file"] for row in document["exposures"]] == ["deploy/pull.json"]
    assert document["files"] == 2


def test_utf_16_is_read_too(ghcr_tui: Headless, folder: Path) -> None:
    Path("windows.json").write_text(PAYLOAD, encoding="utf-16")
    assert ghcr_tui("scan", "windows.json").status == 1


def test_what_is_not_there_is_said(ghcr_tui: Headless, folder: Path) -> None:
    ran = ghcr_tui("scan", "README.md", "missing.yaml")
    assert ran.status == 2
    assert "missing.yaml: it does not exist." in ran.err


def test_a_name_of_a_file_is_only_text(ghcr_tui: Headless, folder: Path) -> None:
    Path("\x1b[31mred.json").write_text(PAYLOAD)
    ran = ghcr_tui("scan")
    assert "\x1b" not in ran.out


def test_what_is_printed_is_what_is_documented(ghcr_tui: Headless, folder: Path) -> None:
    Path("sops.yaml").write_text(SOPS)
    known = documented("scan")
    ran = ghcr_tui("scan", "-o", "json", "deploy", "sops.yaml", "missing")
    assert printed([json.loads(ran.out)], known) == known
