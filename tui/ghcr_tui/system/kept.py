"""What is kept in a person's own folders: the `config.toml` they write, and the app's memory."""

import threading
from typing import TYPE_CHECKING, NamedTuple

from ghcr_tui.core.settings.memory import Memory, merged, read_memory, write_memory
from ghcr_tui.system.files import FileProblem, make_folders, read_text, write_private

if TYPE_CHECKING:
    from pathlib import Path

    from ghcr_tui.core.settings.config_file import Config

_LIMIT = 1024 * 1024
"""Bytes of either file; what is larger is another file."""

_one_at_a_time = threading.Lock()


class ConfigFile(NamedTuple):
    """Where the settings are, whether a file is there, and what it sets."""

    path: "Path"
    is_there: bool
    config: "Config"


def config_path() -> "Path":
    """Return where `config.toml` is, or would be."""
    from platformdirs import user_config_path

    return user_config_path("ghcr-tui") / "config.toml"


def read_config_file() -> ConfigFile:
    """Return the settings; a file that cannot be read is a problem of line 0. Raises nothing."""
    from ghcr_tui.core.settings.config_file import Config, ConfigProblem, read_config

    path = config_path()
    if not path.exists():
        return ConfigFile(path, False, Config())
    try:
        config = read_config(read_text(path, _LIMIT))
    except FileProblem as problem:
        config = Config(problems=(ConfigProblem(0, str(problem)),))
    return ConfigFile(path, True, config)


def memory_path() -> "Path":
    """Return where the memory is, or would be."""
    from platformdirs import user_state_path

    return user_state_path("ghcr-tui") / "memory.json"


def recall() -> Memory:
    """Return what was remembered; nothing where nothing can be read."""
    path = memory_path()
    try:
        return read_memory(read_text(path, _LIMIT)) if path.exists() else Memory()
    except FileProblem:
        return Memory()


def remember(memory: Memory) -> None:
    """Keep what `memory` has, in place of what was; the rest stays, whoever wrote it.

    Raises `FileProblem` where it cannot be kept.
    """
    path = memory_path()
    with _one_at_a_time:
        before = recall()
        after = merged(before, memory)
        if after != before:
            make_folders(path)
            write_private(path, write_memory(after))


def forget() -> bool:
    """Remove what was remembered; return whether anything was. Raises `FileProblem`."""
    path = memory_path()
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as problem:
        raise FileProblem(f"{path} cannot be removed: {problem.strerror}.") from None
    return True
