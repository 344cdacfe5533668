"""The journal of a run: lines of JSON from which a killed run is taken up, with no secret in them.

The first line says what was to be done, each further one is an event. Values are in it as keyed
digests alone, whose key stays on the machine: they tell whether an object is as it was before an
edit, as the edit makes it, or neither.
"""

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar, get_args

from ghcr_tui.core.change.plan import Edit, Parts, Place, Verb, parts_of
from ghcr_tui.core.change.progress import Ending, Event, Kind
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, mappings_at, number_at, text_at
from ghcr_tui.core.text.problem import Problem

FORMAT = 1
Digest = Callable[[str], str]
"""Makes a keyed digest of a text: the same key, the same digest."""


class JournalProblem(Problem):
    """Text that is no journal of this program; the message is a sentence."""


class Noted(NamedTuple):
    """What the journal keeps of an edit."""

    place: Place
    uid: str
    version: str
    before: str
    after: str
    pointers: tuple[str, ...]

    @property
    def is_new(self) -> bool:
        """Whether the object was not there before."""
        return not self.uid


class Header(NamedTuple):
    """What was to be done: `started` is a time in UTC as people write it.

    `old` and `new` are the keyed names of the tokens, or of the payload that was delivered;
    `username` is what entries get, "" where they keep theirs. `rollback` is the path of the
    rollback file.
    """

    verb: Verb
    started: str
    servers: tuple[tuple[str, str], ...]
    edits: tuple[Noted, ...]
    old: tuple[str, ...] = ()
    new: str = ""
    username: str = ""
    rollback: str = ""
    wave: int = 0


def noted(edit: Edit, digest: Digest) -> Noted:
    """Return what of `edit` goes into a journal."""
    return Noted(
        edit.place,
        edit.uid,
        edit.version,
        digest_of(edit.before, digest),
        digest_of(edit.after, digest),
        tuple(edit.after),
    )


def digest_of(parts: Parts, digest: Digest) -> str:
    """Return the digest of the parts of an object."""
    return digest(json.dumps(parts, sort_keys=True))


def is_as_after(one: Noted, item: Object, digest: Digest) -> bool:
    """Return whether `item`, as it is read now, is what the edit makes of it."""
    return _digest_now(one, item, digest) == one.after


def _digest_now(one: Noted, item: Object, digest: Digest) -> str:
    return digest_of(parts_of(item, dict.fromkeys(one.pointers)), digest)


def header_line(header: Header) -> str:
    """Return the journal's first line."""
    return _line({"ghcr-tui journal": FORMAT, **header_values(header)})


def header_values(header: Header) -> dict[str, Json]:
    """Return what is written of a header; `read_header` reads it again."""
    return {
        "verb": header.verb,
        "started": header.started,
        "servers": dict(header.servers),
        "old": list(header.old),
        "new": header.new,
        "username": header.username,
        "rollback": header.rollback,
        "wave": header.wave,
        "edits": [_edit(one) for one in header.edits],
    }


def event_line(event: Event) -> str:
    """Return an event's line."""
    values: dict[str, Json] = {
        "edits": list(event.edits),
        "uid": event.uid,
        "version": event.version,
        "why": event.why,
        "how": event.how,
    }
    told = {name: value for name, value in values.items() if value}
    return _line({"event": event.kind, **told})


def read_journal(text: str) -> tuple[Header, tuple[Event, ...]]:
    """Return what was to be done and what happened. Raises JournalProblem.

    A last line without its end was being written when the run was killed, and is passed over.
    """
    lines = text.split("\n")
    whole = lines[:-1]
    if not whole:
        raise JournalProblem("The journal is empty: the run ended before anything was begun.")
    first = _object(whole[0])
    if first.get("ghcr-tui journal") != FORMAT:
        raise JournalProblem("This is no journal of this version of ghcr-tui.")
    return read_header(first), tuple(_event(_object(line)) for line in whole[1:])


def _line(value: dict[str, Json]) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"


def _edit(one: Noted) -> Json:
    place = one.place
    return {
        "context": place.context,
        "namespace": place.namespace,
        "name": place.name,
        "resource": place.resource,
        "uid": one.uid,
        "version": one.version,
        "before": one.before,
        "after": one.after,
        "parts": list(one.pointers),
    }


def _object(line: str) -> Object:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise JournalProblem("The journal cannot be read: a line of it is no JSON object.")
    return value


def read_header(first: Object) -> Header:
    """Return the header that `header_values` wrote. Raises JournalProblem."""
    verb = _one_of(text_at(first, "verb"), get_args(Verb))
    servers = first.get("servers")
    wave = number_at(first, "wave")
    return Header(
        verb,
        text_at(first, "started"),
        tuple((str(name), str(url)) for name, url in servers.items())
        if isinstance(servers, dict)
        else (),
        tuple(_noted(item) for item in mappings_at(first, "edits")),
        _texts(first.get("old")),
        text_at(first, "new"),
        text_at(first, "username"),
        text_at(first, "rollback"),
        wave or 0,
    )


def _noted(item: Object) -> Noted:
    place = Place(*(text_at(item, name) for name in ("context", "namespace", "name", "resource")))
    uid, version, before, after = (
        text_at(item, name) for name in ("uid", "version", "before", "after")
    )
    return Noted(place, uid, version, before, after, _texts(item.get("parts")))


def _event(item: Object) -> Event:
    kind: Kind = _one_of(text_at(item, "event"), get_args(Kind))
    how = text_at(item, "how")
    edits = item.get("edits")
    return Event(
        kind,
        tuple(each for each in edits if isinstance(each, int)) if isinstance(edits, list) else (),
        text_at(item, "uid"),
        text_at(item, "version"),
        text_at(item, "why"),
        _one_of(how, get_args(Ending)) if how else None,
    )


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, value if isinstance(value, list) else ())))


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


_Word = TypeVar("_Word", bound=str)


def _one_of(text: str, words: Sequence[_Word]) -> _Word:
    for word in words:
        if word == text:
            return word
    raise JournalProblem("The journal cannot be read: it is of another version, or was changed.")
