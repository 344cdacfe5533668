"""A mend of the object changes the value that its finding is about, and no other."""

import pytest

from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.mending.shape import mended_shape

_LABELS: dict[str, Json] = {"a": 1, "b": 2}
_METADATA: dict[str, Json] = {"name": 7, "namespace": 8, "labels": _LABELS}
_DOCUMENT: dict[str, Json] = {
    "metadata": _METADATA,
    "immutable": "true",
    "data": {"count": 5, "other": 6},
    "stringData": {"count": 9},
}


@pytest.mark.parametrize(
    ("where", "changed"),
    [
        (Where("immutable"), {"immutable": True}),
        (Where("metadata.name"), {"metadata": {**_METADATA, "name": "7"}}),
        (
            Where('metadata.labels["b"]'),
            {"metadata": {**_METADATA, "labels": {**_LABELS, "b": "2"}}},
        ),
        (Where('data["other"]'), {"data": {"count": 5, "other": "Ng=="}}),
        (Where('stringData["count"]'), {"stringData": {"count": "9"}}),
    ],
)
def test_what_is_not_text_is_written_as_text_where_the_finding_is(
    where: Where, changed: dict[str, Json]
) -> None:
    mended = mended_shape(_DOCUMENT, Finding("not-text", "error", "", where=where))
    assert mended is not None
    assert mended[0] == {**_DOCUMENT, **changed}


@pytest.mark.parametrize("field", ["immutable", 'data["other"]', "metadata.name"])
def test_a_finding_about_an_entry_mends_no_field_of_the_same_name(field: str) -> None:
    finding = Finding("not-text", "error", "", where=Where(field, "ghcr.io"))
    assert mended_shape(_DOCUMENT, finding) is None


_VALUES: dict[str, Json] = {"first": "plain text!", "second": "more text!", "sound": "aGk="}


@pytest.mark.parametrize(
    ("where", "encoded"),
    [
        (Where("data"), {"first": "cGxhaW4gdGV4dCE=", "second": "bW9yZSB0ZXh0IQ=="}),
        (Where('data["second"]'), {"second": "bW9yZSB0ZXh0IQ=="}),
    ],
)
def test_plain_text_is_encoded_where_the_finding_is_and_sound_base64_is_left(
    where: Where, encoded: dict[str, Json]
) -> None:
    mended = mended_shape({"data": _VALUES}, Finding("data-not-base64", "error", "", where=where))
    assert mended is not None
    assert mended[0] == {"data": {**_VALUES, **encoded}}
