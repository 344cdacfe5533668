"""What the app remembers for its next run, kept off the screen: a slow disk must not stop it."""

from pathlib import Path
from typing import Protocol, runtime_checkable

from textual.app import App

from ghcr_tui.core.settings.memory import Memory, merged
from ghcr_tui.core.settings.settings import REMEMBERED
from ghcr_tui.system.files import FileProblem
from ghcr_tui.system.kept import forget, remember


@runtime_checkable
class Remembers(Protocol):
    """An app that remembers."""

    remembering: "Remembering"


def last_folder(app: object) -> str:
    """Return the folder that was saved into or opened from last, "" where it is not there now."""
    folder = app.remembering.memory.folder if isinstance(app, Remembers) else ""
    return folder if folder and Path(folder).is_dir() else ""


def folder_of(path: str) -> str:
    """Return the folder that a file is in, "" for no file."""
    return str(Path(path).absolute().parent) if path else ""


def offered_path(app: object, file_name: str) -> str:
    """Return the path that is offered for a file: in the last folder, else in this one."""
    folder = last_folder(app)
    if not folder or folder == _here():
        return file_name
    offered, home = Path(folder) / file_name, Path.home()
    return str("~" / offered.relative_to(home) if offered.is_relative_to(home) else offered)


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # it was deleted meanwhile
        return ""


class Remembering:
    """Keeps what may be remembered: `names` of the fields of a `Memory`, of which none may be.

    `memory` is what is known now, from earlier runs and from this one.
    """

    def __init__(self, app: App[None], memory: Memory, names: tuple[str, ...] = REMEMBERED) -> None:
        self._app = app
        self._names = names
        self._has_failed = False
        self.memory = memory

    def keep(self, memory: Memory) -> None:
        """Keep what of `memory` may be remembered, in place of what was."""
        allowed = memory.only(self._names)
        after = merged(self.memory, allowed)
        if after == self.memory:
            return
        self.memory = after
        self._app.run_worker(lambda: self._write(allowed), thread=True, group="remember")

    def forget(self) -> None:
        """Forget everything, and nothing more is remembered in this run."""
        self._names, self.memory = (), Memory()
        self._app.run_worker(self._remove, thread=True, group="remember")

    def _write(self, memory: Memory) -> None:
        try:
            remember(memory)
        except FileProblem as problem:
            if not self._has_failed:  # a disk that is full stays so
                self._has_failed = True
                self._app.notify(f"Not remembered for next time: {problem}", severity="warning")

    def _remove(self) -> None:
        try:
            was_there = forget()
        except FileProblem as problem:
            self._app.notify(str(problem), severity="error")
            return
        said = "Forgotten" if was_there else "Nothing was remembered"
        self._app.notify(f"{said}; nothing is remembered until the app is opened again.")
