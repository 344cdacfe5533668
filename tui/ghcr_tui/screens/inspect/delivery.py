"""How what was inspected leaves the screen: to the clipboard, into a file, into the composer."""

from ghcr_tui.core.credential.redaction import shown_registry
from ghcr_tui.core.inspection.decoded_view import decoded_view
from ghcr_tui.core.inspection.dropped import dropped
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.text.inert import inert, inert_lines
from ghcr_tui.screens.parcel import Parcel, file_stem

_NAMED = 12
"""Things left behind that are named; more are counted."""
_HIDDEN = "The copy holds the tokens that the view hides."


def packed_decoded(secret: InspectedSecret, masked: bool) -> Parcel | None:
    """Return what `secret` holds, tokens unmasked, or None where it holds nothing.

    `masked` says that the view hides the tokens.
    """
    text = decoded(secret)
    if not text:
        return None
    extension = "json" if secret.payload and not secret.other else "txt"
    return Parcel(
        text=text,
        noun="decoded Secret",
        file_name=f"{file_stem(secret.name or 'payload')}-decoded.{extension}",
        is_secret=True,
        caution=_HIDDEN if masked else "",
    )


def packed_token(entry: Entry) -> Parcel | None:
    """Return the token of `entry`, or None where it has none."""
    if not entry.token:
        return None
    return Parcel(
        text=entry.token,
        noun=f"token for {shown_registry(entry.registry)}",
        file_name=f"{file_stem(shown_registry(entry.registry))}-token.txt",
        is_secret=True,
    )


def left_behind(secret: InspectedSecret) -> str:
    """Return the sentence about what the composer does not take over, "" where it takes all."""
    left = dropped(secret)
    if not left:
        return ""
    names = ", ".join(inert(name, 80) for name in left[:_NAMED])
    rest = len(left) - _NAMED
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"Left behind: {names}{more}."


def decoded(secret: InspectedSecret) -> str:
    """Return what `secret` holds as it is copied: exactly, where the view had to change it."""
    if secret.payload and inert_lines(secret.payload) != secret.payload:
        return secret.payload
    return decoded_view(secret, masked=False)
