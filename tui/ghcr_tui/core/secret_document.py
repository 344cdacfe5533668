"""A Secret as it was found in a manifest: typed where its parts are what they should be.

What is not (a number where text belongs, a list where a mapping belongs) is kept out and named.
"""

from typing import NamedTuple

from ghcr_tui.core.entries import noun
from ghcr_tui.core.gojson import Json
from ghcr_tui.core.text import excerpt

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
_KEPT_METADATA = frozenset(("name", "namespace", "labels", "annotations"))
_KEPT_FIELDS = frozenset(
    ("apiVersion", "kind", "metadata", "type", "immutable", "data", "stringData")
)


class SecretDocument(NamedTuple):
    """The parts of a Secret's manifest that mean something here.

    `wrong` says in plain words, with its place, what is not of the kind that belongs there.
    `server_fields` are the metadata that only the API server writes, `unknown` all that a Secret
    has no place for.
    """

    api_version: str
    name: str
    namespace: str
    type: str
    immutable: bool
    labels: dict[str, str]
    annotations: dict[str, str]
    data: dict[str, str]
    string_data: dict[str, str]
    server_fields: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    """Place and what is there, as in ("metadata.labels[`a`]", "a number")."""

    def __repr__(self) -> str:
        """Leave data out."""
        return f"SecretDocument({self.namespace!r}, {self.name!r}, {self.type!r})"


def read_secret(document: dict[str, Json]) -> SecretDocument:
    """Return what `document`, an object of kind Secret, holds."""
    wrong: list[tuple[str, str]] = []
    metadata = document.get("metadata")
    if not isinstance(metadata, dict):
        if metadata is not None:
            wrong.append(("metadata", noun(metadata)))
        metadata = {}
    return SecretDocument(
        _text(document, "apiVersion", "apiVersion", wrong),
        _text(metadata, "name", "metadata.name", wrong),
        _text(metadata, "namespace", "metadata.namespace", wrong),
        _text(document, "type", "type", wrong),
        document.get("immutable") is True,
        _mapping(metadata, "labels", "metadata.labels", wrong),
        _mapping(metadata, "annotations", "metadata.annotations", wrong),
        _mapping(document, "data", "data", wrong),
        _mapping(document, "stringData", "stringData", wrong),
        _others(metadata, _KEPT_METADATA),
        _others(document, _KEPT_FIELDS),
        tuple(wrong),
    )


def _others(fields: dict[str, Json], known: frozenset[str]) -> tuple[str, ...]:
    return () if fields.keys() <= known else tuple(sorted(fields.keys() - known))


def _text(fields: dict[str, Json], name: str, place: str, wrong: list[tuple[str, str]]) -> str:
    value = fields.get(name)
    if isinstance(value, str):
        return value
    if value is not None:
        wrong.append((place, noun(value)))
    return ""


def _mapping(
    fields: dict[str, Json], name: str, place: str, wrong: list[tuple[str, str]]
) -> dict[str, str]:
    value = fields.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        wrong.append((place, noun(value)))
        return {}
    texts: dict[str, str] = {}
    for key, child in value.items():
        if isinstance(child, str):
            texts[key] = child
        elif child is not None:
            wrong.append((f"{place}[{excerpt(key, 80)}]", noun(child)))
        else:
            texts[key] = ""
    return texts
