"""What `fix` says on standard error: what was changed, and what is left to a person."""

import sys
from collections.abc import Iterator

from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.paint import Paint, paint_for, shown
from ghcr_tui.cli.streams import complain, say
from ghcr_tui.core.mending.change import Change
from ghcr_tui.core.mending.left import Left, left_in
from ghcr_tui.core.mending.text import MendedText

_MOST = 100
"""Changes, and findings left, that are said one by one; of more of them the number is said."""


def tell(mended: MendedText, *, in_place: bool) -> None:
    """Say what was changed and what is left; `in_place` tells that the layout was kept."""
    paint = paint_for(sys.stderr)
    changes = _changes(mended)
    for title, change in changes[:_MOST]:
        for line in _change_lines(title, change, paint):
            say(line)
    if len(changes) > _MOST:
        say(f"and {len(changes) - _MOST:,} changes more")
    if not changes:
        complain("nothing was changed.")
    elif not in_place:
        complain("the text was written anew: its comments and its layout are not kept.")
    left = left_in(mended.after)
    for each in left[:_MOST]:
        for line in _left_lines(each, paint):
            say(line)
    if len(left) > _MOST:
        say(f"and {len(left) - _MOST:,} findings more, which `ghcr-tui decode` shows")


def _changes(mended: MendedText) -> list[tuple[str, Change]]:
    of_text = [("", change) for change in mended.about_text]
    return [*of_text, *((part.title, change) for part in mended.parts for change in part.changes)]


def _change_lines(title: str, change: Change, paint: Paint) -> Iterator[str]:
    yield f"{paint('good', 'fixed')}    {paint.wrapped(shown(change.sentence, 600), ' ' * 9)}"
    place = "  ".join(part for part in (shown(title), str(change.where)) if part)
    yield f"{' ' * 9}{paint('dim', f'{place}  [{change.code}]'.strip())}"


def _left_lines(left: Left, paint: Paint) -> Iterator[str]:
    place = "  ".join(part for part in (shown(left.title), str(left.finding.where)) if part)
    yield from finding_lines(left.finding, paint, place=place)
    yield f"{' ' * 9}{paint.wrapped(left.why, ' ' * 9)}"
