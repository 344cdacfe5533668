"""Manifests and indexes, sane and otherwise: what is in them as far as a pull depends on it."""

import json

import pytest

from ghcr_tui.core.verification.image_manifest import (
    UnreadableManifest,
    read_config_platform,
    read_document,
)
from registry_kit.imitation import (
    DOCKER_LIST,
    DOCKER_MANIFEST,
    OCI_INDEX,
    OCI_MANIFEST,
    image,
    index,
    platform,
)


@pytest.mark.parametrize(
    ("body", "platforms", "size"),
    [
        (b'{"config":{"size":2},"layers":[{"size":3},{"size":4}]}', (), 9),
        (b'{"config":{"size":2},"layers":[{"size":3},{}]}', (), None),
        (b'{"config":{"size":2},"layers":[{"size":true}]}', (), None),
        (b'{"config":{"size":-2},"layers":[]}', (), None),
        (b'{"layers":5,"manifests":5}', (), None),
        (
            b'{"manifests":[{"platform":{"os":"linux","architecture":"arm64","variant":"v8"}},'
            b'{"platform":{"os":"unknown","architecture":"unknown"}},{"platform":[]},7,{}]}',
            ("linux/arm64/v8",),
            None,
        ),
        (b'{"manifests":[{"platform":{"os":"li\\u001bnux"}}]}', ("li␛nux",), None),
    ],
)
def test_a_manifest_says_its_platforms_and_size(
    body: bytes, platforms: tuple[str, ...], size: int | None
) -> None:
    document = read_document(body)
    assert (document.platforms, document.size) == (platforms, size)


@pytest.mark.parametrize("body", [b"", b"\xff", b"[1]", b"[" * 100_000, b"1" * 5_000])
def test_what_is_no_manifest_is_said_in_a_few_words(body: bytes) -> None:
    with pytest.raises(UnreadableManifest, match="manifest is not"):
        read_document(body)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param({"mediaType": OCI_INDEX}, "index", id="OCI index"),
        pytest.param({"mediaType": DOCKER_LIST}, "index", id="Docker manifest list"),
        pytest.param({"mediaType": OCI_MANIFEST}, "image", id="OCI manifest"),
        pytest.param({"mediaType": DOCKER_MANIFEST}, "image", id="Docker schema 2"),
        pytest.param({"schemaVersion": 1, "fsLayers": []}, "schema1", id="schema 1"),
        pytest.param({"schemaVersion": 2, "manifests": []}, "index", id="index without a type"),
        pytest.param({"config": {}, "layers": []}, "image", id="manifest without a type"),
        pytest.param({"errors": []}, "other", id="something else"),
        pytest.param({"mediaType": "application/json"}, "other", id="a type of no image"),
    ],
)
def test_what_a_manifest_is_follows_from_its_type_or_its_fields(
    body: dict[str, object], kind: str
) -> None:
    assert read_document(json.dumps(body).encode()).kind == kind


@pytest.mark.parametrize(
    ("config_type", "is_artifact"),
    [
        ("application/vnd.oci.image.config.v1+json", False),
        ("application/vnd.docker.container.image.v1+json", False),
        ("application/vnd.cncf.helm.config.v1+json", True),
        ("application/vnd.oci.empty.v1+json", True),
    ],
)
def test_an_artifact_is_told_by_the_type_of_its_config(config_type: str, is_artifact: bool) -> None:
    _, body = image(config_type=config_type).manifests["1"]
    assert read_document(body).is_artifact is is_artifact


def test_the_children_of_an_index_keep_their_digests() -> None:
    one, other = image(), image("arm64")
    _, body = index((one, platform("amd64")), (other, None)).manifests["1"]
    children = read_document(body).children
    assert [child.descriptor.digest for child in children] == [one.digest, other.digest]
    assert [str(child.platform) for child in children] == ["linux/amd64", "None"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b'{"os":"linux","architecture":"arm","variant":"v7"}', "linux/arm/v7"),
        (b"{}", ""),
        (b"[]", ""),
        (b"no JSON", ""),
        (b"[" * 100_000, ""),
    ],
)
def test_a_config_names_its_platform(body: bytes, found: str) -> None:
    assert read_config_platform(body) == found
