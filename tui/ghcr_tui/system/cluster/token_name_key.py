"""The secret behind the names that tokens have in reports: made once, kept on this machine."""

import os

from ghcr_tui.system.files import FileProblem, make_folders, read_bytes, write_private

KEY_FILE = "token-names.key"
_LENGTH = 32


_FEWEST = 16
"""Bytes of a key that somebody brings."""


def key_from_file(path: str) -> bytes:
    """Return the key in a file that was named. Raises FileProblem."""
    key = read_bytes(path, 4096, pipe_too=True).strip()
    if len(key) < _FEWEST:
        raise FileProblem(f"The key has to have {_FEWEST} bytes or more: `openssl rand -hex 32`.")
    return key


def token_name_key() -> tuple[bytes, str]:
    """Return the key, and why it is not the same tomorrow, "" where it is.

    It is in the person's state folder; where nothing can be kept there it lasts for this run.
    """
    from platformdirs import user_state_path

    path = user_state_path("ghcr-tui") / KEY_FILE
    try:
        if path.exists():
            kept = bytes.fromhex(read_bytes(path, 4096).decode("ascii", "replace"))
            if len(kept) == _LENGTH:
                return kept, ""
        fresh = os.urandom(_LENGTH)
        make_folders(path)
        write_private(path, f"{fresh.hex()}\n")
    except (FileProblem, OSError, ValueError) as problem:
        why = str(problem) if isinstance(problem, FileProblem) else "it cannot be kept"
        return os.urandom(_LENGTH), why
    return fresh, ""
