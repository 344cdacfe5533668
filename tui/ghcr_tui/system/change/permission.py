"""What may be written at all, by what this machine's owner has set."""

from ghcr_tui.core.change.safety import Safety


def safety_here(*, read_only: bool = False) -> Safety:
    """Return what may be written; with `read_only` nothing may, whatever is set."""
    return Safety(read_only)
