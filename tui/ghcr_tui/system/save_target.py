"""Where a file would be saved: what is there now, what is missing, what git would do."""

from typing import TYPE_CHECKING, NamedTuple

from ghcr_tui.system.files import FileProblem, expand, missing_folders, read_text
from ghcr_tui.system.git import is_unignored_in_work_tree

if TYPE_CHECKING:
    from pathlib import Path

_COMPARED = 2 * 1024 * 1024
"""Bytes of an old file that are read to show what changes: a Secret is half of it at most."""


class SaveTarget(NamedTuple):
    """Where a path leads.

    `missing` are the folders that have to be made, the outermost first. `is_taken` says that a
    file is there, `old` what it holds, None where that cannot be read. `is_unignored` says that
    git would take the file.
    """

    path: "Path"
    missing: "tuple[Path, ...]" = ()
    is_taken: bool = False
    old: str | None = None
    is_unignored: bool = False


def examine(path_text: str) -> SaveTarget:
    """Return where the path that a person typed leads. Raises `FileProblem`.

    A folder or a device in its place is left to saving, which refuses it.
    """
    path = expand(path_text)
    try:
        is_taken = path.is_file()
    except OSError:
        is_taken = False  # saving says what is wrong with the way there
    old: str | None = None
    if is_taken:
        try:
            old = read_text(path, _COMPARED)
        except FileProblem:
            old = None
    return SaveTarget(path, missing_folders(path), is_taken, old, is_unignored_in_work_tree(path))
