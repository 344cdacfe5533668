"""A plan for people: what would change, entry by entry, and what is left alone and why."""

from collections.abc import Iterable, Iterator

from ghcr_tui.cli.paint import Paint, shown
from ghcr_tui.core.change.plan import Edit, EntryFate, LeftAlone, Plan

_SIGNS = {"changed": "~", "added": "+", "removed": "-", "as before": "="}
_STYLES = {"changed": "warning", "added": "good", "removed": "error", "as before": ""}
MOST = 40
"""Objects that are told in full; `-o json` has them all."""


def plan_lines(plan: Plan, paint: Paint) -> Iterator[str]:
    """Yield the plan: a head for each context, its objects, and what is left alone."""
    for context, server in plan.servers:
        edits = [edit for edit in plan.edits if edit.place.context == context]
        left = [each for each in plan.left_alone if each.place.context == context]
        where = f" ({shown(server)})" if server else ""
        yield paint("title", f"Context {shown(context)}{where}: {_counts(edits, left)}.")
        yield from _edit_lines(edits, paint)
        yield from _left_lines(left, paint)
    for unseen in plan.unseen:
        text = f"{shown(unseen.context)}: {unseen.sentence}"
        yield f"{paint('warning', 'Not seen:')} {paint.wrapped(text, '  ')}"
    if plan.already:
        noun = "object is" if plan.already == 1 else "objects are"
        yield f"{plan.already:,} {noun} as they should be already."


def entry_text(entry: EntryFate) -> str:
    """Return what becomes of an entry, in words."""
    what = entry.what or entry.fate
    username = f" ({shown(entry.username)})" if entry.username else ""
    return f"{shown(entry.registry)}{username}: {what}"


def _counts(edits: list[Edit], left: list[LeftAlone]) -> str:
    new = sum(edit.is_new for edit in edits)
    parts = []
    if len(edits) - new:
        parts.append(f"{len(edits) - new:,} to change")
    if new:
        parts.append(f"{new:,} to create")
    if left:
        parts.append(f"{len(left):,} left alone")
    return ", ".join(parts) or "nothing to do"


def _edit_lines(edits: list[Edit], paint: Paint) -> Iterator[str]:
    for edit in edits[:MOST]:
        verb = "create" if edit.is_new else "change"
        yield f"  {verb} {shown(edit.place.title, 320)}"
        for entry in edit.entries:
            line = f"    {_SIGNS[entry.fate]} {entry_text(entry)}"
            style = _STYLES[entry.fate]
            yield paint(style, line) if style else line
        for note in edit.notes:
            yield f"    {paint.wrapped(note + '.', '    ')}"
        if edit.warning:
            yield f"    {paint('warning', 'But:')} {paint.wrapped(edit.warning, '      ')}"
    yield from _more(len(edits) - MOST)


def _left_lines(left: list[LeftAlone], paint: Paint) -> Iterator[str]:
    for each in left[:MOST]:
        text = f"{each.sentence} {each.remedy}".rstrip()
        yield f"  left alone {shown(each.place.title, 320)}"
        yield f"    {paint.wrapped(text, '    ')}"
    yield from _more(len(left) - MOST)


def _more(count: int) -> Iterable[str]:
    return [f"  and {count:,} more, which `-o json` names"] if count > 0 else []
