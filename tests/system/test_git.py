import os
import subprocess
from pathlib import Path

import pytest

from ghcr_tui.system.git import is_unignored_in_work_tree
from needs import need_program


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A real work tree that ignores `*.secret` and the folder `private`."""
    need_program("git")
    tree = tmp_path / "tree"
    subprocess.run(["git", "init", "--quiet", str(tree)], check=True)
    (tree / ".gitignore").write_text("*.secret\n/private/\n")
    return tree


@pytest.mark.parametrize(
    ("name", "takes"),
    [
        ("s.yaml", True),
        ("not-yet/made/s.yaml", True),  # folders that saving would make
        ("[s].yaml", True),
        (":(top)s.yaml", True),  # a name, not git's pathspec magic
        ("s.secret", False),
        ("private/s.yaml", False),
        (".git/s.yaml", False),  # git never takes from its own folder
        ("../s.yaml", False),
    ],
)
def test_a_file_that_git_add_would_take_is_told(tree: Path, name: str, takes: bool) -> None:
    assert is_unignored_in_work_tree(tree / name) is takes


def test_a_file_that_is_committed_already_is_not_ignored_by_a_rule(tree: Path) -> None:
    (tree / "s.secret").write_text("x")
    subprocess.run(["git", "-C", str(tree), "add", "--force", "s.secret"], check=True)

    assert is_unignored_in_work_tree(tree / "s.secret")


def test_a_link_counts_as_what_it_leads_to(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tree / "s.yaml")
    (tree / "link.yaml").symlink_to(tmp_path / "outside.yaml")

    assert is_unignored_in_work_tree(tmp_path / "link.yaml")
    assert not is_unignored_in_work_tree(tree / "link.yaml")


def test_the_persons_own_list_of_ignored_files_counts(tree: Path, home: Path) -> None:
    (home / "config" / "git").mkdir(parents=True)
    (home / "config" / "git" / "ignore").write_text("*-secret.yaml\n")

    assert not is_unignored_in_work_tree(tree / "ghcr-secret.yaml")


def test_a_caller_inside_a_hook_of_another_repository_changes_nothing(
    tree: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "elsewhere"))

    assert is_unignored_in_work_tree(tree / "s.yaml")


def test_a_hostile_repository_runs_no_program(tree: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    config = ["git", "-C", str(tree), "config"]
    subprocess.run([*config, "core.fsmonitor", str(trap)], check=True)
    # The trap works: git itself would run it.
    subprocess.run(["git", "-C", str(tree), "status"], capture_output=True, check=True)
    (tmp_path / "sprung").unlink()

    assert is_unignored_in_work_tree(tree / "s.yaml")

    assert not (tmp_path / "sprung").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="giving a folder away is root's")
def test_a_work_tree_that_git_distrusts_is_one_that_does_not_ignore(tree: Path) -> None:
    os.chown(tree, 4242, 4242)
    os.chown(tree / ".git", 4242, 4242)

    assert is_unignored_in_work_tree(tree / "s.yaml")


@pytest.mark.parametrize(
    "script", [None, "#!/bin/sh\nexec /bin/sleep 30\n"], ids=["missing", "hangs"]
)
def test_without_an_answer_from_git_nothing_is_claimed(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    if script:
        (programs / "git").write_text(script)
        (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr("ghcr_tui.system.git._TIMEOUT", 0.2)

    assert not is_unignored_in_work_tree(tree / "s.yaml")


def test_git_is_not_handed_our_tokens(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "git").write_text(f"#!/bin/sh\nenv > {tmp_path}/seen\nexit 1\n")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("GHCR_TOKEN", "ghp_made_up")

    assert is_unignored_in_work_tree(tree / "s.yaml")

    assert "ghp_made_up" not in (tmp_path / "seen").read_text()


def test_a_name_that_no_file_can_have_is_in_no_work_tree() -> None:
    assert not is_unignored_in_work_tree("a\0b")
