"""What is sealed here is opened by sealed-secrets' own code, and only where it was meant to be."""

import json
from base64 import b64decode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ghcr_tui.core.formats.sealed_secret import sealed_secret, sealing_label
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.controllers import SCOPES, Scope
from ghcr_tui.core.secret.secret import Secret
from ghcr_tui.system.sealing.certificate import read_certificate
from ghcr_tui.system.sealing.sealed_secrets import seal
from judges.needed import needed_judge
from judges.sealing import Refused, ask
from sealing_keys import controller

KEY = ".dockerconfigjson"


def _sealed(value: bytes, scope: Scope, namespace: str = "shop") -> dict[str, Json]:
    secret = Secret("ghcr", namespace, {"team": "a"}, {"note": "b"}, True, {}, {})
    certificate = read_certificate(controller().certificate)
    text = seal(value, certificate, sealing_label(scope, namespace, "ghcr"))
    return sealed_secret(secret, {KEY: text}, scope)


def _opened(manifest: object, number: int = 0) -> dict[str, Json]:
    question = {"ask": "unseal", "manifest": manifest, "key": controller(number).key}
    secret = ask(needed_judge("sealing"), question)["secret"]
    assert isinstance(secret, dict)
    return secret


@pytest.mark.parametrize("scope", SCOPES)
def test_the_controller_makes_the_same_secret_of_it(scope: Scope) -> None:
    secret = _opened(_sealed(b'{"auths":{}}', scope))

    assert secret["type"] == "kubernetes.io/dockerconfigjson"
    assert secret["immutable"] is True
    assert b64decode(secret["data"][KEY]) == b'{"auths":{}}'  # type: ignore[index,call-overload,arg-type]
    metadata = secret["metadata"]
    assert isinstance(metadata, dict)
    assert (metadata["name"], metadata["namespace"]) == ("ghcr", "shop")
    assert metadata["labels"] == {"team": "a"}
    annotations = metadata["annotations"]
    assert isinstance(annotations, dict)
    assert annotations["note"] == "b"
    assert [key for key in annotations if key.startswith("sealedsecrets")] == {
        "strict": [],
        "namespace-wide": ["sealedsecrets.bitnami.com/namespace-wide"],
        "cluster-wide": ["sealedsecrets.bitnami.com/cluster-wide"],
    }[scope]


@pytest.mark.parametrize(
    ("scope", "moved_to", "opens"),
    [
        ("strict", ("ghcr", "other"), False),
        ("strict", ("other", "shop"), False),
        ("namespace-wide", ("other", "shop"), True),
        ("namespace-wide", ("ghcr", "other"), False),
        ("cluster-wide", ("other", "other"), True),
    ],
)
def test_it_opens_within_its_scope_alone(
    scope: Scope, moved_to: tuple[str, str], opens: bool
) -> None:
    manifest = _sealed(b"x", scope)
    metadata = manifest["metadata"]
    assert isinstance(metadata, dict)
    metadata["name"], metadata["namespace"] = moved_to
    if opens:
        assert _opened(manifest)
        return
    with pytest.raises(Refused, match="no key could decrypt"):
        _opened(manifest)


def test_another_clusters_controller_does_not_open_it() -> None:
    with pytest.raises(Refused, match="no key could decrypt"):
        _opened(_sealed(b"x", "strict"), number=1)


def test_a_scope_that_is_not_annotated_does_not_open() -> None:
    manifest = _sealed(b"x", "cluster-wide")
    metadata = manifest["metadata"]
    assert isinstance(metadata, dict)
    del metadata["annotations"]
    with pytest.raises(Refused, match="no key could decrypt"):
        _opened(manifest)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=st.binary(max_size=3000))
def test_any_payload_comes_back_byte_for_byte(value: bytes) -> None:
    secret = _opened(json.loads(json.dumps(_sealed(value, "strict"))))
    data = secret["data"]
    assert isinstance(data, dict)
    assert b64decode(str(data[KEY] or "")) == value
