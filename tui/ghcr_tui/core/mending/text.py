"""A whole text, mended: the Secrets, payloads and lone values in it, whatever form they have.

Where it can be, the text is changed in place: comments, order and layout of all that was sound
stay as they are, to the letter. Where that cannot be, it is written anew, and that is said.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.golang.json_documents import JsonDocuments
from ghcr_tui.core.golang.json_spans import NoSpans, Span, json_spans
from ghcr_tui.core.golang.json_stream import JsonReader, Piece
from ghcr_tui.core.golang.json_text import Json, JsonError, dumps_indented
from ghcr_tui.core.golang.splice import spliced
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.inspection.lone_base64 import is_one_value
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.unindented import repaired, with_plain_spaces
from ghcr_tui.core.mending.change import Change
from ghcr_tui.core.mending.documents import DocumentMender, MendedPart, holds_repeated_keys
from ghcr_tui.core.mending.lone_value import mended_lone_value
from ghcr_tui.core.mending.values import VALUE_SENTENCES
from ghcr_tui.core.secret.payload_reader import is_payload, looks_legacy
from ghcr_tui.core.text.frames import without_shell_end
from ghcr_tui.core.text.line_marks import without_line_marks
from ghcr_tui.core.text.surroundings import without_comments, without_surroundings

_LONGEST_IN_PLACE = 3_000_000
"""Characters of a text that is changed in place; a longer one is written anew."""
_LONGEST_BY_YAML = 1_000_000
_OF_TEXT = {
    "manifest-not-json": "the manifest was written as JSON",
    "payload-not-json": "the payload was written as JSON",
    "json-behind-dashes": "the `---` between JSON documents were left out",
    "base64-not-indented": "the wrapped base64 was put on one line",
    "yaml-tabs": "the lines were indented by spaces",
    "yaml-odd-spaces": "the lines were indented by plain spaces",
    "line-marks": "the signs before the lines were left out",
    "shell-mark": "what a shell printed at the end was left out",
    "certificate-lines": "the lines of a certificate were removed",
}
_SENTENCES = {**VALUE_SENTENCES, **_OF_TEXT}
TEXT_CODES = frozenset(_OF_TEXT)
"""Codes of findings about a text itself that may be mended."""


class MendedText(NamedTuple):
    """A text after mending.

    `text` is the whole of it, `documents` what it holds as values ([] for a lone value), `parts`
    each Secret and payload in it. `about_text` is what was changed of the text itself. `in_place`
    tells that all else is as it was, comments too. `before` and `after` are what inspecting says.
    """

    text: str
    documents: tuple[Json, ...]
    parts: tuple[MendedPart, ...]
    about_text: tuple[Change, ...]
    in_place: bool
    before: Inspection
    after: Inspection

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return everything that was changed, the text itself first."""
        return (*self.about_text, *(change for part in self.parts for change in part.changes))

    def __repr__(self) -> str:
        """Leave the text out: it holds tokens."""
        return f"MendedText({len(self.text)} characters, {len(self.changes)} changes)"


class _Read(NamedTuple):
    """The documents of a text, and the text that they are in: without what copying left around."""

    text: str
    documents: list[Json]
    is_json: bool
    repaired: bool = False


def mend_text(text: str, now: float | None = None, only: Finding | None = None) -> MendedText:
    """Return `text` with all mended that needs no person; with `only`, that finding alone.

    `now`, in seconds since the epoch, lets expiry be judged. Where there is nothing to mend the
    text comes back as it is. Raises nothing.
    """
    before = inspect_whole(text, now)
    untouched = MendedText(text, (), (), (), True, before, before)
    mender = DocumentMender(SecretInspector(now), only)
    meant = without_line_marks(text)
    inner = without_shell_end(without_surroundings(meant).lstrip())
    if is_one_value(inner) or inner.startswith("-----BEGIN"):
        found = mended_lone_value(inner, mender)
        if found is None:
            return untouched
        return _judged(untouched, f"{found}\n", (), mender, now, in_place=True)
    read = _read(meant)
    if read is None or not read.documents:
        return untouched
    if holds_repeated_keys(read.documents):
        return untouched._replace(documents=tuple(read.documents))
    about_text = {finding.code for finding in _findings(before)} & TEXT_CODES
    if _is_bare_payload(read):
        mended = mender.payload(read.text, legacy=not is_payload(read.documents[0]))
        documents: list[Json] = [_json(mended)]
        if mended == read.text and not (about_text and only is None):
            return untouched._replace(documents=tuple(read.documents), parts=tuple(mender.parts))
        return _judged(untouched, f"{mended.rstrip()}\n", documents, mender, now, in_place=True)
    documents = [mender.mended(document) for document in read.documents]
    if documents == read.documents and not (about_text and only is None):
        return untouched._replace(documents=tuple(documents), parts=tuple(mender.parts))
    written, in_place = _written(read, documents)
    return _judged(untouched, written, documents, mender, now, in_place=in_place)


