"""What git would do with a file: whether a token saved there could be committed by mistake."""

import os

from ghcr_tui.system.files import FilePath
from ghcr_tui.system.processes import Ended, ProgramError, run_program
from ghcr_tui.system.token_sources import without_tokens

_TIMEOUT = 2.0
_LONG_TIMEOUT = 30.0
"""Seconds for a list of a large repository's files."""
_LISTED = 64 * 1024 * 1024
_KEPT = (
    "GIT_CONFIG_GLOBAL",  # where the person's own list of ignored files is named
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
)
_HARMLESS = (
    # A stranger's work tree may name programs in its configuration (git-config(1)); these two
    # settings are the ways from a question about ignored files to running one.
    *("-c", "core.fsmonitor=false"),
    *("-c", "protocol.allow=never"),  # no fetching of what a partial clone left out
)


def is_unignored_in_work_tree(path: FilePath) -> bool:
    """Return whether a file at `path`, there or not yet, is one that `git add` would take.

    Links are followed, as saving follows them. False outside a work tree and where git is not
    installed or does not answer. A work tree that git refuses to look into, because somebody else
    owns it, counts as one that does not ignore the file.
    """
    try:
        target = os.path.realpath(path)
    except ValueError:
        return False
    folder = _existing_folder(target)
    try:
        ignored = _git(folder, "check-ignore", "--quiet", "--", target)
        if ignored.status in (0, 1):
            return ignored.status == 1
        inside = _git(folder, "rev-parse", "--is-inside-work-tree")
    except ProgramError:
        return False
    return inside.status != 0 and _has_repository(folder)


def files_git_takes(folder: str) -> list[str] | None:
    """Return the files under `folder` that git has or would take, relative to it, in their order.

    None outside a work tree, and where git is not installed or does not answer.
    """
    question = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate")
    try:
        answer = _git(folder, *question, timeout=_LONG_TIMEOUT, output_limit=_LISTED)
    except ProgramError:
        return None
    return None if answer.status else sorted(_names(answer))


def staged_files(folder: str) -> list[str]:
    """Return the files that the next commit changes, from the top of the work tree on.

    Raises `ProgramError` where git cannot say, outside a work tree too.
    """
    question = ("diff", "--cached", "--name-only", "-z", "--diff-filter=ACMRT", "--no-ext-diff")
    answer = _git(folder, *question, timeout=_LONG_TIMEOUT, output_limit=_LISTED)
    if answer.status:
        raise ProgramError("git has no index to look into here")
    return _names(answer)


def staged_text(folder: str, name: str, limit: int) -> bytes | None:
    """Return what is staged of a file, None where it is longer than `limit` or not to be had."""
    try:
        answer = _git(folder, "cat-file", "blob", f":{name}", output_limit=limit + 1)
    except ProgramError:
        return None
    return None if answer.status or len(answer.output) > limit else answer.output


def _names(answer: Ended) -> list[str]:
    return [os.fsdecode(name) for name in answer.output.split(b"\0") if name]


def _git(folder: str, *question: str, timeout: float = _TIMEOUT, output_limit: int = 0) -> Ended:
    return run_program(
        ("git", "-C", folder, *_HARMLESS, *question),
        timeout=timeout,
        output_limit=output_limit,
        environment=_environment(),
    )


def _environment() -> dict[str, str]:
    """Return an environment in which git finds the repository by the folder alone.

    A program started from a git hook has GIT_DIR and its like set for another repository.
    """
    kept = {
        name: value
        for name, value in without_tokens().items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    return kept | {
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _existing_folder(target: str) -> str:
    folder = os.path.dirname(target)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    return folder


def _has_repository(folder: str) -> bool:
    """Return whether `folder` or one above it is the top of a work tree."""
    while not os.path.exists(f"{folder}/.git"):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return True
