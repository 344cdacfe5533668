"""The Secret: what Kubernetes is given, as a typed value and as a manifest."""

from typing import NamedTuple

from ghcr_tui.core.golang.json_text import Json

DOCKERCONFIGJSON = "kubernetes.io/dockerconfigjson"
DOCKERCONFIGJSON_KEY = ".dockerconfigjson"
DOCKERCFG = "kubernetes.io/dockercfg"
DOCKERCFG_KEY = ".dockercfg"
PAYLOAD_KEYS = {DOCKERCONFIGJSON: DOCKERCONFIGJSON_KEY, DOCKERCFG: DOCKERCFG_KEY}
"""The data key that the kubelet reads, by the Secret's type."""


class Secret(NamedTuple):
    """An image pull secret: `data` in base64 or `string_data` in plain text, the other empty."""

    name: str
    namespace: str
    labels: dict[str, str]
    annotations: dict[str, str]
    immutable: bool
    data: dict[str, str]
    string_data: dict[str, str]
    type: str = DOCKERCONFIGJSON

    def __repr__(self) -> str:
        """Leave data out: it is a token in other clothes."""
        return f"Secret({self.name!r}, namespace={self.namespace!r}, type={self.type!r})"


def manifest(secret: Secret) -> dict[str, Json]:
    """Return the manifest of `secret`, in the order people write it; what is empty is left out."""
    metadata: dict[str, Json] = {"name": secret.name}
    if secret.namespace:
        metadata["namespace"] = secret.namespace
    if secret.labels:
        metadata["labels"] = dict(secret.labels)
    if secret.annotations:
        metadata["annotations"] = dict(secret.annotations)
    document: dict[str, Json] = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": metadata,
        "type": secret.type,
    }
    if secret.immutable:
        document["immutable"] = True
    if secret.data:
        document["data"] = dict(secret.data)
    if secret.string_data:
        document["stringData"] = dict(secret.string_data)
    return document
