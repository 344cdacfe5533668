"""Paths of the API: of a list in one namespace or all, and of one object."""

from urllib.parse import quote, urlencode

GROUPS = {
    "deployments": "apis/apps/v1",
    "statefulsets": "apis/apps/v1",
    "daemonsets": "apis/apps/v1",
    "replicasets": "apis/apps/v1",
    "jobs": "apis/batch/v1",
    "cronjobs": "apis/batch/v1",
    "clusterroles": "apis/rbac.authorization.k8s.io/v1",
    "externalsecrets": "apis/external-secrets.io/v1",
    "ecrauthorizationtokens": "apis/generators.external-secrets.io/v1alpha1",
    "acraccesstokens": "apis/generators.external-secrets.io/v1alpha1",
    "gcraccesstokens": "apis/generators.external-secrets.io/v1alpha1",
    "sealedsecrets": "apis/bitnami.com/v1alpha1",
    "generatingpolicies": "apis/policies.kyverno.io/v1",
}
"""Resources that are not of the core group."""


def list_path(resource: str, namespace: str = "") -> str:
    """Return the path of all objects of `resource`, in all namespaces where none is named."""
    inside = f"namespaces/{quote(namespace, safe='')}/" if namespace else ""
    return f"/{GROUPS.get(resource, 'api/v1')}/{inside}{resource}"


def object_path(resource: str, namespace: str, name: str) -> str:
    """Return the path of one object."""
    return f"{list_path(resource, namespace)}/{quote(name, safe='')}"


def query(path: str, **parameters: str) -> str:
    """Return `path` with those of `parameters` that are not empty."""
    given = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(given)}" if given else path
