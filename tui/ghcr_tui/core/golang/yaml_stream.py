"""YAML documents, read as Kubernetes reads them, from PyYAML's events.

Building the values ourselves, with a stack, bounds what hostile text can do: up to PyYAML 6.0.3
the composer recurses in C and crashes on deep nesting, and with every PyYAML an alias may stand
for a million nodes.
"""

from collections.abc import Iterator
from math import isfinite
from typing import Final

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from yaml.reader import ReaderError

from ghcr_tui.core.golang.json_stream import Piece
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.golang.yaml_scalars import ScalarError, key_text, plain_value, tagged_value
from ghcr_tui.core.text.inert import excerpt, inert
from ghcr_tui.core.text.problem import Problem

_DEPTH_LIMIT: Final = 100
_TOO_DEEP: Final = f"it is nested more than {_DEPTH_LIMIT} deep"
_ALIASED_LIMIT: Final = 100_000
"""Nodes that all aliases of a text may stand for together; long text counts as several."""
_CHARACTERS_A_NODE: Final = 100
_REMEMBERED_DUPLICATES: Final = 100
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_YAML: Final = "tag:yaml.org,2002:"
_LIBYAML_TOO_DEEP: Final = "exceeded maximum nesting depth"
"""What libyaml 0.2.6 (PyYAML 6.0.4) says past 1,000 levels. Its scanner looks up to 1,024
characters ahead of the events, so that it can get there before this reader meets its own limit."""
_MERGE_TAG = f"{_YAML}merge"


class YamlError(Problem, ValueError):
    """Text that is not YAML, or is more than plain data; the message says where and why."""


class _Collection:
    """A mapping or sequence that is still open: its value, and the key that waits for one."""

    __slots__ = ("anchor", "key", "merged", "merging", "nodes", "value")

    def __init__(self, value: dict[str, Json] | list[Json], anchor: str | None) -> None:
        self.value = value
        self.anchor = anchor
        self.key: str | None = None
        self.merging = False  # whether that key is `<<`
        self.merged: set[str] = set()
        self.nodes = 1


