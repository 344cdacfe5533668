"""A payload whose entries are changed one by one, and the rest of which stays byte for byte."""

from typing import NamedTuple

from ghcr_tui.core.golang.json_spans import NoSpans
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, JsonError, dumps, folded_name
from ghcr_tui.core.golang.splice import spliced_json
from ghcr_tui.core.mending.entries import entries_of
from ghcr_tui.core.text.problem import Problem

_TWICE = "something in it is written twice, and which of the two is meant only a person knows"


class CannotEdit(Problem):
    """A payload that cannot be changed without losing something; the message is a half sentence."""


class EditablePayload(NamedTuple):
    """A payload as text and as JSON; `entries` are by registry, in the order they are written."""

    text: str
    value: dict[str, Json]
    entries: dict[str, Json]
    legacy: bool

    def __repr__(self) -> str:
        """Leave the text out: it holds tokens."""
        return f"EditablePayload({len(self.entries)} entries)"

    def with_entries(self, entries: dict[str, Json]) -> str:
        """Return the text with `entries` in place of its own. Raises CannotEdit."""
        value = entries if self.legacy else _with_auths(self.value, entries)
        if value == self.value:
            return self.text
        try:
            text = spliced_json(self.text, self.value, value)
        except NoSpans:
            if self.entries:
                raise CannotEdit("its text cannot be changed in one place alone") from None
            text = dumps(value)
        if _read(text) != value:
            raise CannotEdit("its text cannot be changed in one place alone")
        return text


def editable_payload(data: bytes, *, legacy: bool) -> EditablePayload:
    """Return the payload in `data`; `legacy` tells the form without `auths`. Raises CannotEdit."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise CannotEdit("it is not UTF-8") from None
    reader = JsonReader()
    try:
        value = reader.read(text)
    except JsonError as problem:
        raise CannotEdit(f"it is not JSON: {problem}") from None
    if not isinstance(value, dict):
        raise CannotEdit("it is no JSON object")
    if reader.take_duplicates():
        raise CannotEdit(_TWICE)
    names = [name for name in value if folded_name(name) == "auths"]
    if not legacy and not names:
        return EditablePayload(text, value, {}, legacy)
    entries = entries_of(value, legacy=legacy)
    if entries is None:
        raise CannotEdit(_TWICE if len(names) > 1 else "its `auths` is no object")
    return EditablePayload(text, value, entries, legacy)


def _with_auths(value: dict[str, Json], entries: dict[str, Json]) -> dict[str, Json]:
    changed = {
        name: entries if folded_name(name) == "auths" else child for name, child in value.items()
    }
    return changed if any(folded_name(name) == "auths" for name in value) else {
        **changed, "auths": entries,
    }  # fmt: skip


def _read(text: str) -> Json:
    try:
        return JsonReader().read(text)
    except JsonError:
        return None
