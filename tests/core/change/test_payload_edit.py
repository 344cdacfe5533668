"""A payload is edited in one place, or said to be none that can be."""

import pytest

from ghcr_tui.core.change.payload_edit import CannotEdit, editable_payload


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xff{}", "not UTF-8"),
        (b"{", "not JSON"),
        (b"[]", "no JSON object"),
        (b'{"a":1,"a":2}', "written twice"),
        (b'{"auths":{},"Auths":{}}', "written twice"),
        (b'{"auths":5}', "`auths` is no object"),
    ],
)
def test_what_cannot_be_edited_is_said(data: bytes, why: str) -> None:
    with pytest.raises(CannotEdit, match=why):
        editable_payload(data, legacy=False)


def test_what_is_the_same_stays_to_the_byte() -> None:
    payload = editable_payload(b'{ "auths" : { } , "x":1 }', legacy=False)
    assert payload.with_entries({}) == payload.text
    assert "x" not in repr(payload)


def test_auths_are_added_where_there_were_none() -> None:
    payload = editable_payload(b'{"x":1}', legacy=False)
    assert payload.with_entries({"a": {}}) == '{"x":1,"auths":{"a":{}}}'
