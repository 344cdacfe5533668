"""The journal on disk: in the person's state folder, private, a line at a time.

Every event is written before, or as soon as, it is so: what the kernel has been given survives
the death of the program. The header is synced, too, because all else hangs on it.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ghcr_tui.core.change.journal import Header, event_line, header_line, read_journal
from ghcr_tui.core.change.plan import Place
from ghcr_tui.core.change.progress import Event, OddEvent, Progress
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.cluster.scope import Scope
from ghcr_tui.system.files import FileProblem, make_folders, read_text

_SUFFIX = ".journal"
_MOST = 256 * 1024 * 1024


class JournalFile:
    """A journal that is being written. Raises FileProblem where it cannot be."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def begin(cls, header: Header) -> "JournalFile":
        """Write a new journal's header. Raises FileProblem."""
        stamp = header.started.replace(":", "").replace("-", "")
        name = f"{stamp}-{header.verb}-{os.urandom(3).hex()}{_SUFFIX}"
        path = journal_folder() / name
        make_folders(path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
        try:
            descriptor = os.open(path, flags, 0o600)
            journal = cls(path, descriptor)
            journal._write(header_line(header))
            os.fsync(descriptor)
        except OSError as problem:
            raise FileProblem(
                f"No journal can be kept in {path.parent}: {problem.strerror}."
            ) from None
        return journal

    @classmethod
    def go_on(cls, path: Path) -> "JournalFile":
        """Open a journal to write on. Raises FileProblem."""
        try:
            return cls(path, os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC))
        except OSError as problem:
            raise FileProblem(
                f"The journal {path} cannot be written: {problem.strerror}."
            ) from None

    def note(self, event: Event) -> None:
        """Write an event down. Raises FileProblem."""
        try:
            self._write(event_line(event))
        except OSError as problem:
            raise FileProblem(f"The journal cannot be written on: {problem.strerror}.") from None

    def close(self) -> None:
        """Close it, and remove one whose run is over: there is nothing to take up any more."""
        os.close(self._descriptor)
        if not is_open(self.path):
            self.path.unlink(missing_ok=True)

    def _write(self, line: str) -> None:
        rest = line.encode()
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]


def journal_folder() -> Path:
    """Return where journals are."""
    from platformdirs import user_state_path

    return user_state_path("ghcr-tui") / "journals"


def read_journal_file(path: Path) -> tuple[Header, Progress]:
    """Return what a run was to do, and how far it has come. Raises FileProblem, JournalProblem."""
    header, events = read_journal(read_text(path, _MOST))
    try:
        return header, Progress(len(header.edits), events)
    except OddEvent:
        raise FileProblem(f"The journal {path} tells what cannot be: it was changed.") from None


def open_journals() -> Iterator[Path]:
    """Yield the journals of runs that ended early, the latest first."""
    for path in sorted(journal_folder().glob(f"*{_SUFFIX}"), reverse=True):
        if is_open(path):
            yield path


def end_older(header: Header, scopes: Mapping[str, Scope]) -> None:
    """Remove the journals of earlier tries at what is done now: nothing is left of them.

    `scopes` is where the run that is done looked, by context.
    """
    for path in open_journals():
        try:
            older, _ = read_journal_file(path)
        except Problem:
            continue
        wanted = older.verb, older.old, older.new, older.servers
        is_same = wanted == (header.verb, header.old, header.new, header.servers)
        if is_same and all(_is_within(one.place, scopes) for one in older.edits):
            path.unlink(missing_ok=True)


def _is_within(place: Place, scopes: Mapping[str, Scope]) -> bool:
    scope = scopes.get(place.context)
    return scope is not None and (not scope.namespaces or place.namespace in scope.namespaces)


def is_open(path: Path) -> bool:
    """Return whether there is something to take up in a journal."""
    try:
        _, progress = read_journal_file(path)
    except Problem:
        return True  # a person has to look at it
    return progress.is_open
