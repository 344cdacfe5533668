"""The rollback file on disk: private, and encrypted where an age recipient is named."""

from collections.abc import Sequence

from ghcr_tui.core.change.rollback import Rollback, read_rollback
from ghcr_tui.system.files import expand, read_bytes, write_private
from ghcr_tui.system.sealing.age import is_encrypted, opened, sealed

_MOST = 512 * 1024 * 1024


def write_rollback(path: str, text: str, recipients: Sequence[str]) -> None:
    """Write the way back to `path`, for its owner alone. Raises SaveProblem, SealingProblem."""
    write_private(expand(path), sealed(text, recipients) if recipients else text)


def read_rollback_file(path: str, identity: str = "") -> Rollback:
    """Return the way back in `path`, opened with the age identity in the file `identity`.

    Raises FileProblem, SealingProblem, RollbackProblem.
    """
    data = read_bytes(expand(path), _MOST)
    text = opened(data, identity) if is_encrypted(data) else data.decode("utf-8", "replace")
    return read_rollback(text)
