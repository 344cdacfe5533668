"""Rules about the shape of a Secret: type, keys, and what does not belong into a manifest."""

import pytest

from ghcr_tui.core.findings.secret_shape import ignored_because, shape_findings
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.secret_values import payload_key
from ghcr_tui.core.secret.secret_reader import read_manifest
from made_up_secrets import KEY, manifest

LEGACY = "kubernetes.io/dockercfg"
LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"


def with_metadata(**fields: Json) -> dict[str, Json]:
    return manifest(metadata={"name": "a", "namespace": "b", **fields})


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        (manifest(), []),
        (manifest(data={}, stringData={KEY: "{}"}), []),
        (manifest(type=LEGACY, data={".dockercfg": "e30="}), []),
        (manifest(type="Opaque", data={"password": "e30="}), []),
        (manifest(type="Opaque"), ["type-opaque"]),
        (manifest(type=None), ["type-opaque"]),
        (manifest(type="kubernetes.io/tls"), ["type-ignored"]),
        (manifest(type=5), ["not-text"]),
        (manifest(type=LEGACY), ["key-of-other-type"]),
        (manifest(data={"dockerconfigjson": "e30="}), ["key-without-dot"]),
        (manifest(data={".dockercfg": "e30="}), ["key-of-other-type"]),
        (manifest(type=LEGACY, data={"dockercfg": "e30="}), ["key-without-dot"]),
        (manifest(data={}), ["key-missing"]),
        (manifest(data=None), ["key-missing"]),
        (manifest(data={KEY: 5}), ["not-text"]),
        (manifest(data=[]), ["not-text"]),
        (manifest(stringData={KEY: "{}"}), ["data-twice"]),
        (manifest(apiVersion="v2"), ["api-version"]),
        (manifest(apiVersion=None), ["api-version"]),
        (manifest(apiVersion=1), ["not-text"]),
        (manifest(immutable="yes"), ["not-text"]),
        (manifest(Data={}), ["unknown-field"]),
        (with_metadata(label={}), ["unknown-field"]),
        (with_metadata(finalizers=[], ownerReferences=[], generateName="a-"), []),
        (with_metadata(uid="a", managedFields=[]), ["server-fields"]),
        (with_metadata(annotations={LAST_APPLIED: KEY}), ["last-applied-holds-token"]),
        (with_metadata(annotations={LAST_APPLIED: "{}"}), []),
        (with_metadata(labels={"a": None}), []),  # null is an empty text to Go
        (with_metadata(labels=5), ["not-text"]),
    ],
)
def test_a_manifest_has_just_these_findings(document: dict[str, Json], codes: list[str]) -> None:
    read = read_manifest(document)

    assert [finding.code for finding in shape_findings(read, payload_key(read))] == codes


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (manifest(), ""),
        (manifest(type=LEGACY, data={".dockercfg": "e30="}), ""),
        (manifest(type="Opaque"), "its type is `Opaque`, and only kubernetes.io/dockerconfigjson"),
        (manifest(type=None), "its type is missing, so `Opaque`, and only"),
        (manifest(data={}), f"it has no key `{KEY}`, which its type needs"),
    ],
)
def test_why_the_kubelet_does_not_look_at_it(document: dict[str, Json], why: str) -> None:
    read = read_manifest(document)
    said = ignored_because(read, payload_key(read))

    assert said.startswith(why)
    assert bool(said) is bool(why)
