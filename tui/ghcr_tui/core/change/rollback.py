"""The way back of a run: each object's parts as they were. It holds tokens: it is kept private.

What the edit made of an object is in it as a keyed digest: only an object that is still so is put
back, so that nothing that came after is lost.
"""

import json
from typing import NamedTuple

from ghcr_tui.core.change.journal import Digest, digest_of
from ghcr_tui.core.change.plan import Edit, Parts, Place, parts_of
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, mapping_at, mappings_at, text_at
from ghcr_tui.core.text.problem import Problem

FORMAT = 1


class RollbackProblem(Problem):
    """Text that is no rollback file of this program; the message is a sentence."""


class WayBack(NamedTuple):
    """What one object was; `uid` is "" where it was not there, so that going back deletes it."""

    place: Place
    uid: str
    before: Parts
    after: str

    def __repr__(self) -> str:
        """Leave the parts out: they hold tokens."""
        return f"WayBack({self.place.title!r}, {len(self.before)} parts)"


class Rollback(NamedTuple):
    """The way back of a whole run, which `started` then; `servers` are behind the contexts."""

    verb: str
    started: str
    servers: tuple[tuple[str, str], ...]
    ways: tuple[WayBack, ...]


def way_back(edit: Edit, digest: Digest) -> WayBack:
    """Return how `edit` is taken back."""
    return WayBack(edit.place, edit.uid, edit.before, digest_of(edit.after, digest))


def is_as_made(way: WayBack, item: Object, digest: Digest) -> bool:
    """Return whether `item`, as it is read, is still what the run made of it."""
    return digest_of(parts_of(item, way.before), digest) == way.after


def is_as_it_was(way: WayBack, item: Object) -> bool:
    """Return whether `item`, as it is read, is what it was before the run."""
    return parts_of(item, way.before) == way.before


def rollback_text(rollback: Rollback) -> str:
    """Return the rollback file's text."""
    ways: list[Json] = [
        {
            "context": way.place.context,
            "namespace": way.place.namespace,
            "name": way.place.name,
            "resource": way.place.resource,
            "uid": way.uid,
            "before": way.before,
            "after": way.after,
        }
        for way in rollback.ways
    ]
    document = {
        "ghcr-tui rollback": FORMAT,
        "verb": rollback.verb,
        "started": rollback.started,
        "servers": dict(rollback.servers),
        "objects": ways,
    }
    return json.dumps(document, indent=1) + "\n"


def read_rollback(text: str) -> Rollback:
    """Return the way back that a rollback file holds. Raises RollbackProblem."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("ghcr-tui rollback") != FORMAT:
        raise RollbackProblem("This is no rollback file of this version of ghcr-tui.")
    servers = mapping_at(document, "servers")
    return Rollback(
        text_at(document, "verb"),
        text_at(document, "started"),
        tuple((name, str(url)) for name, url in servers.items()),
        tuple(_way(item) for item in mappings_at(document, "objects")),
    )


def _way(item: Object) -> WayBack:
    place = Place(*(text_at(item, name) for name in ("context", "namespace", "name", "resource")))
    return WayBack(place, text_at(item, "uid"), mapping_at(item, "before"), text_at(item, "after"))
