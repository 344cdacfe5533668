"""Several JSON documents in one text, as kubectl reads them."""

import json

import pytest

import kubectl
from ghcr_tui.core.golang.json_documents import JsonDocuments
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, JsonError

A, B = '{"a": 1}', '{"b": 2}'


def _read(text: str) -> tuple[list[Json], bool]:
    documents = JsonDocuments(JsonReader())
    found = [value for _, value, _ in documents.read_pieces(text)]
    return found, documents.has_dashes


@pytest.mark.parametrize("between", ["", " ", "\n", "\r\n\r\n"])
def test_documents_follow_one_another(between: str) -> None:
    assert _read(A + between + B) == ([{"a": 1}, {"b": 2}], False)


@pytest.mark.parametrize("between", ["\n---\n", " --- ", "---", "\n--- # the other\n", "\n---\n\n"])
def test_dashes_may_stand_between_them_and_are_told(between: str) -> None:
    assert _read(A + between + B) == ([{"a": 1}, {"b": 2}], True)


def test_yaml_may_follow_behind_dashes() -> None:
    assert _read(f"{A}\n---\nb: 2\n---\nc: 3\n") == ([{"a": 1}, {"b": 2}, {"c": 3}], True)


def test_dashes_at_the_end_separate_nothing() -> None:
    assert _read(f"{A}\n---\n") == ([{"a": 1}], False)


@pytest.mark.parametrize("behind", ["x", "}", ",", "---\n: b: c", "%"])
def test_what_came_before_is_read_where_the_text_stops_being_json(behind: str) -> None:
    pieces = JsonDocuments(JsonReader()).read_pieces(A + behind)

    assert next(pieces) == (False, {"a": 1}, len(A))
    with pytest.raises(JsonError):
        next(pieces)


def test_kubectl_reads_documents_without_dashes_so() -> None:
    secrets = [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}} for name in "ab"]

    assert kubectl.read_back(map(json.dumps, secrets), separator="") == secrets
