"""Files: read with a bound, written so that nobody else reads them and nothing is lost."""

import errno
import os
import stat
from typing import TYPE_CHECKING, ClassVar

from ghcr_tui.core.text.decoding import text_of, utf8
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

FilePath = str | os.PathLike[str]

READ_LIMIT = 256 * 1024 * 1024
"""Bytes of the largest file that is read: a list of 100,000 Secrets is a quarter of it."""

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700
_READABLE_FILE = 0o644
_CHUNK = 1024 * 1024

_REASONS = {
    errno.ENOENT: "it does not exist",
    errno.EACCES: "you have no permission",
    errno.EPERM: "the system does not permit it",
    errno.EISDIR: "it is a folder",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EEXIST: "something else is in its place",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "a file may not be that large here",
    errno.EROFS: "the file system is read-only",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "its symbolic links go round in a circle",
    errno.ENXIO: "nothing answers behind it",
}


class FileProblem(Problem):
    """A file that could not be read or written; the message is a plain sentence."""


class SaveProblem(FileProblem):
    """A file that could not be written: the disk, the folder or its rights, not the usage."""

    status: ClassVar[int] = 3


def expand(path_text: str) -> "Path":
    """Return the path that a person typed: `~` and `~user` expanded, blanks around it dropped.

    Raises `FileProblem` for no path, an unknown user, or a path that ends as a folder's does.
    """
    from pathlib import Path

    typed = path_text.strip()
    if not typed:
        raise FileProblem("No path is given.")
    expanded = os.path.expanduser(typed)
    if typed.startswith("~") and expanded == typed:
        raise FileProblem(f"`{inert(typed.split('/')[0], 60)}` is no user's home folder.")
    if typed == "~" or typed.endswith(("/", "/.", "/..")) or typed in (".", ".."):
        raise FileProblem(f"`{inert(typed)}` is a folder: add the name of a file.")
    return Path(expanded)


def missing_folders(path: FilePath) -> "tuple[Path, ...]":
    """Return the folders that `path` needs and that do not exist, the outermost first."""
    from pathlib import Path

    missing: list[Path] = []
    try:
        for folder in Path(path).absolute().parents:
            if os.path.lexists(folder):
                break
            missing.append(folder)
    except ValueError:
        raise FileProblem(_not_a_name(path)) from None
    return tuple(reversed(missing))


def make_folders(path: FilePath) -> None:
    """Make the folders that `path` needs, open to their owner alone. Raises `FileProblem`.

    0700 because the first file in them holds a token: its name and size are nobody's business,
    and opening a folder to others later is easier than closing it too late.
    """
    for folder in missing_folders(path):
        try:
            folder.mkdir(_PRIVATE_FOLDER, exist_ok=True)
        except OSError as problem:
            raise FileProblem(_failed("make the folder", folder, problem)) from None


def read_text(path: FilePath, limit: int = READ_LIMIT, *, pipe_too: bool = False) -> str:
    """Return the text of a file of at most `limit` bytes, decoded by `text_of`.

    `pipe_too` waits for a pipe to end, as `<(kubectl get …)` is one; without it pipes, devices
    and folders are refused, so that nothing waits for ever. Raises `FileProblem`.
    """
    return text_of(read_bytes(path, limit, pipe_too=pipe_too))


def read_bytes(path: FilePath, limit: int = READ_LIMIT, *, pipe_too: bool = False) -> bytes:
    """Return what `read_text` reads, as it is. Raises `FileProblem`."""
    waiting = 0 if pipe_too else os.O_NONBLOCK
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOCTTY | waiting)
        try:
            found = os.fstat(descriptor)
            mode = found.st_mode
            if not (stat.S_ISREG(mode) or (pipe_too and stat.S_ISFIFO(mode))):
                raise FileProblem(f"Cannot read `{_shown(path)}`: it is {_kind(mode)}.")
            data = _read_all(descriptor, limit + 1, found.st_size)
        finally:
            os.close(descriptor)
    except OSError as problem:
        raise FileProblem(_failed("read", path, problem)) from None
    except ValueError:
        raise FileProblem(_not_a_name(path)) from None
    if len(data) > limit:
        raise FileProblem(f"Cannot read `{_shown(path)}`: it holds more than {size(limit)}.")
    return data


def write_private(path: FilePath, text: str) -> None:
    """Write `text` to `path` whole or not at all, readable and writable by its owner alone.

    A temporary file beside it is written, synced and renamed, so that whatever fails leaves the
    old file untouched and nothing behind. A symbolic link stays and its target is written, as a
    shell's `>` does. A read-only file is not overwritten. Raises `SaveProblem`.
    """
    _write_whole(path, text, _PRIVATE_FILE)


