"""Where a path leads: what is there, what is missing, and what git would do with it."""

import subprocess
from pathlib import Path

import pytest

from ghcr_tui.system.files import FileProblem
from ghcr_tui.system.save_target import examine


def test_a_new_file_in_a_folder_that_is_there_needs_nothing(tmp_path: Path) -> None:
    place = examine(str(tmp_path / "new.yaml"))
    assert place == (tmp_path / "new.yaml", (), False, None, False)


def test_the_folders_that_are_missing_are_named_outermost_first(tmp_path: Path) -> None:
    place = examine(str(tmp_path / "a/b/new.yaml"))
    assert place.missing == (tmp_path / "a", tmp_path / "a/b")


def test_what_an_old_file_holds_is_read(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("before")
    place = examine(str(tmp_path / "old"))
    assert (place.is_taken, place.old) == (True, "before")


def test_an_old_file_too_large_to_compare_is_taken_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"x" * (2 * 1024 * 1024 + 1))
    place = examine(str(tmp_path / "old"))
    assert (place.is_taken, place.old) == (True, None)


@pytest.mark.parametrize("path", [".", "..", "/dev/null"])
def test_folders_and_devices_are_no_old_files(tmp_path: Path, path: str) -> None:
    if path.startswith("."):
        with pytest.raises(FileProblem, match="is a folder"):
            examine(str(tmp_path) + "/" + path)
    else:
        assert not examine(path).is_taken


def test_a_folder_in_its_place_is_left_to_saving(tmp_path: Path) -> None:
    assert not examine(str(tmp_path)).is_taken


def test_a_name_longer_than_names_can_be_is_left_to_saving(tmp_path: Path) -> None:
    assert not examine(str(tmp_path / ("x" * 300))).is_taken


def test_git_is_asked_whether_it_would_take_the_file(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("*.secret\n")
    assert examine(str(tmp_path / "a.yaml")).is_unignored
    assert not examine(str(tmp_path / "a.secret")).is_unignored
