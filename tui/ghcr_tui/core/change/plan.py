"""A plan: every object that would be changed, what is left alone and why. Nothing here acts.

An edit names the parts of one object that change, as they are and as they will be. From that come
the JSON patch (RFC 6902), the way back, and what is shown: never a value, only what becomes of it.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at

Verb = Literal["rotate", "apply", "attach", "fix", "handover"]
Reason = Literal[
    "owned",  # a controller keeps it, and would put the old value back
    "immutable",
    "not read by nodes",  # a Secret of a type, or a field, that the kubelet takes nothing from
    "unreadable",  # a payload that cannot be changed without losing something
    "other registries",  # it holds what would be lost
    "other type",
    "not allowed",
    "changed meanwhile",
    "needs a person",  # what is wrong with it only a person can mend
    "missing",  # a namespace that is not there
]
Fate = Literal["changed", "added", "removed", "as before"]


_NOUNS = {
    "serviceaccounts": "service account",
    "clusterroles": "ClusterRole",
    "externalsecrets": "ExternalSecret",
    "ecrauthorizationtokens": "ECRAuthorizationToken",
    "acraccesstokens": "ACRAccessToken",
    "gcraccesstokens": "GCRAccessToken",
    "sealedsecrets": "SealedSecret",
    "generatingpolicies": "GeneratingPolicy",
}


class Place(NamedTuple):
    """Where an object is: the context's name, the namespace, and its name in `resource`."""

    context: str
    namespace: str
    name: str
    resource: str = "secrets"

    @property
    def title(self) -> str:
        """How people refer to it inside of one context."""
        noun = _NOUNS.get(self.resource, "")
        inside = f"{self.namespace}/" if self.namespace else ""
        return f"the {noun} {inside}{self.name}" if noun else f"{inside}{self.name}"


class EntryFate(NamedTuple):
    """What becomes of one registry's entry; `username` is as it may be shown."""

    registry: str
    username: str
    fate: Fate
    what: str = ""


Parts = dict[str, Json]
"""Parts of an object by JSON pointer (RFC 6901); None stands for a part that is not there."""


class Edit(NamedTuple):
    """The change of one object that was read in `version`; `uid` is "" for one to be created.

    `manifest` is what is applied whole, by server-side apply; without it `before` and `after`
    are changed by a patch. `notes` are sentences of what happens besides; `warning` is what may
    undo the change.
    """

    place: Place
    uid: str
    version: str
    before: Parts
    after: Parts
    entries: tuple[EntryFate, ...] = ()
    notes: tuple[str, ...] = ()
    warning: str = ""
    manifest: Object | None = None

    @property
    def is_new(self) -> bool:
        """Whether the object is not there yet."""
        return not self.uid

    def __repr__(self) -> str:
        """Leave the parts out: they hold tokens."""
        return f"Edit({self.place.title!r}, {len(self.after)} parts)"


class LeftAlone(NamedTuple):
    """An object that is not changed: why, and what a person does instead, both sentences."""

    place: Place
    reason: Reason
    sentence: str
    remedy: str = ""
    concerns_token: bool = True


class Unseen(NamedTuple):
    """What could not be read, so that the plan may lack something."""

    context: str
    sentence: str
    matters: bool = True
    """Whether objects may be missing from the plan; else only what is known besides."""


class Plan(NamedTuple):
    """Everything that one run would do; `servers` are the addresses behind the contexts."""

    verb: Verb
    edits: tuple[Edit, ...]
    left_alone: tuple[LeftAlone, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    servers: tuple[tuple[str, str], ...] = ()
    already: int = 0
    """Objects that are as they should be."""


def operations(edit: Edit) -> list[Json]:
    """Return the JSON patch of `edit`, which fails where the object is another or was changed."""
    return patch_between(edit.uid, edit.version, edit.before, edit.after)


def patch_between(uid: str, version: str, now: Parts, becomes: Parts) -> list[Json]:
    """Return the JSON patch that makes the parts of an object what they are to become.

    Its tests hold it to the very object `uid` in this `version`.
    """
    return [
        {"op": "test", "path": "/metadata/uid", "value": uid},
        {"op": "test", "path": "/metadata/resourceVersion", "value": version},
        *_steps(now, becomes),
    ]


def parts_of(item: Object, pointers: Mapping[str, Json]) -> Parts:
    """Return the parts of `item` that `pointers` names."""
    return {pointer: _part(item, pointer) for pointer in pointers}


def is_done(edit: Edit, item: Object) -> bool:
    """Return whether `item`, as it is read, is what `edit` makes of it."""
    return parts_of(item, edit.after) == edit.after


def is_untouched(edit: Edit, item: Object) -> bool:
    """Return whether the parts that `edit` changes are as they were before it."""
    return parts_of(item, edit.before) == edit.before


def uid_of(item: Object) -> str:
    """Return what the API server calls this very object, whatever its name."""
    return text_at(item, "metadata", "uid")


def version_of(item: Object) -> str:
    """Return the resource version in which `item` was read."""
    return text_at(item, "metadata", "resourceVersion")


def resource_of(kind: str) -> str:
    """Return what the API calls objects of `kind`, which a plan may be about."""
    return next(resource for resource, noun in _NOUNS.items() if noun == kind)


def pointer(*names: str) -> str:
    """Return the JSON pointer to the part at the path `names`."""
    return "".join(f"/{name.replace('~', '~0').replace('/', '~1')}" for name in names)


def _steps(before: Parts, after: Parts) -> Iterator[Json]:
    for path, becomes in after.items():
        was = before.get(path)
        if becomes == was:
            continue
        if becomes is None:
            yield {"op": "remove", "path": path}
        else:
            yield {"op": "add" if was is None else "replace", "path": path, "value": becomes}


def _part(item: Object, path: str) -> Json:
    *parents, last = (name.replace("~1", "/").replace("~0", "~") for name in path.split("/")[1:])
    return mapping_at(item, *parents).get(last)