class YamlReader:
    """Reads one text; `duplicates` fills with the keys that occur twice in one mapping."""

    def __init__(self) -> None:
        self.duplicates: list[str] = []
        self._stack: list[_Collection] = []
        self._anchors: dict[str, tuple[Json, int]] = {}
        self._aliased = 0
        self._root: Json = None
        self._items: list[Json] = []

    def read_pieces(self, text: str) -> Iterator[Piece]:
        """Yield what is under `items` piece by piece, and each document without it.

        Raises `YamlError`; what came before the place has been yielded.
        """
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                if isinstance(event, ScalarEvent):
                    self._add_scalar(event)
                elif isinstance(event, MappingStartEvent):
                    self._open({}, event)
                elif isinstance(event, SequenceStartEvent):
                    self._open([], event)
                elif isinstance(event, CollectionEndEvent):
                    self._close(event)
                    if self._items:
                        yield True, self._items.pop(), _index(event)
                elif isinstance(event, AliasEvent):
                    self._alias(event)
                elif isinstance(event, DocumentStartEvent):
                    self._anchors, self._root = {}, None
                elif isinstance(event, DocumentEndEvent):
                    yield False, self._root, _index(event)
        except YamlError:
            raise
        except yaml.YAMLError as problem:
            raise YamlError(_sentence(problem)) from None
        except (ValueError, OverflowError):  # lone surrogates, and escapes of no character
            raise YamlError("it holds characters that are not text") from None

    def _open(self, value: dict[str, Json] | list[Json], event: CollectionStartEvent) -> None:
        # Whatever its tag says: a foreign one (`!vault`) changes nothing to Kubernetes.
        if len(self._stack) >= _DEPTH_LIMIT:
            raise YamlError(f"{_TOO_DEEP} ({_place(event)})")
        if self._expects_key():
            raise YamlError(f"a key is not plain text ({_place(event)})")
        self._stack.append(_Collection(value, event.anchor))

    def _close(self, event: Event) -> None:
        closed = self._stack.pop()
        stack = self._stack
        if len(stack) == 2 and stack[0].key == "items" and isinstance(stack[1].value, list):
            if closed.anchor is not None:
                self._anchors[closed.anchor] = closed.value, closed.nodes
            self._items.append(closed.value)
            return
        self._add(closed.value, closed.anchor, closed.nodes, event)

    def _add_scalar(self, event: ScalarEvent) -> None:
        plain, _ = event.implicit
        try:
            value: Json = event.value
            if event.tag is not None:
                value = tagged_value(event.value, event.tag)
            elif plain:
                value = plain_value(event.value)
        except ScalarError as problem:
            raise _bad_tag(event, str(problem)) from None
        if self._expects_key():
            self._stack[-1].merging = event.value == "<<" and (plain or event.tag == _MERGE_TAG)
        elif isinstance(value, float) and not isfinite(value):
            shown = excerpt(event.value)
            raise YamlError(f"{shown} is no number for Kubernetes ({_place(event)})")
        self._add(value, event.anchor, 1 + len(event.value) // _CHARACTERS_A_NODE, event)

    def _alias(self, event: AliasEvent) -> None:
        if event.anchor is None or event.anchor not in self._anchors:
            name = excerpt(str(event.anchor))
            raise YamlError(f"the alias {name} stands for nothing finished ({_place(event)})")
        value, nodes = self._anchors[event.anchor]
        self._aliased += nodes
        if self._aliased > _ALIASED_LIMIT:
            raise YamlError("its aliases stand for more than 100,000 values: it is not opened")
        self._add(value, None, nodes, event)

    def _add(self, value: Json, anchor: str | None, nodes: int, event: Event) -> None:
        """Put a finished value where it belongs: under the waiting key, or as that key itself."""
        if anchor is not None:
            self._anchors[anchor] = value, nodes
        if not self._stack:
            self._root = value
            return
        parent = self._stack[-1]
        parent.nodes += nodes
        if isinstance(parent.value, list):
            parent.value.append(value)
        elif parent.key is None:
            parent.key = _key_text(value, event)
        elif parent.merging:
            parent.key, parent.merging = None, False
            _merge(parent.value, parent.merged, value, event)
        else:
            key, parent.key = parent.key, None
            self._note_duplicate(key, parent)
            parent.value[key] = value

    def _note_duplicate(self, key: str, parent: _Collection) -> None:
        if key in parent.merged:
            parent.merged.discard(key)
        elif key in parent.value and key not in self.duplicates:
            self.duplicates.append(key)
            del self.duplicates[_REMEMBERED_DUPLICATES:]

    def _expects_key(self) -> bool:
        parent = self._stack[-1] if self._stack else None
        return parent is not None and isinstance(parent.value, dict) and parent.key is None


def _merge(value: dict[str, Json], merged: set[str], source: Json, event: Event) -> None:
    """Put in what `<<` brings along; as in Go, it wins over the keys that are before it."""
    sources = source if isinstance(source, list) else [source]
    for one in reversed(sources):
        if not isinstance(one, dict):
            raise YamlError(f"`<<` stands before something other than a mapping ({_place(event)})")
        merged.update(one.keys() - value.keys())
        value.update(one)


def _key_text(value: Json, event: Event) -> str:
    if isinstance(value, dict | list):
        raise YamlError(f"an alias to a mapping or a list stands as a key ({_place(event)})")
    try:
        return key_text(value)
    except ScalarError as problem:
        raise YamlError(f"{problem} ({_place(event)})") from None


def _bad_tag(event: ScalarEvent, why: str) -> YamlError:
    return YamlError(f"the tag {excerpt(str(event.tag), 60)} {why} ({_place(event)})")


def _index(event: Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def _place(event: Event) -> str:
    mark = event.start_mark
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else "somewhere"


def _sentence(problem: yaml.YAMLError) -> str:
    """Return what the parser found, as one sentence with the place where it knows it."""
    if isinstance(problem, yaml.MarkedYAMLError):
        said = problem.problem or problem.context or "it cannot be read"
        if said == _LIBYAML_TOO_DEEP:
            said = _TOO_DEEP
        mark = problem.problem_mark or problem.context_mark
        at = f" (line {mark.line + 1}, column {mark.column + 1})" if mark else ""
        return inert(said) + at
    if isinstance(problem, ReaderError):
        return f"{inert(str(problem.reason))} (character {problem.position + 1})"
    return inert(str(problem))
