"""Who keeps a Secret as it is, and would put the old token back: told by what it left on it.

Sources: the annotations and labels that each controller documents or has in its sources:
external-secrets.io (owner reference), sealed-secrets (owner reference), Helm (`meta.helm.sh`),
Argo CD "Resource tracking", Flux (`toolkit.fluxcd.io`), Emberstack Reflector (Annotations.cs),
mittwald kubernetes-replicator (consts.go), Kyverno (`generate.kyverno.io`),
titansoft imagepullsecret-patcher.
"""

from typing import NamedTuple

from ghcr_tui.core.secret.objects import Object, mapping_at, mappings_at, text_at

BY_HAND = "by hand"
UNKNOWN = "unknown"


class Owner(NamedTuple):
    """Who keeps a Secret: `tool` by its name, and the object it is kept from, "" if not known."""

    tool: str
    source: str = ""


_OF_OWNER_KIND = {
    "ExternalSecret": "External Secrets",
    "ClusterExternalSecret": "External Secrets",
    "SealedSecret": "Sealed Secrets",
    "ServiceAccount": "its service account",
}
_OF_ANNOTATION = (
    ("argocd.argoproj.io/tracking-id", "Argo CD"),
    ("reflector.v1.k8s.emberstack.com/reflects", "Reflector"),
    ("replicator.v1.mittwald.de/replicate-from", "replicator"),
    ("replicator.v1.mittwald.de/replicated-from-version", "replicator"),
    ("meta.helm.sh/release-name", "Helm"),
)
_OF_LABEL = (
    ("argocd.argoproj.io/instance", "Argo CD"),
    ("kustomize.toolkit.fluxcd.io/name", "Flux"),
    ("helm.toolkit.fluxcd.io/name", "Flux"),
    ("generate.kyverno.io/policy-name", "Kyverno"),
    ("generate.kyverno.io/rule-name", "Kyverno"),
)
_OF_MANAGED_BY = {
    "helm": "Helm",
    "kyverno": "Kyverno",
    "imagepullsecret-patcher": "imagepullsecret-patcher",
    "external-secrets": "External Secrets",
    "flux": "Flux",
    "argocd": "Argo CD",
}
_OF_MANAGER = (
    # The beginning of a field manager's name, and whose it is.
    ("external-secrets", "External Secrets"),
    ("argocd", "Argo CD"),
    ("kustomize-controller", "Flux"),
    ("helm-controller", "Flux"),
    ("helm", "Helm"),
    ("kyverno", "Kyverno"),
    ("kubectl", BY_HAND),
    ("k9s", BY_HAND),
    ("ghcr-tui", BY_HAND),
)
_BY_HAND = Owner(BY_HAND)
_UNKNOWN = Owner(UNKNOWN)


def owner_of(metadata: Object) -> Owner:
    """Return who keeps the object with this `metadata`; the surest sign counts first."""
    for reference in mappings_at(metadata, "ownerReferences"):
        kind = text_at(reference, "kind")
        if kind:
            return Owner(_OF_OWNER_KIND.get(kind, kind), text_at(reference, "name"))
    annotations, labels = mapping_at(metadata, "annotations"), mapping_at(metadata, "labels")
    for name, tool in _OF_ANNOTATION:
        if name in annotations:
            return Owner(tool, text_at(annotations, name))
    for name, tool in _OF_LABEL:
        if name in labels:
            return Owner(tool, text_at(labels, name))
    managed_by = text_at(labels, "app.kubernetes.io/managed-by").casefold()
    if tool := _OF_MANAGED_BY.get(managed_by, ""):
        return Owner(tool)
    return _of_managers(metadata)


def _of_managers(metadata: Object) -> Owner:
    """Return the owner by who wrote the payload last."""
    latest, written = _UNKNOWN, ""
    for field in mappings_at(metadata, "managedFields"):
        if "f:data" not in mapping_at(field, "fieldsV1"):
            continue
        manager, time = text_at(field, "manager"), text_at(field, "time")
        tool = next((tool for start, tool in _OF_MANAGER if manager.startswith(start)), manager)
        if time >= written and tool:
            latest = _BY_HAND if tool == BY_HAND else Owner(tool)
            written = time
    return latest