def written_as(documents: tuple[Json, ...], output: str) -> str:
    """Return documents written anew, `output` being `json` or `yaml`."""
    if output == "json":
        return "".join(f"{dumps_indented(document)}\n" for document in documents)
    return "---\n".join(yaml_writer.dump(document) for document in documents)


def _judged(
    untouched: MendedText,
    text: str,
    documents: tuple[Json, ...] | list[Json],
    mender: DocumentMender,
    now: float | None,
    *,
    in_place: bool,
) -> MendedText:
    after = inspect_whole(text, now)
    left = {finding.code for finding in _findings(after)}
    about_text = tuple(
        Change(finding.code, Where(), _SENTENCES[finding.code])
        for finding in dict.fromkeys(_findings(untouched.before))
        if finding.code in _SENTENCES and finding.code not in left
    )
    made = {change.code for part in mender.parts for change in part.changes}
    about_text = tuple(change for change in about_text if change.code not in made)
    whole = MendedText(
        text, tuple(documents), tuple(mender.parts), about_text, in_place, untouched.before, after
    )
    if whole.changes:
        return whole
    return untouched._replace(documents=tuple(documents), parts=tuple(mender.parts))


def _findings(inspection: Inspection) -> list[Finding]:
    of_secrets = [finding for secret in inspection.secrets for finding in secret.findings]
    return [*inspection.findings, *of_secrets]


def _is_bare_payload(read: _Read) -> bool:
    value = read.documents[0]
    is_alone = read.is_json and len(read.documents) == 1 and not read.repaired
    return is_alone and (is_payload(value) or looks_legacy(value))


def _json(text: str) -> Json:
    try:
        return JsonReader().read(text)
    except JsonError:
        return None


def _read(text: str) -> _Read | None:
    """Return the documents of a text, None where it is neither JSON nor YAML."""
    meant = without_surroundings(text)
    inner = meant.lstrip()
    without_mark = without_shell_end(inner) if inner else ""
    if without_mark != inner:
        meant = meant[: len(meant) - len(inner) + len(without_mark)].rstrip()
        inner = without_mark.rstrip()
    inner = without_comments(inner) or inner
    if inner[:1] in ("{", "["):
        try:
            return _Read(inner, _whole(JsonDocuments(JsonReader()).read_pieces(inner)), True)
        except JsonError:
            return _read_yaml(inner, is_json=True) if len(inner) <= _LONGEST_BY_YAML else None
    body = meant + text[len(text.rstrip()) :] if meant in text else meant + "\n"
    return _read_yaml(body, is_json=False)


def _read_yaml(text: str, *, is_json: bool) -> _Read | None:
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    reader = YamlReader()
    plain = text if is_json else with_plain_spaces(text)
    try:
        documents = _whole(reader.read_pieces(plain))
    except YamlError:
        repair = None if is_json else repaired(plain)
        whole = repair.text if repair else ""
        found = _read_yaml(whole, is_json=False) if whole and whole != plain else None
        return found._replace(repaired=True) if found else None
    if reader.duplicates:
        return None
    return _Read(plain, documents, is_json, repaired=is_json or plain != text)


def _whole(pieces: Iterator[Piece]) -> list[Json]:
    """Return whole documents: each with the items that were read apart from it."""
    documents: list[Json] = []
    items: list[Json] = []
    for is_item, value, _ in pieces:
        if is_item:
            items.append(value)
            continue
        if items and isinstance(value, dict) and value.get("items") == []:
            value["items"] = items
        elif items and value == []:
            value = items
        items = []
        documents.append(value)
    return documents


def _written(read: _Read, documents: list[Json]) -> tuple[str, bool]:
    """Return the text of `documents`, and whether all that was not mended is as it was."""
    if not read.repaired and len(read.text) <= _LONGEST_IN_PLACE:
        try:
            text = spliced(read.text, _spans(read), read.documents, documents)
            again = _read(text)
            if again and again.documents == documents:
                return (text if text.endswith("\n") else f"{text}\n"), True
        except NoSpans:
            pass
    elif read.repaired and not read.is_json and documents == read.documents:
        return read.text if read.text.endswith("\n") else f"{read.text}\n", True
    return written_as(tuple(documents), "json" if read.is_json else "yaml"), False


def _spans(read: _Read) -> list[Span]:
    if not read.is_json:
        from ghcr_tui.core.golang.yaml_spans import yaml_spans

        return yaml_spans(read.text)
    if len(read.documents) != 1:
        raise NoSpans
    return [json_spans(read.text)]
