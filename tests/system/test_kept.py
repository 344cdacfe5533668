"""The person's own folders: settings that are read, and names that are kept."""

import threading
from pathlib import Path

import pytest

from ghcr_tui.core.settings.config_file import Config
from ghcr_tui.core.settings.memory import Memory
from ghcr_tui.core.settings.settings import Settings
from ghcr_tui.system.files import FileProblem
from ghcr_tui.system.kept import (
    config_path,
    forget,
    memory_path,
    read_config_file,
    recall,
    remember,
)


def _config(text: str) -> Path:
    path = config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_without_files_there_are_the_defaults(home: Path) -> None:
    file = read_config_file()
    assert (file.is_there, file.config) == (False, Config())
    assert recall() == Memory()
    assert config_path() == home / "config" / "ghcr-tui" / "config.toml"
    assert list(home.rglob("*ghcr*")) == []


def test_what_is_set_is_read() -> None:
    _config('theme = "nord"\nread_only = true\n')
    assert read_config_file().config.settings == Settings(theme="nord", read_only=True)


def test_a_file_that_cannot_be_read_is_a_problem_and_no_more() -> None:
    config_path().mkdir(parents=True)
    (problem,) = read_config_file().config.problems
    assert "folder" in problem.sentence
    assert read_config_file().config.settings == Settings()


def test_what_is_remembered_is_for_its_owner_alone() -> None:
    remember(Memory(theme="nord"))
    remember(Memory(registry="quay.io", username="org+bot"))
    assert recall() == Memory("nord", "quay.io", "org+bot")
    assert memory_path().stat().st_mode & 0o777 == 0o600


def test_what_was_broken_by_somebody_is_written_anew() -> None:
    remember(Memory(theme="nord"))
    memory_path().write_bytes(b"\xff\x00{")
    assert recall() == Memory()
    remember(Memory(namespace="shop"))
    assert recall() == Memory(namespace="shop")


def test_what_is_kept_at_once_is_all_kept() -> None:
    memories = [Memory(username=f"name-{number}") for number in range(10)]
    memories += [Memory(theme="nord"), Memory(folder="/srv")]
    threads = [threading.Thread(target=remember, args=(memory,)) for memory in memories]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert recall().username.startswith("name-")
    assert recall()._replace(username="") == Memory(theme="nord", folder="/srv")
    assert [each.name for each in memory_path().parent.iterdir()] == ["memory.json"]


def test_forgetting_removes_the_file() -> None:
    assert not forget()
    remember(Memory(theme="nord"))
    assert forget()
    assert recall() == Memory()


def test_where_nothing_can_be_kept_it_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert recall() == Memory()
    with pytest.raises(FileProblem):
        remember(Memory(theme="nord"))
