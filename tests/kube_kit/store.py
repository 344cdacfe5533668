"""What the fake keeps: objects under their paths, versions, selectors, and what has happened."""

import copy
import itertools
import threading
import uuid
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ghcr_tui.core.golang.json_text import Json
from kube_kit.statuses import Object


class Kind(NamedTuple):
    """A resource: its name in paths, its group and version, and its objects' kind."""

    resource: str
    kind: str
    group: str = ""
    version: str = "v1"
    namespaced: bool = True

    @property
    def api_version(self) -> str:
        return f"{self.group}/{self.version}" if self.group else self.version


KINDS = (
    Kind("namespaces", "Namespace", namespaced=False),
    Kind("secrets", "Secret"),
    Kind("pods", "Pod"),
    Kind("serviceaccounts", "ServiceAccount"),
    Kind("events", "Event"),
    Kind("deployments", "Deployment", "apps"),
    Kind("statefulsets", "StatefulSet", "apps"),
    Kind("daemonsets", "DaemonSet", "apps"),
    Kind("replicasets", "ReplicaSet", "apps"),
    Kind("jobs", "Job", "batch"),
    Kind("cronjobs", "CronJob", "batch"),
)
_PATHS = {
    "secrets": ("type",),
    "pods": ("status.phase", "spec.nodeName", "spec.serviceAccountName"),
    "events": (
        *("reason", "type", "involvedObject.name", "involvedObject.namespace"),
        *("involvedObject.kind", "involvedObject.uid"),
    ),
}


class NoSelector(ValueError):
    """A field that cannot be selected by; the message is the server's."""


class Happened(NamedTuple):
    """A change: what, to which resource, in which version, and the object afterwards."""

    change: str
    resource: str
    version: int
    object: Object


class Store:
    """All objects; every change has a version, as in etcd."""

    def __init__(self) -> None:
        self.objects: dict[tuple[str, str, str], Object] = {}
        self.happened: list[Happened] = []
        self.changed = threading.Condition()
        self.forgotten = 0
        self._versions = itertools.count(100)
        self.version = next(self._versions)

    def put(self, kind: Kind, item: Object, change: str = "") -> Object:
        """Keep `item` as the newest version of itself, and return it as it now is."""
        with self.changed:
            self.version = next(self._versions)
            kept = copy.deepcopy(item)
            metadata = kept.setdefault("metadata", {})
            assert isinstance(metadata, dict)
            metadata["resourceVersion"] = str(self.version)
            metadata.setdefault("uid", str(uuid.UUID(int=self.version)))
            metadata.setdefault("creationTimestamp", "2026-11-20T08:00:00Z")
            key = self.key(kind, kept)
            change = change or ("MODIFIED" if key in self.objects else "ADDED")
            self.objects[key] = kept
            self.happened.append(Happened(change, kind.resource, self.version, kept))
            self.changed.notify_all()
        return kept

    def remove(self, kind: Kind, namespace: str, name: str) -> Object | None:
        """Take the object away and return it; None where there is none."""
        with self.changed:
            gone = self.objects.pop((kind.resource, namespace, name), None)
            if gone:
                self.version = next(self._versions)
                self.happened.append(Happened("DELETED", kind.resource, self.version, gone))
                self.changed.notify_all()
        return gone

    def key(self, kind: Kind, item: Object) -> tuple[str, str, str]:
        """Return where `item` is kept."""
        name, namespace = field(item, "metadata.name"), field(item, "metadata.namespace")
        return kind.resource, namespace if kind.namespaced else "", name

    def selected(
        self, kind: Kind, namespace: str, fields: str, labels: str
    ) -> list[tuple[tuple[str, str, str], Object]]:
        """Return the objects of a list in etcd's order. Raises NoSelector."""
        wanted = list(conditions(fields))
        allowed = ("metadata.name", "metadata.namespace", *_PATHS.get(kind.resource, ()))
        for name, _, _ in wanted:
            if name not in allowed:
                raise NoSelector(f'field label not supported: "{name}"')
        asked = list(conditions(labels))
        return [
            (key, item)
            for key, item in sorted(self.objects.items())
            if key[0] == kind.resource
            and (not namespace or key[1] == namespace)
            and all((field(item, name) == value) is same for name, value, same in wanted)
            and all((field(item, "metadata.labels", n) == v) is same for n, v, same in asked)
        ]

    def changes(self, kind: Kind, since: int, patience: float) -> Iterator[Happened | None]:
        """Yield what happens after the version `since`; None where nothing does for a while."""
        seen = 0
        while True:
            with self.changed:
                if seen == len(self.happened):
                    self.changed.wait(patience)
                fresh = self.happened[seen:]
                seen = len(self.happened)
            if not fresh:
                yield None
            yield from (
                each for each in fresh if each.resource == kind.resource and each.version > since
            )


def conditions(selector: str) -> Iterator[tuple[str, str, bool]]:
    """Yield name, value and whether they shall be the same, of `a=b,c!=d`."""
    for part in filter(None, selector.split(",")):
        name, _, value = part.partition("=")
        yield name.rstrip("!"), value.removeprefix("="), not name.endswith("!")


def field(item: Json, path: str, last: str = "") -> str:
    """Return the text at a path with dots, "" where there is none."""
    names: Iterable[str] = [*path.split("."), *([last] if last else [])]
    for name in names:
        item = item.get(name) if isinstance(item, dict) else None
    return item if isinstance(item, str) else ""
