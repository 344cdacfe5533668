"""The documents of a text, JSON or YAML, and their way back into it: in place where that can be."""

from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.golang.json_documents import JsonDocuments
from ghcr_tui.core.golang.json_spans import NoSpans, Span, json_spans
from ghcr_tui.core.golang.json_stream import JsonReader, Piece
from ghcr_tui.core.golang.json_text import Json, JsonError, dumps_indented
from ghcr_tui.core.golang.splice import spliced
from ghcr_tui.core.inspection.unindented import repaired, with_plain_spaces
from ghcr_tui.core.secret.payload_reader import is_payload, looks_legacy
from ghcr_tui.core.text.frames import without_shell_end
from ghcr_tui.core.text.line_marks import without_line_marks
from ghcr_tui.core.text.surroundings import without_comments, without_surroundings

_LONGEST_IN_PLACE = 3_000_000
"""Characters of a text that is changed in place; a longer one is written anew."""
_LONGEST_BY_YAML = 1_000_000


class ReadText(NamedTuple):
    """The documents of a text, and the text that they are in: without what copying left around.

    `repaired` tells that they could be read only once the text had been changed.
    """

    text: str
    documents: list[Json]
    is_json: bool
    repaired: bool = False


def written_as(documents: tuple[Json, ...], output: str) -> str:
    """Return documents written anew, `output` being `json` or `yaml`."""
    if output == "json":
        return "".join(f"{dumps_indented(document)}\n" for document in documents)
    return "---\n".join(yaml_writer.dump(document) for document in documents)


def is_bare_payload(read: ReadText) -> bool:
    """Return whether a text is a payload without a Secret around it."""
    value = read.documents[0]
    is_alone = read.is_json and len(read.documents) == 1 and not read.repaired
    return is_alone and (is_payload(value) or looks_legacy(value))


def json_value(text: str) -> Json:
    """Return the value that `text` is in JSON, None where it is none."""
    try:
        return JsonReader().read(text)
    except JsonError:
        return None


def read_documents(text: str) -> ReadText | None:
    """Return the documents of a text, None where it is neither JSON nor YAML."""
    text = without_line_marks(text)
    meant = without_surroundings(text)
    inner = meant.lstrip()
    without_mark = without_shell_end(inner) if inner else ""
    if without_mark != inner:
        meant = meant[: len(meant) - len(inner) + len(without_mark)].rstrip()
        inner = without_mark.rstrip()
    inner = without_comments(inner) or inner
    if inner[:1] in ("{", "["):
        try:
            return ReadText(inner, _whole(JsonDocuments(JsonReader()).read_pieces(inner)), True)
        except JsonError:
            return _read_yaml(inner, is_json=True) if len(inner) <= _LONGEST_BY_YAML else None
    body = meant + text[len(text.rstrip()) :] if meant in text else meant + "\n"
    return _read_yaml(body, is_json=False)


def _read_yaml(text: str, *, is_json: bool) -> ReadText | None:
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
    return ReadText(plain, documents, is_json, repaired=is_json or plain != text)


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


def written_into(read: ReadText, documents: list[Json]) -> tuple[str, bool]:
    """Return the text of `documents`, and whether all that was not mended is as it was."""
    if not read.repaired and len(read.text) <= _LONGEST_IN_PLACE:
        try:
            text = spliced(read.text, _spans(read), read.documents, documents)
            again = read_documents(text)
            if again and again.documents == documents:
                return (text if text.endswith("\n") else f"{text}\n"), True
        except NoSpans:
            pass
    elif read.repaired and not read.is_json and documents == read.documents:
        return read.text if read.text.endswith("\n") else f"{read.text}\n", True
    return written_as(tuple(documents), "json" if read.is_json else "yaml"), False


def _spans(read: ReadText) -> list[Span]:
    if not read.is_json:
        from ghcr_tui.core.golang.yaml_spans import yaml_spans

        return yaml_spans(read.text)
    if len(read.documents) != 1:
        raise NoSpans
    return [json_spans(read.text)]
