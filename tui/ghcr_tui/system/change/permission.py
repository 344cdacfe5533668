"""What may be written at all, by what this machine's owner has set: there is no way round it."""

from ghcr_tui.core.change.safety import Safety
from ghcr_tui.system.kept import read_config_file

_FORBIDDEN: list[bool] = []
"""Holds something once this run of the program may write nothing; nothing takes it out again."""
_UNREADABLE = (
    "Something in config.toml does not hold, and it may be what forbids this: nothing is changed. "
    "`ghcr-tui config` says what it is."
)


def forbid_writing() -> None:
    """Let nothing be written any more, until the program ends."""
    _FORBIDDEN.append(True)


def safety_here(*, read_only: bool = False) -> Safety:
    """Return what may be written; with `read_only` nothing may, whatever is set.

    A config.toml that does not hold forbids it, too: it may have said so.
    """
    config = read_config_file().config
    settings = config.settings
    if config.problems:
        return Safety(True, settings.protected_contexts, _UNREADABLE)
    is_read_only = read_only or settings.read_only or bool(_FORBIDDEN)
    return Safety(is_read_only, settings.protected_contexts)
