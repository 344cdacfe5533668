"""A Secret as it was found in a manifest: typed where its parts are what they should be.

What is not (a number where text belongs, a list where a mapping belongs) is kept out and named.
"""

from functools import lru_cache
from typing import NamedTuple

from ghcr_tui.core.credential.redaction import shown_key
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.entry_reader import json_type_name

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
_KEPT_METADATA = frozenset(("name", "namespace", "labels", "annotations"))
_OWN_METADATA = frozenset(("finalizers", "ownerReferences", "generateName"))
SERVER_METADATA = frozenset(
    (
        *("uid", "resourceVersion", "creationTimestamp", "managedFields", "generation"),
        *("selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"),
    )
)
_KEPT_FIELDS = frozenset(
    ("apiVersion", "kind", "metadata", "type", "immutable", "data", "stringData")
)


class Misfit(NamedTuple):
    """Something that is not of the kind that belongs there: as in "a number" for "text"."""

    place: str
    found: str
    wanted: str


class Surplus(NamedTuple):
    """Fields that no draft holds: `server` ones only the API server writes, `unknown` nobody.

    `own` metadata a person may have written.
    """

    server: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class SecretDocument(NamedTuple):
    """The parts of a Secret's manifest that mean something here."""

    api_version: str
    name: str
    namespace: str
    type: str
    immutable: bool
    labels: dict[str, str]
    annotations: dict[str, str]
    data: dict[str, str]
    string_data: dict[str, str]
    surplus: Surplus = Surplus()
    wrong: tuple[Misfit, ...] = ()

    def is_misfit(self, place: str) -> bool:
        """Return whether something that does not belong there keeps `place` from being read."""
        return any(each.place in (place, place.rpartition(".")[0]) for each in self.wrong)

    def __repr__(self) -> str:
        """Leave data out."""
        return f"SecretDocument({self.namespace!r}, {self.name!r}, {self.type!r})"


def read_manifest(document: dict[str, Json]) -> SecretDocument:
    """Return what `document`, an object of kind Secret, holds."""
    wrong: list[Misfit] = []
    metadata = document.get("metadata")
    if not isinstance(metadata, dict):
        if metadata is not None:
            wrong.append(Misfit("metadata", json_type_name(metadata), "a mapping"))
        metadata = {}
    immutable = document.get("immutable")
    if immutable is not None and not isinstance(immutable, bool):
        wrong.append(Misfit("immutable", json_type_name(immutable), "`true` or `false`"))
    return SecretDocument(
        _text(document, "apiVersion", "apiVersion", wrong),
        _text(metadata, "name", "metadata.name", wrong),
        _text(metadata, "namespace", "metadata.namespace", wrong),
        _text(document, "type", "type", wrong),
        immutable is True,
        _mapping(metadata, "labels", "metadata.labels", wrong),
        _mapping(metadata, "annotations", "metadata.annotations", wrong),
        _mapping(document, "data", "data", wrong),
        _mapping(document, "stringData", "stringData", wrong),
        _surplus(tuple(document), tuple(metadata)),
        tuple(wrong),
    )


def place_of_value(field: str, key: str) -> str:
    """Return where a value of a mapping is, as people write it: `data["key"]`."""
    return f'{field}["{shown_key(key, 80)[1:-1]}"]'


@lru_cache(maxsize=256)  # the Secrets of a list have the same few fields
def _surplus(fields: tuple[str, ...], metadata: tuple[str, ...]) -> Surplus:
    """Return which names of a Secret's `fields` and of its `metadata` no draft holds."""
    strange = [name for name in fields if name not in _KEPT_FIELDS]
    others = [name for name in metadata if name not in _KEPT_METADATA]
    known = SERVER_METADATA | _OWN_METADATA
    return Surplus(
        tuple(sorted(name for name in others if name in SERVER_METADATA)),
        tuple(sorted(name for name in others if name in _OWN_METADATA)),
        (*sorted(strange), *(f"metadata.{name}" for name in sorted(others) if name not in known)),
    )


def _text(fields: dict[str, Json], name: str, place: str, wrong: list[Misfit]) -> str:
    value = fields.get(name)
    if isinstance(value, str):
        return value
    if value is not None:
        wrong.append(Misfit(place, json_type_name(value), "text"))
    return ""


def _mapping(fields: dict[str, Json], name: str, place: str, wrong: list[Misfit]) -> dict[str, str]:
    value = fields.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        wrong.append(Misfit(place, json_type_name(value), "a mapping"))
        return {}
    texts: dict[str, str] = {}
    for key, child in value.items():
        if isinstance(child, str):
            texts[key] = child
        elif child is not None:
            wrong.append(Misfit(place_of_value(place, key), json_type_name(child), "text"))
        else:
            texts[key] = ""
    return texts
