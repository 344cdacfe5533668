"""The Secret and its manifest."""

import base64

import pytest
from hypothesis import given

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.payload import payload_text
from ghcr_tui.core.secret.secret import manifest
from strategies import drafts

_DRAFT = Draft(
    credentials=(Credential("ghcr.io", "USERNAME", "PAT_TOKEN"),),
    name="ghcr",
    namespace="denostr",
    labels=(("component", "denostr"),),
    annotations=(("example.org/owner", "web"),),
    immutable=True,
)


def test_the_manifest_has_every_field_in_the_order_people_write_it() -> None:
    document = manifest(secret_of(_DRAFT))
    metadata = document["metadata"]
    assert isinstance(metadata, dict)
    assert list(document) == ["apiVersion", "kind", "metadata", "type", "immutable", "data"]
    assert list(metadata) == ["name", "namespace", "labels", "annotations"]
    assert document == {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": "ghcr",
            "namespace": "denostr",
            "labels": {"component": "denostr"},
            "annotations": {"example.org/owner": "web"},
        },
        "type": "kubernetes.io/dockerconfigjson",
        "immutable": True,
        "data": {
            ".dockerconfigjson": "eyJhdXRocyI6eyJnaGNyLmlvIjp7ImF1dGgiOiJWVk5GVWs1QlRVVTZVRUZVWDFS"
            "UFMwVk8ifX19"
        },
    }


def test_what_is_empty_is_left_out() -> None:
    document = manifest(secret_of(Draft()))
    assert document["metadata"] == {"name": "ghcr"}
    assert "immutable" not in document


@given(drafts())
def test_data_is_the_base64_of_what_string_data_would_be(draft: Draft) -> None:
    encoded = secret_of(draft._replace(string_data=False))
    in_clear = secret_of(draft._replace(string_data=True))
    assert not encoded.string_data
    assert not in_clear.data
    assert (
        base64.b64decode(encoded.data[".dockerconfigjson"]).decode()
        == in_clear.string_data[".dockerconfigjson"]
        == payload_text(draft.credentials, draft.style)
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), ("", ""), ("v", "v")],
)
def test_a_label_without_a_value_is_empty_text(value: str | None, expected: Json) -> None:
    metadata = manifest(secret_of(Draft(labels=(("a", value),))))["metadata"]
    assert isinstance(metadata, dict)
    assert metadata["labels"] == {"a": expected}


def test_no_token_shows_in_the_repr_of_a_draft_or_a_secret() -> None:
    for draft in (_DRAFT, _DRAFT._replace(string_data=True, style="kubectl")):
        shown = f"{draft!r}{draft}{secret_of(draft)!r}{secret_of(draft)}"
        assert "PAT_TOKEN" not in shown
        assert payload_text(draft.credentials) not in shown
