"""What the fake answers to one request, but for watches, which never end."""

import base64
import json
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from ghcr_tui.core.golang.json_text import Json
from kube_kit import statuses
from kube_kit.applied import ApplyConflict, applied
from kube_kit.discovery import discovery, table
from kube_kit.patches import RefusedPatch, merged, patched
from kube_kit.statuses import Object, Reply
from kube_kit.store import KINDS, Kind, NoSelector, Store, field

ADMIN = "admin"
_PATH = re.compile(
    r"/(?:api/(?P<core>v1)|apis/(?P<group>[a-z.]+)/(?P<version>v1))"
    r"(?:/namespaces/(?P<namespace>[^/]+))?(?:/(?P<resource>[a-z]+)(?:/(?P<name>[^/]+))?)?"
)


class Right(NamedTuple):
    """What a user may do: empty sets mean everything."""

    verbs: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()
    namespaces: frozenset[str] = frozenset()

    def covers(self, verb: str, resource: str, namespace: str) -> bool:
        """Return whether it is enough; a list of the whole cluster needs all namespaces."""
        return (
            (not self.verbs or verb in self.verbs)
            and (not self.resources or resource in self.resources)
            and (not self.namespaces or namespace in self.namespaces)
        )


class Asked(NamedTuple):
    """A request: `user` is who asks, "" where nobody knows."""

    method: str
    target: str
    user: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        parsed = parse_qs(urlsplit(self.target).query, keep_blank_values=True)
        return {name: values[0] for name, values in parsed.items()}


class Place(NamedTuple):
    """What a path names: a resource, perhaps of one namespace, perhaps one object."""

    kind: Kind
    namespace: str
    name: str


Fault = Callable[[Asked], Reply | None]


