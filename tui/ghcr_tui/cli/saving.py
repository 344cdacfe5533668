"""How a verb saves its result: no file is replaced unasked, and what is lost is named."""

import sys
import time
from typing import TYPE_CHECKING

from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.streams import complain, say
from ghcr_tui.core.credential.registry_changes import lost_registries, registry_changes
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.files import FileProblem, expand, read_text, write_private
from ghcr_tui.system.git import is_unignored_in_work_tree

if TYPE_CHECKING:
    from pathlib import Path

    from ghcr_tui.core.credential.credential import Credential

_COMPARED = 4 * 1024 * 1024
"""Bytes of an old file that is read for what it holds; a Secret has a quarter of that at most."""


class NotReplaced(Problem):
    """A file is in the way, and nobody agreed to replace it; the message says what is in it."""


def save(text: str, name: str, *, is_secret: bool, force: bool) -> None:
    """Write `text` to the file `name`, whole or not at all; one that is there only if agreed.

    Where somebody sits at the terminal they are asked, else it takes `force`. Raises
    `FileProblem`, `NotReplaced`.
    """
    path = expand(name)
    old = _old_text(path)
    if old is not None and old != text:
        _agree(name, old, text, force=force)
    write_private(path, text)
    warn_of_git(path, name, is_secret=is_secret)


def warn_of_git(path: "Path", name: str, *, is_secret: bool) -> None:
    """Say so where git would take the file at `path`, which holds a live token."""
    if is_secret and is_unignored_in_work_tree(path):
        complain(
            f"`{shown(name)}` holds a live token, and git does not ignore it here: take care not "
            "to commit it."
        )


def _old_text(path: "Path") -> str | None:
    """Return what is in the way: None for no file, "" for one of which nothing can be said."""
    if not path.exists():
        return None
    try:
        return read_text(path, _COMPARED)
    except FileProblem:
        return ""


def _agree(name: str, old: str, new: str, *, force: bool) -> None:
    """Return where the old file may be replaced. Raises `NotReplaced`."""
    before, after = _credentials(old), _credentials(new)
    lost = ", ".join(lost_registries(before, after))
    if force:
        if lost:
            complain(f"`{shown(name)}` was replaced: {lost} is no longer in it.")
        return
    taken = f"`{shown(name)}` is there already"
    if lost:
        taken += f", with a credential for {lost} that would be lost"
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotReplaced(
            f"{taken}: --force replaces it. To change one registry and keep the rest, use "
            "`encode --from FILE --registry HOST --in-place`."
        )
    for line in registry_changes(before, after) if before and after else ():
        say(f"  {line}")
    complain(f"{taken}. Replace it? [y/N] ")
    if sys.stdin.readline().strip().casefold() not in ("y", "yes"):
        raise NotReplaced("nothing was written.")


def _credentials(text: str) -> "list[Credential]":
    secrets = inspect_whole(text, time.time()).secrets
    return [entry.credential for secret in secrets for entry in secret.entries]
