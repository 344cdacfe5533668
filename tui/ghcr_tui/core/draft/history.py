"""The history of a draft: what undo and redo go back and forth in, as one immutable value.

Typing is taken back by the word, as in an editor: letters that follow each other in one field are
one step, until a word ends or the person pauses. Everything else is a step of its own.
"""

from typing import Final, NamedTuple

from ghcr_tui.core.draft.draft import Draft, size_of

_PAUSE: Final = 2.0
"""Seconds without a key after which what is typed is another step."""
_STEPS: Final = 200
_CHARACTERS: Final = 1024 * 1024
"""How much a history keeps at the most: steps, and characters of all its drafts together."""


class Step(NamedTuple):
    """A draft that was there, and the registry that was edited in it."""

    draft: Draft
    entry: int = 0


class History(NamedTuple):
    """The drafts before and after the one that is there; the nearest come last.

    `field` and `at` say where, and when, the last letter was typed: "" where none was.
    """

    now: Step
    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()
    field: str = ""
    at: float = 0.0


def recorded(history: History, step: Step, field: str = "", at: float = 0.0) -> History:
    """Return `history` with `step` as what is there now.

    `field` is where a person typed, "" where something else made the draft; `at` is in seconds.
    """
    if step.draft == history.now.draft:
        return history._replace(now=step)
    if field and _goes_on(history, step, field, at):
        return history._replace(now=step, after=(), at=at)
    before = _bounded((*history.before, history.now))
    return History(step, before, (), field, at)


def undone(history: History) -> History:
    """Return `history` one step earlier, itself where there is none."""
    if not history.before:
        return history
    *before, now = history.before
    return History(now, tuple(before), (*history.after, history.now))


def redone(history: History) -> History:
    """Return `history` one step later, itself where nothing was undone."""
    if not history.after:
        return history
    *after, now = history.after
    return History(now, (*history.before, history.now), tuple(after))


def changed_field(one: Step, other: Step) -> tuple[str, int]:
    """Return the first field in which two steps differ, and the registry of `other` it is of."""
    credentials = zip(one.draft.credentials, other.draft.credentials, strict=False)
    for entry, (here, there) in enumerate(credentials):
        for name in here._fields:
            if getattr(here, name) != getattr(there, name):
                return name, entry
    if len(one.draft.credentials) != len(other.draft.credentials):
        return "registry", min(other.entry, len(other.draft.credentials) - 1)
    for name in Draft._fields[1:]:
        if getattr(one.draft, name) != getattr(other.draft, name):
            return name, other.entry
    return "", other.entry


def _goes_on(history: History, step: Step, field: str, at: float) -> bool:
    """Return whether a letter belongs to the step that is being typed."""
    is_same = field == history.field and at - history.at < _PAUSE
    if not is_same or step.entry != history.now.entry or not history.before:
        return False
    return not _begins_word(history.now.draft, step.draft)


def _begins_word(old: Draft, new: Draft) -> bool:
    """Return whether what came last is more than a letter, or the first one behind a space."""
    grown = size_of(new) - size_of(old)
    if abs(grown) > 1:
        return True
    name, entry = changed_field(Step(old), Step(new))
    if name in ("registry", "username", "token", "email"):
        value: str = getattr(new.credentials[entry], name)
        return len(value) > 1 and value[-2].isspace() and not value[-1].isspace()
    return False


def _bounded(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    kept: list[Step] = []
    room = _CHARACTERS
    for step in reversed(steps[-_STEPS:]):
        room -= size_of(step.draft)
        if room < 0 and kept:
            break
        kept.append(step)
    return tuple(reversed(kept))