class FakeApi:
    """The whole API; `rights` are by user, `faults` answer in its place where they want to."""

    def __init__(self) -> None:
        self.store = Store()
        self.rights: dict[str, list[Right]] = {ADMIN: [Right()]}
        self.faults: list[Fault] = []
        self.asked: list[Asked] = []

    def answer(self, asked: Asked) -> Reply:
        """Return what the server says."""
        self.asked.append(asked)
        for fault in self.faults:
            if reply := fault(asked):
                return reply
        if asked.path in ("/api", "/apis", "/version", "/openapi/v2"):
            return discovery(asked.path)
        place = place_of(asked.path)
        if place is None:
            return statuses.no_such_path()
        if not asked.user:
            return statuses.unauthorized()
        verb = _verb(asked, place)
        if not self.may(asked.user, verb, place):
            kind = place.kind
            return statuses.forbidden(
                asked.user, verb, kind.resource, kind.group, place.namespace, place.name
            )
        return self._allowed(asked, place)

    def may(self, user: str, verb: str, place: Place) -> bool:
        """Return whether `user` has the right."""
        namespace = place.namespace or (place.name if not place.kind.namespaced else "")
        rights = self.rights.get(user, [])
        return any(each.covers(verb, place.kind.resource, namespace) for each in rights)

    def _allowed(self, asked: Asked, place: Place) -> Reply:
        if asked.method == "POST":
            return self._create(asked, place)
        if not place.name:
            return self._list(asked, place)
        stored = self.store.objects.get((place.kind.resource, place.namespace, place.name))
        if asked.method == "PATCH" and "apply-patch" in asked.headers.get("content-type", ""):
            return self._apply(asked, place, stored)
        if stored is None:
            return statuses.not_found(place.kind.resource, place.name)
        if asked.method == "PATCH":
            return self._patch(asked, place, stored)
        if asked.method == "DELETE":
            conditions = json.loads(asked.body or b"{}").get("preconditions") or {}
            for name, value in conditions.items():
                if field(stored, f"metadata.{name}") != value:
                    return statuses.changed_meanwhile(place.kind.resource, place.name)
            self.store.remove(place.kind, place.namespace, place.name)
            return statuses.found({"kind": "Status", "apiVersion": "v1", "status": "Success"})
        if "as=Table" in asked.headers.get("accept", ""):
            return statuses.found(table([stored], place.kind))
        return statuses.found(_with_kind(stored, place.kind))

    def _list(self, asked: Asked, place: Place) -> Reply:
        query = asked.query
        try:
            items = self.store.selected(
                place.kind,
                place.namespace,
                query.get("fieldSelector", ""),
                query.get("labelSelector", ""),
            )
        except NoSelector as problem:
            return statuses.bad_request(str(problem))
        after: tuple[str, str, str] = ("", "", "")
        version = self.store.version
        if token := query.get("continue"):
            try:
                version, *key = json.loads(base64.urlsafe_b64decode(token))
                after = (place.kind.resource, key[0], key[1])
            except (ValueError, IndexError):
                return statuses.bad_request("invalid continue token: continue key is not valid")
            if version < self.store.forgotten:
                return statuses.expired()
        left = [(key, item) for key, item in items if key > after]
        limit = int(query.get("limit", "0")) or len(left)
        metadata: Object = {"resourceVersion": str(version)}
        if len(left) > limit:
            last = [version, *left[limit - 1][0][1:]]
            metadata["continue"] = base64.urlsafe_b64encode(json.dumps(last).encode()).decode()
            if "fieldSelector" not in query:
                metadata["remainingItemCount"] = len(left) - limit
        # As a real server's: the items of a list carry neither kind nor apiVersion.
        shown: list[Json] = [item for _, item in left[:limit]]
        return statuses.found(
            {
                "kind": f"{place.kind.kind}List",
                "apiVersion": place.kind.api_version,
                "metadata": metadata,
                "items": shown,
            }
        )

    def _create(self, asked: Asked, place: Place) -> Reply:
        given = json.loads(asked.body)
        metadata = given.setdefault("metadata", {})
        if place.kind.namespaced:
            metadata.setdefault("namespace", place.namespace)
            if ("namespaces", "", place.namespace) not in self.store.objects:
                return statuses.not_found("namespaces", place.namespace)
        if self.store.key(place.kind, given) in self.store.objects:
            return statuses.exists(place.kind.resource, field(given, "metadata.name"))
        if asked.query.get("dryRun") == "All":
            return statuses.found(given, 201)
        made = self.store.put(place.kind, _without_kind(given))
        return statuses.found(_with_kind(made, place.kind), 201)

    def _apply(self, asked: Asked, place: Place, stored: Object | None) -> Reply:
        """Answer a server-side apply. Source of the order: a real 1.36 server."""
        given = json.loads(asked.body)
        query = asked.query
        resource, kind = place.kind.resource, place.kind
        if stored is None:
            if not self.may(asked.user, "create", place):
                return statuses.forbidden(
                    asked.user, "create", resource, kind.group, place.namespace, place.name
                )
            if ("namespaces", "", place.namespace) not in self.store.objects:
                return statuses.not_found("namespaces", place.namespace)
        version, uid = (field(given, f"metadata.{name}") for name in ("resourceVersion", "uid"))
        if version and version != field(stored, "metadata.resourceVersion"):
            return statuses.changed_meanwhile(resource, place.name)
        if stored and uid not in ("", field(stored, "metadata.uid")):
            return statuses.failure(422, "Invalid", "metadata.uid: field is immutable")
        given["metadata"].setdefault("namespace", place.namespace)
        force = query.get("force") == "true"
        try:
            new = applied(stored, given, query["fieldManager"], force=force)
        except ApplyConflict as conflict:
            return conflict.reply()
        if query.get("dryRun") != "All":
            new = self.store.put(kind, new)
        return statuses.found(_with_kind(new, kind), 200 if stored else 201)

    def _patch(self, asked: Asked, place: Place, stored: Object) -> Reply:
        given: Json = json.loads(asked.body)
        content = asked.headers.get("content-type", "")
        try:
            new = patched(stored, given) if "json-patch" in content else merged(stored, given)
        except RefusedPatch:
            return statuses.refused_patch()
        assert isinstance(new, dict)
        if field(new, "metadata.resourceVersion") != field(stored, "metadata.resourceVersion"):
            return statuses.changed_meanwhile(place.kind.resource, place.name)
        if asked.query.get("dryRun") != "All":
            new = self.store.put(place.kind, new)
        return statuses.found(_with_kind(new, place.kind))


def place_of(path: str) -> Place | None:
    """Return what a path names, None where there is nothing."""
    match = _PATH.fullmatch(path.rstrip("/"))
    if match is None:
        return None
    resource, name, namespace = match["resource"], match["name"] or "", match["namespace"] or ""
    if resource is None:
        resource, name, namespace = "namespaces", namespace, ""
    for kind in KINDS:
        if kind.resource == resource and kind.group == (match["group"] or ""):
            return Place(kind, namespace, name)
    return None


def _verb(asked: Asked, place: Place) -> str:
    if asked.method == "GET":
        if asked.query.get("watch") in ("1", "true"):
            return "watch"
        return "get" if place.name else "list"
    return {"POST": "create", "PATCH": "patch", "PUT": "update", "DELETE": "delete"}[asked.method]


def _with_kind(item: Object, kind: Kind) -> Object:
    return {"kind": kind.kind, "apiVersion": kind.api_version, **item}


def _without_kind(item: Object) -> Object:
    return {name: value for name, value in item.items() if name not in ("kind", "apiVersion")}
