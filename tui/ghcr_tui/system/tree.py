"""The files of a repository, or of a folder: those that git would take, each read with a bound."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ghcr_tui.system.files import FileProblem, read_bytes
from ghcr_tui.system.git import files_git_takes, staged_files, staged_text

_LIMIT = 5 * 1024 * 1024
"""Bytes of a file that is read: no manifest is longer, and a Secret holds a MiB at most."""
_HEAD = 8192
"""Bytes in which a NUL tells a file that is no text, as git tells them."""


class FoundFile(NamedTuple):
    """A file and what is in it; `problem` says why it could not be read, "" where it was."""

    path: str
    data: bytes = b""
    problem: str = ""

    def __repr__(self) -> str:
        """Leave out what is in it."""
        return f"FoundFile({self.path!r}, {len(self.data)} bytes)"


def files_under(paths: Sequence[str]) -> Iterator[FoundFile]:
    """Yield every text file at `paths`, and under those that are folders.

    Of a git work tree it is what git knows or would take; else everything but `.git`. Links are
    not followed, and what is no file or no text is passed over.
    """
    for path in paths:
        if not os.path.lexists(path):
            yield FoundFile(path, problem="it does not exist.")
        elif os.path.isdir(path) and not os.path.islink(path):
            for name in _names(path):
                yield from _read(os.path.join(path, name) if path != "." else name)
        else:
            yield from _read(path)


def files_staged(folder: str) -> Iterator[FoundFile]:
    """Yield what the next commit of the work tree around `folder` would hold anew.

    Raises `ProgramError` where git cannot say.
    """
    for name in staged_files(folder):
        data = staged_text(folder, name, _LIMIT)
        if data is None:
            yield FoundFile(name, problem="git does not give it, or it is longer than 5 MiB.")
        elif b"\0" not in data[:_HEAD]:
            yield FoundFile(name, data)


def _names(folder: str) -> Iterator[str]:
    listed = files_git_takes(folder)
    if listed is not None:
        yield from listed
        return
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        yield from (os.path.relpath(os.path.join(root, name), folder) for name in sorted(names))


def _read(path: str) -> Iterator[FoundFile]:
    if os.path.islink(path) or not os.path.isfile(path):
        return
    try:
        data = read_bytes(path, _LIMIT)
    except FileProblem as problem:
        yield FoundFile(path, problem=str(problem))
        return
    if b"\0" not in data[:_HEAD] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield FoundFile(path, data)
