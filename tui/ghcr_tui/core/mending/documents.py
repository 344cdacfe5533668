"""The Secrets and payloads in a document, mended, with everything else in it as it was."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, RepeatedKeys, dumps
from ghcr_tui.core.inspection.documents import is_secret, secret_in
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.inspection.raw_list import named_items
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.mending.change import Change
from ghcr_tui.core.mending.secret import MendedSecret, SecretMender
from ghcr_tui.core.secret.controllers import is_sealed
from ghcr_tui.core.secret.payload_reader import is_payload, looks_legacy
from ghcr_tui.core.secret.secret import (
    DOCKERCFG,
    DOCKERCFG_KEY,
    DOCKERCONFIGJSON,
    DOCKERCONFIGJSON_KEY,
)

Document = dict[str, Json]
_LISTS = ("List", "SecretList")
_ABOUT_OBJECT = ("metadata", "apiVersion", "kind")
_PULL_KEYS = (DOCKERCONFIGJSON_KEY, DOCKERCFG_KEY, "dockerconfigjson", "dockercfg")
_AROUND = Document(apiVersion="v1", kind="Secret", metadata={"name": "none", "namespace": "none"})
"""What is put around a payload or a part of a Secret, so that it is judged as in a sound one."""
_OF_DOCKER = frozenset(("credential-helper-ignored",))
"""Findings that hold in a Secret alone: in Docker's own file the helpers are what Docker asks."""


class MendedPart(NamedTuple):
    """One Secret or payload of a text: what was changed in it, and how it is judged then.

    `title` is `namespace/name`, "" for a payload alone.
    """

    title: str
    changes: tuple[Change, ...]
    secret: InspectedSecret


class ChangesSecret(Protocol):
    """What is done to each Secret of a text."""

    def mended(self, document: Document, only: Finding | None = None) -> MendedSecret:
        """Return `document` changed, and what was changed; as it is where nothing is to be."""


class DocumentMender:
    """Mends the documents of one text; `parts` fills with the Secrets and payloads in them.

    `by` is what is done to each of them in place of mending; with `within`, the title of a
    Secret, all others stay as they are.
    """

    def __init__(
        self,
        inspector: SecretInspector,
        only: Finding | None = None,
        by: ChangesSecret | None = None,
        within: str = "",
    ) -> None:
        self.inspector = inspector
        self._mender = by or SecretMender(inspector)
        self._of_payloads = by or SecretMender(inspector, _OF_DOCKER)
        self._only = only
        self._within = within
        self.parts: list[MendedPart] = []

    def mended(self, document: Json) -> Json:
        """Return `document` with what is in it mended, the very same object where nothing is."""
        if isinstance(document, list):
            return self._items(document, document)
        if not isinstance(document, dict) or is_sealed(document):
            return document
        kind = document.get("kind")
        if kind in _LISTS or ("items" in document and "kind" in document):
            items = document.get("items")
            if not isinstance(items, list):
                return document
            mended = self._items(items, named_items(document))
            return document if mended is items else {**document, "items": mended}
        if is_secret(document):
            return self._secret(document, document)
        if isinstance(kind, str) and kind.casefold() == "secret":
            return self._named(document, "kind-unknown")
        return document if isinstance(kind, str) else self._without_kind(document)

    def payload(self, text: str, *, legacy: bool) -> str:
        """Return the `text` of a payload that is alone, mended."""
        key, kind = (
            (DOCKERCFG_KEY, DOCKERCFG) if legacy else (DOCKERCONFIGJSON_KEY, DOCKERCONFIGJSON)
        )
        around: Document = {**_AROUND, "type": kind, "stringData": {key: text}}
        mended = self._of_payloads.mended(around, self._only)
        self.parts.append(MendedPart("", mended.changes, mended.secret))
        values = mended.document.get("stringData")
        found = values.get(key) if isinstance(values, dict) else None
        return found if isinstance(found, str) else text

    def _items(self, items: list[Json], named: list[Json]) -> list[Json]:
        """Return the items of a list mended; `named` are the same with what the list says."""
        mended: list[Json] = []
        for item, each in zip(items, named, strict=True):
            found = secret_in(each)
            mended.append(item if found is None else self._secret(item, found))
        return items if all(map(_is_same, items, mended)) else mended

    def _secret(self, written: Json, document: Document) -> Json:
        """Return a Secret mended; `written` is what it is in the text, without what was added."""
        if self._is_beside(document):
            secret = self.inspector.secret(document)
            self.parts.append(MendedPart(_title(secret), (), secret))
            return written
        mended = self._mender.mended(document, self._only)
        self.parts.append(MendedPart(_title(mended.secret), mended.changes, mended.secret))
        if not mended.changes or not isinstance(written, dict):
            return written
        added = document.keys() - written.keys()
        return {
            name: value
            for name, value in mended.document.items()
            if name not in added or value != document[name]
        }

    def _is_beside(self, document: Document) -> bool:
        """Return whether another Secret than this is meant."""
        return self._within not in ("", self.inspector.secret(document).title)

    def _named(self, document: Document, code: str) -> Json:
        """Return a Secret whose `kind` is not written as it has to be."""
        named: Document = {}
        for name, value in document.items():
            named[name] = "Secret" if name == "kind" else value
        if "kind" not in named:
            head: Document = {"apiVersion": named.pop("apiVersion", "v1"), "kind": "Secret"}
            named = {**head, **named}
        if self._is_beside(named):
            return document
        mended = self._secret(named, named)
        change = Change(code, Where("kind"), "`kind` was written as `Secret`")
        self.parts[-1] = self.parts[-1]._replace(changes=(change, *self.parts[-1].changes))
        return mended

    def _without_kind(self, document: Document) -> Json:
        if is_payload(document) or looks_legacy(document):
            text = dumps(document)
            mended = self.payload(text, legacy=not is_payload(document))
            return document if mended == text else JsonReader().read(mended)
        if "data" in document or "stringData" in document:
            if any(name in document for name in _ABOUT_OBJECT):
                return self._named(document, "kind-missing")
            return self._part(document, document)
        if any(key in document for key in _PULL_KEYS):
            is_clear = any(_is_json_text(value) for value in document.values())
            field = "stringData" if is_clear else "data"
            mended_part = self._part({field: document}, {field: document})
            return mended_part.get(field) if isinstance(mended_part, dict) else document
        return document

    def _part(self, written: Document, document: Document) -> Json:
        around: Document = {**_AROUND, "type": DOCKERCONFIGJSON, **document}
        mended = self._secret(written, around)
        self.parts[-1] = self.parts[-1]._replace(title="")
        return mended


def _title(secret: InspectedSecret) -> str:
    return secret.title


def _is_same(left: Json, right: Json) -> bool:
    return left is right


def _is_json_text(value: Json) -> bool:
    return isinstance(value, str) and value.lstrip().startswith("{")


def holds_repeated_keys(documents: list[Json]) -> bool:
    """Return whether one of `documents` has a key twice, of which a mended text would lose one."""
    return any(isinstance(value, RepeatedKeys) for value in _values(documents))


def _values(documents: list[Json]) -> Iterator[Json]:
    waiting: list[Json] = [documents]
    while waiting:
        value = waiting.pop()
        yield value
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