def write_readable(path: FilePath, text: str) -> None:
    """Write `text`, in which nothing is secret, as `write_private` does, for everybody to read.

    Raises `SaveProblem`.
    """
    _write_whole(path, text, _READABLE_FILE)


def _write_whole(path: FilePath, text: str, mode: int) -> None:
    try:
        target = _target(path)
        folder = os.path.dirname(target)
        temporary = f"{folder}/.ghcr-tui-{os.urandom(8).hex()}.tmp"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        descriptor = os.open(temporary, flags, _PRIVATE_FILE)
        try:
            try:
                os.fchmod(descriptor, mode)  # a umask may have taken bits away
                _write_all(descriptor, utf8(text))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            os.rename(temporary, target)
        finally:
            _remove(temporary)
        _sync_folder(folder)
    except OSError as problem:
        raise SaveProblem(_failed("save", path, problem)) from None
    except ValueError:
        raise SaveProblem(_not_a_name(path)) from None


def size(count: int) -> str:
    """Return a number of bytes as people write it: `512 bytes`, `64 KiB`, `1.5 MiB`."""
    if count < 1024:
        return f"{count} bytes"
    unit, amount = ("KiB", count / 1024) if count < 1024 * 1024 else ("MiB", count / 1024 / 1024)
    return f"{amount:.1f}".removesuffix(".0") + f" {unit}"


def _target(path: FilePath) -> str:
    """Return the file that is to be written, its links followed, if it may be written."""
    name = os.fspath(path)
    if os.path.islink(name):
        _refuse_planted_link(name)
    try:
        target = os.path.realpath(name, strict=True)
    except FileNotFoundError:
        target = os.path.realpath(name)  # a new file, or a link to one
    try:
        mode = os.lstat(target).st_mode
    except FileNotFoundError:
        if not os.path.isdir(os.path.dirname(target)):
            raise SaveProblem(f"Cannot save `{_shown(path)}`: its folder does not exist.") from None
        return target
    if not stat.S_ISREG(mode):
        raise SaveProblem(f"Cannot save `{_shown(path)}`: it is {_kind(mode)}.")
    if not os.access(target, os.W_OK):
        raise SaveProblem(f"Cannot save `{_shown(path)}`: the file there is read-only.")
    return target


def _refuse_planted_link(name: str) -> None:
    """Refuse a link that a stranger left in a folder where everybody may, such as /tmp.

    The rule is Linux's own for opening (proc(5), fs.protected_symlinks).
    """
    link, folder = os.lstat(name), os.stat(os.path.dirname(name) or ".")
    shared = folder.st_mode & stat.S_ISVTX and folder.st_mode & stat.S_IWOTH
    if shared and link.st_uid not in (os.geteuid(), folder.st_uid):
        raise SaveProblem(
            f"Cannot save `{_shown(name)}`: it is a link that another user left in a shared folder."
        )


def _read_all(descriptor: int, limit: int, expected: int) -> bytes:
    """Return up to `limit` bytes; those `expected` come in one piece, which is never copied."""
    data = os.read(descriptor, min(limit, max(_CHUNK, expected + 1)))
    while len(data) < limit and (chunk := os.read(descriptor, min(_CHUNK, limit - len(data)))):
        data += chunk
    return data


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _remove(temporary: str) -> None:
    try:
        os.unlink(temporary)
    except FileNotFoundError:
        return  # it has become the file itself


def _sync_folder(folder: str) -> None:
    """Make the new name last through a power cut, where the folder can be opened for that."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except PermissionError:
        return  # a folder may be written to without being readable
    try:
        os.fsync(descriptor)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP):  # what this file system lacks
            raise
    finally:
        os.close(descriptor)


def _failed(verb: str, path: FilePath, problem: OSError) -> str:
    reason = _REASONS.get(problem.errno or 0) or inert(problem.strerror or "it failed", 80)
    return f"Cannot {verb} `{_shown(path)}`: {reason}."


def _not_a_name(path: FilePath) -> str:
    """Return what is said of a path with a NUL, or with half a character, in it."""
    return f"`{_shown(path)}` is not a name that a file can have."


def _shown(path: FilePath) -> str:
    return inert(os.fspath(path))


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe, not a file"
    return "a socket, not a file" if stat.S_ISSOCK(mode) else "a device, not a file"
