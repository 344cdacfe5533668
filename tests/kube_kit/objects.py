"""Objects as a cluster has them, made up."""

import json
from base64 import b64encode

from ghcr_tui.core.golang.json_text import Json
from kube_kit.statuses import Object
from made_up_tokens import github_token

TOKEN = github_token()
PULL = "kubernetes.io/dockerconfigjson"


def payload(registry: str = "ghcr.io", username: str = "octocat", token: str = TOKEN) -> str:
    """Return a payload of one registry."""
    auth = b64encode(f"{username}:{token}".encode()).decode()
    return json.dumps({"auths": {registry: {"auth": auth}}}, separators=(",", ":"))


def secret(
    namespace: str, name: str, text: str | None = None, kind: str = PULL, **metadata: Json
) -> Object:
    """Return a Secret with `text` as its payload, a sound one for ghcr.io where none is given."""
    key = ".dockercfg" if kind == "kubernetes.io/dockercfg" else ".dockerconfigjson"
    data: Json = {key: b64encode((payload() if text is None else text).encode()).decode()}
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": namespace, **metadata},
        "type": kind,
        "data": data,
    }


def account(namespace: str, name: str, *secrets: str, **metadata: Json) -> Object:
    """Return a service account that brings `secrets`."""
    return {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {"name": name, "namespace": namespace, **metadata},
        "imagePullSecrets": [{"name": each} for each in secrets],
    }


def pod_spec(image: str, *secrets: str, **more: Json) -> Object:
    """Return a pod's spec with one container."""
    return {
        "serviceAccountName": "default",
        "containers": [{"name": "app", "image": image}],
        "imagePullSecrets": [{"name": each} for each in secrets],
        **more,
    }


def pod(namespace: str, name: str, image: str, *secrets: str, **more: Json) -> Object:
    """Return a pod; of `more` what is about metadata goes there, `status` beside the spec."""
    status = more.pop("status", None)
    metadata: dict[str, Json] = {"name": name, "namespace": namespace}
    for key in ("ownerReferences", "creationTimestamp", "uid", "labels"):
        if key in more:
            metadata[key] = more.pop(key)
    spec = pod_spec(image, *secrets, **more)
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": metadata,
        "spec": spec,
        **({"status": status} if status is not None else {}),
    }


def deployment(namespace: str, name: str, image: str, *secrets: str, **more: Json) -> Object:
    """Return a Deployment whose template is `pod_spec`."""
    labels: Json = {"app": name}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {
            "selector": {"matchLabels": labels},
            "template": {
                "metadata": {"labels": labels},
                "spec": pod_spec(image, *secrets, **more),
            },
        },
    }
